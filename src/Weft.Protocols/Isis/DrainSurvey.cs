using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Looks at the graph as it would be without this node: who would go which way, and who would be cut off.</summary>
internal sealed class DrainSurvey(IsisState state, Topology topology, PrefixTable prefixes, OwnPrefixes own)
{
    private readonly PriorityQueue<int, ulong> _queue = new();

    private IsisNodeId Self => new(state.Self, 0);

    /// <summary>A step that cannot make a circle: less than twice the least metric between two nodes.</summary>
    public uint SafeStep()
    {
        uint least = IsisLimits.LastResortMetric / 2;
        foreach (TopologyNode node in topology.Sorted.Where(static node => !node.Id.IsPseudonode))
        {
            foreach (TopologyLink link in node.Links)
            {
                least = Math.Min(least, link.Metric);
            }
        }

        return least == 0 ? 1 : (2 * least) - 1;
    }

    /// <summary>
    /// How much dearer this node must be so that nobody who has another way goes through it, neither to another node nor to a prefix
    /// that others announce, too. 0: nobody does as it is. Only neighbours need to be asked: every path through here comes from one.
    /// </summary>
    public uint BurdenToBeLeft()
    {
        Number();
        ulong needed = 0;
        foreach (TopologyNode neighbor in Neighbors())
        {
            uint toSelf = neighbor.Links.Where(link => link.Neighbor == Self).Min(static link => link.Metric);
            uint[] around = Around(neighbor);
            foreach (TopologyNode node in topology.Sorted)
            {
                needed = Math.Max(needed, Needed(around[node.Index], toSelf, node.Distance));
            }

            foreach ((RouteKey key, uint metric) in own.Metrics)
            {
                needed = Math.Max(needed, Needed(Nearest(around, key), toSelf, metric));
            }
        }

        return (uint)Math.Min(needed, IsisLimits.LastResortMetric - 1);
    }

    /// <summary>The parts into which the other nodes would fall without this one, the largest first, each sorted.</summary>
    public IReadOnlyList<IReadOnlyList<SystemId>> Parts()
    {
        Number();
        TopologyNode[] nodes = topology.Sorted;
        bool[] seen = new bool[nodes.Length];
        List<IReadOnlyList<SystemId>> parts = [];
        foreach (TopologyNode start in nodes)
        {
            if (!seen[start.Index] && start is { IsUsable: true, IsOverloaded: false } && start.Distance != TopologyNode.Unreachable)
            {
                parts.Add(PartOf(start, seen));
            }
        }

        // Who may not carry others is a part of its own only where no neighbour of it is left.
        foreach (TopologyNode alone in nodes)
        {
            if (!seen[alone.Index] && alone is { IsUsable: true, Id.IsPseudonode: false } && alone.Distance != TopologyNode.Unreachable)
            {
                parts.Add([alone.Id.System]);
            }
        }

        return [.. parts.Where(static part => part.Count > 0).OrderByDescending(static part => part.Count).ThenBy(static part => part[0])];
    }

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

    private IEnumerable<TopologyNode> Neighbors() => state.Circuits
        .Where(static circuit => circuit.IsUp)
        .Select(circuit => topology.Find(new IsisNodeId(circuit.Neighbor.System, 0)))
        .OfType<TopologyNode>()
        .Where(node => node.IsUsable && node.HasLinkTo(Self))
        .Distinct();

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

    /// <summary>Distances from a neighbour that do not lead through this node, by index.</summary>
    private uint[] Around(TopologyNode from)
    {
        TopologyNode[] nodes = topology.Sorted;
        uint[] distances = new uint[nodes.Length];
        Array.Fill(distances, TopologyNode.Unreachable);
        distances[from.Index] = 0;
        _queue.Clear();
        _queue.Enqueue(from.Index, 0);
        while (_queue.TryDequeue(out int index, out ulong distance))
        {
            TopologyNode node = nodes[index];
            if (distance != distances[index] || (node.IsOverloaded && node != from))
            {
                continue;
            }

            foreach ((TopologyNode other, uint metric) in Others(node))
            {
                ulong next = distance + metric;
                if (next < distances[other.Index])
                {
                    distances[other.Index] = (uint)next;
                    _queue.Enqueue(other.Index, next);
                }
            }
        }

        return distances;
    }

    private List<SystemId> PartOf(TopologyNode start, bool[] seen)
    {
        List<SystemId> part = [];
        Stack<TopologyNode> open = new([start]);
        seen[start.Index] = true;
        while (open.TryPop(out TopologyNode? node))
        {
            if (!node.Id.IsPseudonode)
            {
                part.Add(node.Id.System);
            }

            if (node.IsOverloaded)
            {
                continue;
            }

            foreach ((TopologyNode other, _) in Others(node))
            {
                if (!seen[other.Index])
                {
                    seen[other.Index] = true;
                    open.Push(other);
                }
            }
        }

        part.Sort();
        return part;
    }

    /// <summary>The nodes at the other ends of the links that both ends announce, this node left out.</summary>
    private IEnumerable<(TopologyNode Node, uint Metric)> Others(TopologyNode node)
    {
        foreach (TopologyLink link in node.Links)
        {
            if (link.Neighbor != Self && topology.Find(link.Neighbor) is { IsUsable: true } other && other.HasLinkTo(node.Id))
            {
                yield return (other, link.Metric);
            }
        }
    }

    private void Number()
    {
        TopologyNode[] nodes = topology.Sorted;
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i].Index = i;
        }
    }
}
