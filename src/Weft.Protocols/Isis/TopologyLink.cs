using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>One direction of a link, as its origin announces it; in the order of neighbours, then of metrics.</summary>
internal readonly record struct TopologyLink(IsisNodeId Neighbor, uint Metric) : IComparable<TopologyLink>
{
    public int CompareTo(TopologyLink other)
    {
        int byNeighbor = Neighbor.CompareTo(other.Neighbor);
        return byNeighbor != 0 ? byNeighbor : Metric.CompareTo(other.Metric);
    }
}
