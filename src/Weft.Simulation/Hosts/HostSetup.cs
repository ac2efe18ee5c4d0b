using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>How a simulated host is configured: what the lab's commands and settings say to a real one.</summary>
public sealed record HostSetup
{
    public required string Name { get; init; }

    public required MacAddress Mac { get; init; }

    /// <summary>Its addresses, which also say what is on its link. The IPv6 link-local address is added by itself.</summary>
    public required ImmutableArray<GatewayAddress> Addresses { get; init; }

    /// <summary>Its default gateways, at most one of each family.</summary>
    public ImmutableArray<IpAddress> Gateways { get; init; } = [];

    /// <summary>Announces its addresses when it comes up, as Linux does with arp_notify and ndisc_notify.</summary>
    public bool AnnouncesItself { get; init; } = true;

    /// <summary>Checks that configured IPv6 addresses are free before using them (RFC 4862 section 5.4). The link-local address always is checked.</summary>
    public bool DetectsDuplicates { get; init; }

    /// <summary>A host of the fabric: its gateways are its subnet's first of each family that it has an address for.</summary>
    public static HostSetup For(FabricHost host) => new()
    {
        Name = host.Name,
        Mac = host.Mac,
        Addresses = host.Addresses,
        Gateways =
        [
            .. host.Subnet.Gateways
                .Where(gateway => host.Addresses.Any(address => gateway.Prefix.Contains(address.Address)))
                .DistinctBy(gateway => gateway.Address.Family)
                .Select(gateway => gateway.Address),
        ],
    };

    /// <summary>A host of the fabric that has no address of its own, but its link-local one.</summary>
    public static HostSetup Without(FabricHost host) => new() { Name = host.Name, Mac = host.Mac, Addresses = [] };

    /// <summary>A client behind an outside router.</summary>
    public static HostSetup For(OutsideClient client, MacAddress mac) => new()
    {
        Name = client.Name,
        Mac = mac,
        Addresses = client.Addresses,
        Gateways = [.. client.RouterAddresses.Select(address => address.Address)],
    };
}
