using Weft.Model;

namespace Weft.Simulation;

/// <summary>A route that was taken back and is kept a moment longer.</summary>
/// <param name="Life">The life of the daemon that it is of.</param>
/// <param name="Group">Where it leads; zero for a discard route, or one to a segment.</param>
/// <param name="Segment">The segment that a leak led to.</param>
/// <param name="Metric">Its priority.</param>
/// <param name="Due">When it goes, once the node has settled.</param>
internal readonly record struct LateRoute(RouteLife Life, NextHopGroupId Group, SegmentId Segment, uint Metric, Instant Due)
{
    /// <summary>True when its last next hop was lost: nothing leads by it any more, and by nothing that it took the place of.</summary>
    public bool IsLost { get; init; }
}
