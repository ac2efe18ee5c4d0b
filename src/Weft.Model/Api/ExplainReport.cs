using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Why a node thinks that an address is where it is.</summary>
public sealed record ExplainReport
{
    /// <summary>The node that tells.</summary>
    public required string Node { get; init; }

    public required string Site { get; init; }

    public required string Vrf { get; init; }

    public required string Address { get; init; }

    /// <summary>What the node knows of the host; null when nothing.</summary>
    public HostReport? Host { get; init; }

    /// <summary>The winner first, then in the order in which they would follow.</summary>
    public required ImmutableArray<ClaimReport> Claims { get; init; }

    /// <summary>Oldest first.</summary>
    public required ImmutableArray<HistoryReport> History { get; init; }

    /// <summary>The subnet's home site; null without one, or when no subnet has the address.</summary>
    public string? Home { get; init; }

    /// <summary>"attached", "connected", "route", "discard", "outside" (by a route of the machine's routing daemon) or "none": what the node does with a packet for the
    /// address.</summary>
    public required string Decision { get; init; }

    /// <summary>The port of an attached host, the interface of a connected subnet.</summary>
    public string? Interface { get; init; }

    /// <summary>The route with the longest prefix that covers the address; null when it is attached or connected. One of another daemon has no next hops here.</summary>
    public RouteReport? Route { get; init; }

    /// <summary>Whether this edge announces the host outside, and why not; null where it has no outside router in the VRF, or knows no host.</summary>
    public string? Outside { get; init; }

    /// <summary>True when the host has no route of its own here because its home's prefix leads the same way.</summary>
    public bool FollowsHome { get; init; }

    /// <summary>Nodes that the route leads to; for one outside, the routers at this edge.</summary>
    public required ImmutableArray<string> To { get; init; }

    /// <summary>Cost of the shortest path to the nearest of them.</summary>
    public uint? Cost { get; init; }

    /// <summary>When the route was last pointed elsewhere, and where it led before; null when it never changed.</summary>
    public DateTimeOffset? ToSince { get; init; }

    public ImmutableArray<string>? Before { get; init; }
}
