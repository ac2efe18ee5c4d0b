using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The route by which a plane would send packets to a destination.</summary>
/// <param name="Entry">The kind of entry.</param>
/// <param name="Match">The longest prefix that matches.</param>
/// <param name="Metric">Its priority; the lowest of one prefix counts.</param>
/// <param name="Group">The next-hop group; zero where there is none.</param>
/// <param name="NextHops">The next hops, also those that cannot be used now; empty for what is attached, discarded or the node's own.</param>
/// <param name="Segment">The segment of an attached destination; none for others.</param>
/// <param name="IsDiscard">True where packets are discarded.</param>
public sealed record PlaneRoute(
    PlaneEntry Entry, IpPrefix Match, uint Metric, NextHopGroupId Group, ImmutableArray<NextHop> NextHops, SegmentId Segment, bool IsDiscard)
{
    /// <summary>Those of the next hops that packets are handed to now.</summary>
    public ImmutableArray<NextHop> Usable { get; init; } = [];
}
