using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>All other nodes of the link-state graph.</summary>
internal sealed class Topology
{
    private readonly Dictionary<IsisNodeId, TopologyNode> _nodes = [];
    private TopologyNode[] _sorted = [];
    private bool _isSorted = true;

    /// <summary>All nodes in the order of their ids; <see cref="TopologyNode.Index"/> is a node's place here.</summary>
    public TopologyNode[] Sorted
    {
        get
        {
            if (!_isSorted)
            {
                _sorted = [.. _nodes.Values];
                Array.Sort(_sorted, static (a, b) => a.Id.CompareTo(b.Id));
                for (int i = 0; i < _sorted.Length; i++)
                {
                    _sorted[i].Index = i;
                }

                _isSorted = true;
            }

            return _sorted;
        }
    }

    public TopologyNode? Find(IsisNodeId id) => _nodes.GetValueOrDefault(id);

    public TopologyNode GetOrAdd(IsisNodeId id)
    {
        if (!_nodes.TryGetValue(id, out TopologyNode? node))
        {
            node = new TopologyNode(id);
            _nodes.Add(id, node);
            _isSorted = false;
        }

        return node;
    }

    /// <summary>The system that a node speaks for, when that one says so, too: whoever just claims to be part of another is not believed.</summary>
    public TopologyNode? FindOrigin(TopologyNode node)
    {
        if (node.AliasOf is not IsisNodeId id || node.Id.IsPseudonode || node.Aliases.Count > 0 || !node.HasLinkTo(id))
        {
            return null;
        }

        return Find(id) is { IsUsable: true, AliasOf: null, Id.IsPseudonode: false } origin && origin.HasVirtualLinkTo(node.Id) ? origin : null;
    }

    public void Remove(TopologyNode node)
    {
        _nodes.Remove(node.Id);
        node.IsRemoved = true;
        _isSorted = false;
    }
}
