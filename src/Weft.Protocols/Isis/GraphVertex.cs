using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>A node's place in one graph.</summary>
internal sealed class GraphVertex
{
    /// <summary>The links of all fragments.</summary>
    public List<TopologyLink> Links { get; } = [];

    /// <summary>Cost of the shortest path of the last run.</summary>
    public uint Distance { get; set; } = TopologyNode.Unreachable;

    /// <summary>Next hops as they were last reported.</summary>
    public NextHop[] NextHops { get; set; } = [];

    /// <summary>True when the node lists a link to another: half of the two-way check (ISO 10589 clause 7.2.8.2).</summary>
    public bool HasLinkTo(IsisNodeId other)
    {
        foreach (TopologyLink link in Links)
        {
            if (link.Neighbor == other)
            {
                return true;
            }
        }

        return false;
    }
}
