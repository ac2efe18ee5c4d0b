using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Looks at the network as it would be without this node: who would go which way, and who would be cut off.</summary>
internal sealed class DrainSurvey(IsisState state, Topology topology, PrefixTable prefixes, OwnPrefixes own)
{
    private readonly GraphSurvey _standard = new(state, topology, Graph.Standard);
    private readonly GraphSurvey _ipv6 = new(state, topology, Graph.Ipv6);

    /// <summary>A step that cannot make a circle: less than twice the least metric between two nodes.</summary>
    public uint SafeStep()
    {
        uint least = Graphs().Min(static graph => graph.LeastMetric());
        return least == 0 ? 1 : (2 * least) - 1;
    }

    /// <summary>
    /// How much dearer this node must be so that nobody who has another way goes through it, neither to another node nor to a prefix
    /// that others announce, too. 0: nobody does as it is. Only neighbours need to be asked: every path through here comes from one.
    /// </summary>
    public uint BurdenToBeLeft()
    {
        ulong needed = 0;
        foreach (GraphSurvey graph in Graphs())
        {
            foreach ((TopologyNode neighbor, uint toSelf) in graph.Neighbors())
            {
                uint[] around = graph.Around(neighbor);
                foreach (TopologyNode node in topology.Sorted)
                {
                    needed = Math.Max(needed, Needed(around[node.Index], toSelf, graph.DistanceTo(node)));
                }

                foreach ((RouteKey key, uint metric) in own.Metrics)
                {
                    if (!state.IsMultiTopology || graph == GraphOf(key.Prefix.Family))
                    {
                        needed = Math.Max(needed, Needed(Nearest(around, key), toSelf, metric));
                    }
                }
            }
        }

        return (uint)Math.Min(needed, IsisLimits.LastResortMetric - 1);
    }

    /// <summary>The parts into which the other nodes would fall without this one, the largest first, each sorted. Where the families have graphs of
    /// their own, those of the one that would fall into more.</summary>
    public IReadOnlyList<IReadOnlyList<SystemId>> Parts() => Graphs().Select(static graph => graph.Parts()).MaxBy(static parts => parts.Count)!;

    /// <summary>The prefixes that nobody else announces, in a fixed order.</summary>
    public IReadOnlyList<RouteKey> OnlyHere() =>
        [.. own.Metrics.Select(static item => item.Key).Where(key => prefixes.OriginsOf(key).Count == 0)];

    private static ulong Needed(uint around, uint toSelf, uint onwards)
    {
        // Through another drained node is no way around.
        if (around >= IsisLimits.LastResortMetric || onwards == TopologyNode.Unreachable)
        {
            return 0;
        }

        ulong through = (ulong)toSelf + onwards;
        return around >= through ? around - through + 1 : 0;
    }

    private GraphSurvey[] Graphs() => state.IsMultiTopology ? [_standard, _ipv6] : [_standard];

    private GraphSurvey GraphOf(AddressFamily family) => family == AddressFamily.Ipv6 ? _ipv6 : _standard;

    private uint Nearest(uint[] distances, RouteKey key)
    {
        ulong nearest = TopologyNode.Unreachable;
        foreach ((SystemId origin, uint metric) in prefixes.OriginsOf(key))
        {
            if (topology.Find(new IsisNodeId(origin, 0)) is { } node && distances[node.Index] != TopologyNode.Unreachable)
            {
                nearest = Math.Min(nearest, (ulong)distances[node.Index] + metric);
            }
        }

        return (uint)nearest;
    }
}
