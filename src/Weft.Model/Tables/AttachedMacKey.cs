using Weft.Wire;

namespace Weft.Model;

/// <summary>A MAC on a segment of this node.</summary>
public readonly record struct AttachedMacKey(SegmentId Segment, MacAddress Mac);
