using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Which nodes announce a prefix and which of them are nearest. Prefixes that this node announces itself are left out.</summary>
internal sealed class PrefixTable(IsisState state, Topology topology, OwnLinkState own)
{
    private readonly Dictionary<RouteKey, PrefixState> _prefixes = [];
    private readonly HashSet<RouteKey> _dirty = [];
    private readonly List<RouteKey> _order = [];
    private readonly List<SystemId> _best = [];
    private readonly SystemIdSets _sets = new();

    public bool IsDirty => _dirty.Count > 0;

    /// <summary>Sets what a node announces; null: nothing any more.</summary>
    public void Set(TopologyNode node, RouteKey key, uint? metric)
    {
        if (!_prefixes.TryGetValue(key, out PrefixState? prefix))
        {
            if (metric is null)
            {
                return;
            }

            prefix = new PrefixState();
            _prefixes.Add(key, prefix);
        }

        if (metric is uint value)
        {
            prefix.Set(node.Id.System, value);
        }
        else
        {
            prefix.Remove(node.Id.System);
        }

        _dirty.Add(key);
    }

    /// <summary>The prefix must be looked at again: a distance to an origin changed, or this node began or stopped to announce it.</summary>
    public void Touch(RouteKey key)
    {
        if (_prefixes.ContainsKey(key))
        {
            _dirty.Add(key);
        }
    }

    /// <summary>Reports what changed, in the order of VRF and prefix.</summary>
    public void Report(IIsisEffects effects)
    {
        if (_dirty.Count == 0)
        {
            return;
        }

        _order.Clear();
        _order.AddRange(_dirty);
        _dirty.Clear();
        _order.Sort();
        foreach (RouteKey key in _order)
        {
            Report(key, _prefixes[key], effects);
        }
    }

    /// <summary>Who else announces a prefix, and at which metric.</summary>
    public IReadOnlyDictionary<SystemId, uint> OriginsOf(RouteKey key) =>
        _prefixes.TryGetValue(key, out PrefixState? prefix) ? prefix.Metrics.ToDictionary() : ReadOnlyDictionary<SystemId, uint>.Empty;

    /// <summary>Every prefix, in the order of VRF and prefix.</summary>
    public IReadOnlyList<PrefixSnapshot> Snapshot() =>
    [
        .. _prefixes
            .Where(static item => item.Value.Count > 0)
            .OrderBy(static item => item.Key)
            .Select(static item => new PrefixSnapshot(
                item.Key,
                item.Value.Reported.Length > 0 ? item.Value.Cost : TopologyNode.Unreachable,
                item.Value.Reported,
                [.. item.Value.Metrics.Select(static origin => origin.Key).Except(item.Value.Reported)])),
    ];

    private void Report(RouteKey key, PrefixState prefix, IIsisEffects effects)
    {
        uint cost = FindBest(key, prefix);
        bool isSame = _best.Count == prefix.Reported.Length && (_best.Count == 0 || cost == prefix.Cost);
        for (int i = 0; isSame && i < _best.Count; i++)
        {
            isSame = _best[i] == prefix.Reported[i];
        }

        if (!isSame)
        {
            prefix.Reported = _sets.Share(CollectionsMarshal.AsSpan(_best));
            prefix.Cost = cost;
            effects.PrefixChanged(key.Vrf, key.Prefix, prefix.Reported, cost);
        }

        if (prefix.Count == 0)
        {
            _prefixes.Remove(key);
        }
    }

    private uint FindBest(RouteKey key, PrefixState prefix)
    {
        _best.Clear();
        uint cost = TopologyNode.Unreachable;
        if (own.Announces(OwnEntryKey.ForPrefix(key.Vrf, key.Prefix)))
        {
            return cost;
        }

        Graph graph = state.GraphOf(key.Prefix.Family);
        if (prefix.TryGetOnly(out SystemId only, out uint metric))
        {
            Weigh(graph, only, metric, ref cost);
            return cost;
        }

        foreach (KeyValuePair<SystemId, uint> origin in prefix.Metrics)
        {
            Weigh(graph, origin.Key, origin.Value, ref cost);
        }

        return cost;
    }

    private void Weigh(Graph graph, SystemId origin, uint metric, ref uint cost)
    {
        uint distance = topology.Find(new IsisNodeId(origin, 0))?.In(graph).Distance ?? TopologyNode.Unreachable;
        ulong total = (ulong)distance + metric;
        if (distance == TopologyNode.Unreachable || total > PrefixReach.MaximumPathMetric || total > cost)
        {
            return;
        }

        if (total < cost)
        {
            _best.Clear();
            cost = (uint)total;
        }

        _best.Add(origin);
    }
}
