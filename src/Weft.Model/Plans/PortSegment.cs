using Weft.Wire;

namespace Weft.Model;

/// <summary>A segment on a port, with the 802.1Q tag its frames carry there (0: untagged).</summary>
public readonly record struct PortSegment(SegmentId Segment, VlanId Tag);
