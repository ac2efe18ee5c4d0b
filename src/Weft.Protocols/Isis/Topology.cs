using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>All other nodes of the link-state graph.</summary>
internal sealed class Topology
{
    private readonly Dictionary<IsisNodeId, TopologyNode> _nodes = [];
    private TopologyNode[] _sorted = [];
    private bool _isSorted = true;

    /// <summary>All nodes in the order of their ids.</summary>
    public TopologyNode[] Sorted
    {
        get
        {
            if (!_isSorted)
            {
                _sorted = [.. _nodes.Values];
                Array.Sort(_sorted, static (a, b) => a.Id.CompareTo(b.Id));
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

    public void Remove(TopologyNode node)
    {
        _nodes.Remove(node.Id);
        _isSorted = false;
    }
}
