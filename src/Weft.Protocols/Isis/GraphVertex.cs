using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>A node's place in one graph.</summary>
internal sealed class GraphVertex
{
    private TopologyNode?[] _targets = [];

    /// <summary>The links of all fragments, in the order of neighbours.</summary>
    public TopologyLink[] Links { get; private set; } = [];

    /// <summary>Cost of the shortest path of the last run.</summary>
    public uint Distance { get; set; } = TopologyNode.Unreachable;

    /// <summary>Next hops as they were last reported.</summary>
    public NextHop[] NextHops { get; set; } = [];

    /// <summary>True when the node lists a link to another: half of the two-way check (ISO 10589 clause 7.2.8.2).</summary>
    public bool HasLinkTo(IsisNodeId other)
    {
        int low = 0;
        int high = Links.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Links[middle].Neighbor.CompareTo(other) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < Links.Length && Links[low].Neighbor == other;
    }

    /// <summary>Replaces the links by others, which are in order and may be shared.</summary>
    public void Set(TopologyLink[] links)
    {
        Links = links;
        _targets = links.Length > 0 ? new TopologyNode?[links.Length] : [];
    }

    /// <summary>The node that a link leads to, or null when nothing is known of it. Looked up once.</summary>
    public TopologyNode? TargetOf(int link, Topology topology)
    {
        ref TopologyNode? target = ref _targets[link];
        if (target is null or { IsRemoved: true })
        {
            target = topology.Find(Links[link].Neighbor);
        }

        return target;
    }
}
