using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A port of a segment and the tag that the segment's frames carry there.</summary>
internal readonly record struct SegmentMember(PlanePort Port, VlanId Tag);
