using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>Who sent a frame, and where it came in.</summary>
internal readonly record struct EdgePlace(PortPlan Port, SegmentPlan Segment, MacAddress Mac);
