using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Finds the local hosts that an earlier life of this node left: a host route, a permanent neighbour entry and a port.</summary>
internal sealed class Adoption(DataPlaneState state, IKernel kernel)
{
    /// <summary>The bindings, sorted by key.</summary>
    internal List<AdoptedBinding> Bindings(KernelTables tables)
    {
        Dictionary<AttachedMacKey, PortIndex> ports = Ports();
        List<AdoptedBinding> found = [];
        foreach ((BindingKey key, KernelNeighbor neighbor) in tables.Hosts.Rows)
        {
            if (state.FindSegment(key.Segment) is not SegmentPlan segment || !IsReached(tables, segment.Vrf, neighbor))
            {
                continue;
            }

            PortIndex port = ports.TryGetValue(new AttachedMacKey(key.Segment, neighbor.Mac), out PortIndex known) ? known : OnlyPort(key.Segment);
            if (!port.IsNone)
            {
                found.Add(new AdoptedBinding(key, new BindingRow(neighbor.Mac, port, segment.Vrf)));
            }
        }

        found.Sort((left, right) => left.Key.CompareTo(right.Key));
        return found;
    }

    /// <summary>True when the host's route leads to the interface of its neighbour entry; link-local addresses have no route.</summary>
    private static bool IsReached(KernelTables tables, VrfId vrf, in KernelNeighbor neighbor) => neighbor.Address.IsLinkLocal
        || (tables.Routes.TryGetValue(new RouteKey(vrf, IpPrefix.Host(neighbor.Address)), out KernelRoute route)
            && route.InterfaceIndex == neighbor.InterfaceIndex);

    /// <summary>The port of every MAC that the bridges know, learned or static.</summary>
    private Dictionary<AttachedMacKey, PortIndex> Ports()
    {
        List<KernelForwarding> entries = [];
        kernel.ReadForwarding(entries);
        FoundRows found = new(state);
        Dictionary<AttachedMacKey, PortIndex> ports = [];
        foreach (KernelForwarding entry in entries)
        {
            if (!entry.OnBridge && found.SegmentOf(entry) is SegmentId segment && state.Interfaces.TryPort(entry.InterfaceIndex, out PortIndex port))
            {
                ports[new AttachedMacKey(segment, entry.Mac)] = port;
            }
        }

        return ports;
    }

    /// <summary>The port of a segment that has only one; none otherwise.</summary>
    private PortIndex OnlyPort(SegmentId segment)
    {
        PortIndex only = PortIndex.None;
        foreach (PortPlan port in state.Plan.Ports)
        {
            if (port.FacesHosts && port.Segments.Any(member => member.Segment == segment))
            {
                if (!only.IsNone)
                {
                    return PortIndex.None;
                }

                only = port.Index;
            }
        }

        return only;
    }
}
