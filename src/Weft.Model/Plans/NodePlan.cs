using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Everything one node must know of its fabric; derived from a <see cref="Fabric"/>, immutable.</summary>
public sealed record NodePlan
{
    public required Fabric Fabric { get; init; }

    public required FabricNode Node { get; init; }

    /// <summary>Ports in the order of their index.</summary>
    public required ImmutableArray<PortPlan> Ports { get; init; }

    /// <summary>Segments sorted by id.</summary>
    public required ImmutableArray<SegmentPlan> Segments { get; init; }

    /// <summary>The VRFs that the node has beside the default one, by id: all that any subnet of the fabric is in, because every node is on
    /// somebody's way.</summary>
    public ImmutableArray<Vrf> Vrfs { get; init; } = [];

    /// <summary>What the node announces outside, one for each VRF in which it has an outside router, by VRF.</summary>
    public ImmutableArray<OutsidePlan> Outside { get; init; } = [];

    /// <summary>True when the node relays the DHCP of a family for hosts of its own.</summary>
    public bool RelaysDhcp(AddressFamily family) => Segments.Any(segment =>
        segment.HasGateway
        && segment.Subnet.DhcpServers.Any(server => server.Family == family)
        && segment.Subnet.Gateways.Any(gateway => gateway.Address.Family == family));

    public SystemId SystemId => Node.SystemId;

    /// <summary>The segment plan of an id, or null.</summary>
    public SegmentPlan? FindSegment(SegmentId id)
    {
        foreach (SegmentPlan segment in Segments)
        {
            if (segment.Id == id)
            {
                return segment;
            }
        }

        return null;
    }

    /// <summary>The port of that name, or null.</summary>
    public PortPlan? FindPort(string name)
    {
        foreach (PortPlan port in Ports)
        {
            if (port.Name == name)
            {
                return port;
            }
        }

        return null;
    }
}
