using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>One graph without this node: distances between the others, and the parts into which they would fall.</summary>
internal sealed class GraphSurvey(IsisState state, Topology topology, Graph graph)
{
    private readonly PriorityQueue<int, ulong> _queue = new();

    private IsisNodeId Self => new(state.Self, 0);

    /// <summary>This node's own distance to another.</summary>
    public uint DistanceTo(TopologyNode node) => node.In(graph).Distance;

    /// <summary>The least metric of a link between two nodes. LANs cost nothing, and the way into one counts.</summary>
    public uint LeastMetric()
    {
        uint least = IsisLimits.LastResortMetric / 2;
        foreach (TopologyNode node in topology.Sorted)
        {
            if (!node.Id.IsPseudonode && node.IsPartOf(graph))
            {
                foreach ((_, uint metric) in Others(node))
                {
                    least = Math.Min(least, metric);
                }
            }
        }

        return least;
    }

    /// <summary>The neighbours and what each pays for the link to this node.</summary>
    public IReadOnlyList<(TopologyNode Node, uint ToSelf)> Neighbors() =>
    [
        .. state.Circuits
            .Where(circuit => circuit.IsUp && circuit.Neighbor.Carries(graph))
            .Select(circuit => topology.Find(new IsisNodeId(circuit.Neighbor.System, 0)))
            .OfType<TopologyNode>()
            .Where(node => node.IsPartOf(graph) && node.In(graph).HasLinkTo(Self))
            .Distinct()
            .Select(node => (node, node.In(graph).Links.Where(link => link.Neighbor == Self).Min(static link => link.Metric))),
    ];

    /// <summary>Distances from a neighbour that do not lead through this node, by index.</summary>
    public uint[] Around(TopologyNode from)
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
            if (distance != distances[index] || (node.IsOverloadedIn(graph) && node != from))
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

    /// <summary>The parts into which the other nodes would fall without this one, the largest first, each sorted.</summary>
    public IReadOnlyList<IReadOnlyList<SystemId>> Parts()
    {
        TopologyNode[] nodes = topology.Sorted;
        bool[] seen = new bool[nodes.Length];
        List<IReadOnlyList<SystemId>> parts = [];
        foreach (TopologyNode start in nodes)
        {
            if (!seen[start.Index] && IsReached(start) && !start.IsOverloadedIn(graph))
            {
                parts.Add(PartOf(start, seen));
            }
        }

        // Who may not carry others is a part of its own only where no neighbour of it is left.
        foreach (TopologyNode alone in nodes)
        {
            if (!seen[alone.Index] && IsReached(alone) && !alone.Id.IsPseudonode)
            {
                parts.Add([alone.Id.System]);
            }
        }

        return [.. parts.Where(static part => part.Count > 0).OrderByDescending(static part => part.Count).ThenBy(static part => part[0])];
    }

    private bool IsReached(TopologyNode node) => node.IsPartOf(graph) && DistanceTo(node) != TopologyNode.Unreachable;

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

            if (node.IsOverloadedIn(graph))
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
        foreach (TopologyLink link in node.In(graph).Links)
        {
            if (link.Neighbor != Self && topology.Find(link.Neighbor) is { } other && other.IsPartOf(graph) && other.In(graph).HasLinkTo(node.Id))
            {
                yield return (other, link.Metric);
            }
        }
    }
}
