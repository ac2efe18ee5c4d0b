using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A route of a node to something that is not attached to it.</summary>
public sealed record RouteReport
{
    public required string Node { get; init; }

    public required string Vrf { get; init; }

    public required string Prefix { get; init; }

    public required uint Metric { get; init; }

    /// <summary>Packets are refused instead of following a shorter prefix.</summary>
    public required bool Discard { get; init; }

    public required ImmutableArray<NextHopReport> NextHops { get; init; }

    /// <summary>Whether the node's routing daemon may announce it; null where the VRF has no outside router at this node.</summary>
    public bool? Outside { get; init; }

    /// <summary>The VRF that it is imported from; null for a route of the VRF itself.</summary>
    public string? From { get; init; }

    /// <summary>The interface of an imported route to what is attached here.</summary>
    public string? Interface { get; init; }
}
