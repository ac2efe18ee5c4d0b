using Weft.Model;

namespace Weft.Simulation;

/// <summary>Finds the local hosts that an earlier life of a daemon left in the plane: a neighbour entry, a route to it, and a port.</summary>
internal static class Adoption
{
    public static List<AdoptedBinding> Find(
        Instant now, NodePlan plan, BoundHosts hosts, BridgeTable macs, RouteFinder routes, Func<SegmentId, RoutedInterface?> interfaceOf)
    {
        List<AdoptedBinding> found = [];
        foreach ((BindingKey key, BoundHost host) in hosts.Rows)
        {
            if (!IsReached(routes, key, host.Row.Vrf, interfaceOf(key.Segment)))
            {
                continue;
            }

            PortIndex port = macs.TryFind(now, new AttachedMacKey(key.Segment, host.Row.Mac), out BridgeEntry entry) ? entry.Port : OnlyPort(plan, key.Segment);
            if (!port.IsNone)
            {
                found.Add(new AdoptedBinding(key, host.Row with { Port = port }));
            }
        }

        found.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        return found;
    }

    /// <summary>True when the host's route leads to the interface of its neighbour entry; link-local addresses have no route.</summary>
    private static bool IsReached(RouteFinder routes, BindingKey key, VrfId vrf, RoutedInterface? at) => key.Address.IsLinkLocal
        || (routes.TryFind(vrf, key.Address, out FoundRoute route) && route.Entry == PlaneEntry.Binding && route.Interface == at);

    /// <summary>The port of a segment that has only one; none otherwise.</summary>
    private static PortIndex OnlyPort(NodePlan plan, SegmentId segment)
    {
        PortIndex only = PortIndex.None;
        foreach (PortPlan port in plan.Ports)
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
