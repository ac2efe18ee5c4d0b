using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>A source that may send by a guarded port.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Interface">The kernel's index of the port's interface.</param>
/// <param name="Mac">The host's MAC.</param>
/// <param name="Address">Its address.</param>
public readonly record struct BoundHost(SegmentId Segment, int Interface, MacAddress Mac, IpAddress Address);
