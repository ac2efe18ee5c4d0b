using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Dijkstra over the link-state graph with all equal-cost first hops (ISO 10589 annex C.2). Buffers are kept from run to run.</summary>
internal sealed class ShortestPaths(IsisState state, Topology topology, Graph graph)
{
    private readonly PriorityQueue<int, ulong> _queue = new();
    private readonly NextHop[] _hops = new NextHop[IsisLimits.EqualCostPaths];
    private readonly Dictionary<CircuitSet, NextHop[]> _ways = [];
    private uint[] _distance = [];
    private CircuitSet[] _firstHops = [];

    /// <summary>Whose packets go these ways; null: those of both families.</summary>
    private AddressFamily? Family => graph == Graph.Ipv6 ? AddressFamily.Ipv6 : state.IsMultiTopology ? AddressFamily.Ipv4 : null;

    /// <summary>Runs and reports every node whose cost or next hops changed, in the order of system ids. Prefixes of nodes whose cost
    /// changed are marked in <paramref name="prefixes"/>.</summary>
    public void Run(PrefixTable prefixes, IIsisEffects effects)
    {
        state.Counters.Increment(IsisCounter.SpfRuns);
        TopologyNode[] nodes = topology.Sorted;
        if (_distance.Length < nodes.Length)
        {
            _distance = new uint[nodes.Length * 2];
            _firstHops = new CircuitSet[nodes.Length * 2];
        }

        for (int i = 0; i < nodes.Length; i++)
        {
            _distance[i] = TopologyNode.Unreachable;
            _firstHops[i] = default;
        }

        _queue.Clear();
        _ways.Clear();
        StartAtNeighbors();
        while (_queue.TryDequeue(out int index, out ulong key))
        {
            // An entry that a shorter path has overtaken is skipped.
            if (key >> 32 == _distance[index] && !nodes[index].IsOverloadedIn(graph))
            {
                Expand(nodes, index);
            }
        }

        foreach (TopologyNode node in nodes)
        {
            Report(node, prefixes, effects);
        }
    }

    private void StartAtNeighbors()
    {
        IsisNodeId self = new(state.Self, 0);
        foreach (Circuit circuit in state.Circuits)
        {
            if (!circuit.IsUp || !circuit.Neighbor.Carries(graph))
            {
                continue;
            }

            TopologyNode? neighbor = topology.Find(new IsisNodeId(circuit.Neighbor.System, 0));
            if (neighbor is not null && neighbor.IsPartOf(graph) && neighbor.In(graph).HasLinkTo(self))
            {
                Relax(neighbor, circuit.Plan.Metric, CircuitSet.Of(circuit.Index));
            }
        }
    }

    private void Expand(TopologyNode[] nodes, int index)
    {
        TopologyNode node = nodes[index];
        GraphVertex vertex = node.In(graph);
        for (int i = 0; i < vertex.Links.Length; i++)
        {
            TopologyLink link = vertex.Links[i];
            TopologyNode? other = link.Neighbor.System == state.Self ? null : vertex.TargetOf(i, topology);
            ulong distance = (ulong)_distance[index] + link.Metric;
            if (other is not null && distance <= Math.Min(_distance[other.Index], PrefixReach.MaximumPathMetric) && other.IsPartOf(graph) && other.In(graph).HasLinkTo(node.Id))
            {
                Relax(other, (uint)distance, _firstHops[index]);
            }
        }
    }

    private void Relax(TopologyNode node, uint distance, in CircuitSet firstHops)
    {
        int index = node.Index;
        CircuitSet merged = firstHops;
        if (distance > _distance[index])
        {
            return;
        }

        if (distance == _distance[index])
        {
            merged = firstHops.Union(_firstHops[index]);
            if (merged == _firstHops[index])
            {
                return;
            }
        }

        _distance[index] = distance;
        _firstHops[index] = merged;

        // At equal cost LANs come before systems, so that their zero-metric links are followed first.
        ulong order = ((ulong)distance << 32) | (node.Id.IsPseudonode ? 0 : 0x8000_0000UL) | (uint)index;
        _queue.Enqueue(index, order);
    }

    private void Report(TopologyNode node, PrefixTable prefixes, IIsisEffects effects)
    {
        uint distance = _distance[node.Index];
        NextHop[] hops = NextHopsOf(_firstHops[node.Index]);
        GraphVertex vertex = node.In(graph);
        bool costChanged = vertex.Distance != distance;
        bool hopsChanged = !hops.AsSpan().SequenceEqual(vertex.NextHops);
        vertex.Distance = distance;
        if (costChanged)
        {
            TouchPrefixes(node, prefixes);
            foreach (TopologyNode alias in node.Aliases)
            {
                TouchPrefixes(alias, prefixes);
            }
        }

        if (costChanged || hopsChanged)
        {
            vertex.NextHops = hopsChanged ? hops : vertex.NextHops;
            if (!node.Id.IsPseudonode)
            {
                effects.ReachChanged(node.Id.System, Family, vertex.NextHops, distance);
            }
        }

        if (node is { Fragments.Count: 0, Standard.Distance: TopologyNode.Unreachable, Ipv6.Distance: TopologyNode.Unreachable })
        {
            topology.Remove(node);
        }
    }

    private static void TouchPrefixes(TopologyNode node, PrefixTable prefixes)
    {
        foreach (LspRecord record in node.Fragments.Values)
        {
            foreach (LspItem item in record.Content.Items)
            {
                if (item.Prefix is { } prefix)
                {
                    prefixes.Touch(prefix.Key);
                }
            }
        }
    }

    /// <summary>The next hops by a set of circuits; most nodes have the same few sets.</summary>
    private NextHop[] NextHopsOf(in CircuitSet circuits)
    {
        if (_ways.TryGetValue(circuits, out NextHop[]? known))
        {
            return known;
        }

        int count = 0;
        for (int index = circuits.Next(0); index >= 0 && count < _hops.Length; index = index == IsisLimits.Circuits - 1 ? -1 : circuits.Next(index + 1))
        {
            Circuit circuit = state.Circuits[index];
            _hops[count++] = new NextHop(circuit.Port, circuit.Neighbor.LinkLocal);
        }

        NextHop[] hops = count > 0 ? _hops[..count] : [];
        _ways.Add(circuits, hops);
        return hops;
    }
}
