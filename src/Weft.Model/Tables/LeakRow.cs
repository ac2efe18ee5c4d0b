namespace Weft.Model;

/// <summary>A route that a VRF has of another one: it leads out of the VRF. A route of the VRF itself to the same destination wins.</summary>
/// <param name="Group">The next-hop group of the other VRF; zero when the destination is attached here.</param>
/// <param name="Segment">The segment where it is attached; none when it is reached by the group.</param>
/// <param name="Metric">The kernel's route priority. Never one that is announced outside.</param>
public readonly record struct LeakRow(NextHopGroupId Group, SegmentId Segment, uint Metric);
