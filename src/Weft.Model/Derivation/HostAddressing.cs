using System.Collections.Immutable;
using System.Globalization;
using Weft.Wire;

namespace Weft.Model;

/// <summary>
/// Derives the addresses of hosts that give none: the first host of a subnet gets the 11th address of its first IPv4 prefix, the next the 12th and
/// so on, and in IPv6 the same digits (2001:db8::11), so that a reader sees which belong together. Addresses that are taken are passed over.
/// </summary>
internal sealed class HostAddressing
{
    /// <summary>Hosts are counted from here; below is room for gateways.</summary>
    private const uint FirstNumber = 11;

    private readonly HashSet<(DraftSubnet, IpAddress)> _taken = [];
    private readonly Dictionary<DraftSubnet, uint> _next = [];

    public HostAddressing(FabricDraft draft)
    {
        foreach (DraftSubnet subnet in draft.Subnets.Items)
        {
            _taken.UnionWith(subnet.Gateways.Select(gateway => (subnet, gateway.Value.Address)));
        }

        foreach (DraftHost host in draft.Hosts.Where(host => host.Subnet is not null))
        {
            _taken.UnionWith(host.Addresses.Select(address => (host.Subnet!, address.Value.Address)));
        }
    }

    /// <summary>The addresses of the next host of that subnet, one per family; empty when the subnet is full.</summary>
    public ImmutableArray<GatewayAddress> Next(DraftSubnet subnet)
    {
        GatewayAddress[] gateways =
        [
            .. subnet.Gateways.Select(gateway => gateway.Value)
                .OrderBy(gateway => gateway.Address.Family)
                .DistinctBy(gateway => gateway.Address.Family),
        ];
        for (uint number = _next.GetValueOrDefault(subnet, FirstNumber); ; number++)
        {
            GatewayAddress?[] candidates = [.. gateways.Select(gateway => Numbered(gateway, number))];
            if (candidates.Length == 0 || Array.Exists(candidates, candidate => candidate is null))
            {
                return [];
            }

            if (candidates.All(candidate => !_taken.Contains((subnet, candidate!.Value.Address))))
            {
                _next[subnet] = number + 1;
                return [.. candidates.Select(candidate => candidate!.Value)];
            }
        }
    }

    private static GatewayAddress? Numbered(GatewayAddress gateway, uint number)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture);
        UInt128 part = gateway.Address.IsIpv4 ? number : uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        UInt128 bits = gateway.Prefix.Address.Bits + part;
        if (gateway.Address.IsIpv4 && bits > uint.MaxValue)
        {
            return null;
        }

        GatewayAddress address = gateway with { Address = IpAddress.FromBits(gateway.Address.Family, bits) };
        return gateway.Prefix.Contains(address.Address) && AddressRules.IsUsable(address) ? address : null;
    }
}
