using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>One direction of a link, as its origin announces it.</summary>
internal readonly record struct TopologyLink(IsisNodeId Neighbor, uint Metric);
