using Weft.Model;

namespace Weft.Linux;

/// <summary>Recognises this node's own rows among what the kernel holds.</summary>
internal sealed class FoundRows(DataPlaneState state)
{
    /// <summary>Routes of our protocol; a destination may have several.</summary>
    internal IEnumerable<(RouteKey Key, KernelRoute Item)> Routes(List<KernelRoute> found)
    {
        foreach (KernelRoute route in found)
        {
            if (route.Protocol == RouteProtocol.Weft && RouteTableId.TryVrf(route.Table, out VrfId vrf))
            {
                yield return (new RouteKey(vrf, route.Prefix), route);
            }
        }
    }

    /// <summary>Permanent entries on the segments' interfaces.</summary>
    internal IEnumerable<(BindingKey Key, KernelNeighbor Item)> Hosts(List<KernelNeighbor> found)
    {
        foreach (KernelNeighbor neighbor in found)
        {
            if (neighbor.State == NeighborState.Permanent && state.Interfaces.TrySegment(neighbor.InterfaceIndex, out SegmentPlan? segment))
            {
                yield return (new BindingKey(segment.Id, neighbor.Address), neighbor);
            }
        }
    }

    /// <summary>Permanent entries on ports and their sub-interfaces.</summary>
    internal IEnumerable<(VrfNeighborKey Key, KernelNeighbor Item)> Neighbors(List<KernelNeighbor> found)
    {
        foreach (KernelNeighbor neighbor in found)
        {
            if (neighbor.State == NeighborState.Permanent && state.Interfaces.TryPort(neighbor.InterfaceIndex, out PortIndex port, out VrfId vrf))
            {
                yield return (new VrfNeighborKey(new FabricNeighborKey(port, neighbor.Address), vrf), neighbor);
            }
        }
    }

    /// <summary>Static entries on host ports.</summary>
    internal IEnumerable<(AttachedMacKey Key, KernelForwarding Item)> Forwarding(List<KernelForwarding> found)
    {
        foreach (KernelForwarding entry in found)
        {
            if ((entry.State & NeighborState.NoArp) != 0 && SegmentOf(entry) is SegmentId segment)
            {
                yield return (new AttachedMacKey(segment, entry.Mac), entry with { Bridge = 0, State = NeighborState.NoArp });
            }
        }
    }

    /// <summary>The segment of an entry: by its VLAN, or by the only segment of its port on a plain bridge.</summary>
    internal SegmentId? SegmentOf(in KernelForwarding entry)
    {
        if (!state.Interfaces.TryPort(entry.InterfaceIndex, out PortIndex port))
        {
            return null;
        }

        foreach (PortSegment member in state.Plan.Ports[port.Value].Segments)
        {
            if (entry.VlanId == 0 || state.FindSegment(member.Segment)?.Vlan.Value == entry.VlanId)
            {
                return member.Segment;
            }
        }

        return null;
    }
}
