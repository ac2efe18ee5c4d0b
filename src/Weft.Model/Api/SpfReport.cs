using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>The shortest paths of a node to another.</summary>
public sealed record SpfReport
{
    /// <summary>The node that tells.</summary>
    public required string Node { get; init; }

    /// <summary>The other node's name, or its system id.</summary>
    public required string To { get; init; }

    public required string SystemId { get; init; }

    /// <summary>"ipv4" or "ipv6" where each has paths of its own; null: the paths are those of both.</summary>
    public string? Family { get; init; }

    /// <summary>Null: unreachable.</summary>
    public uint? Cost { get; init; }

    public required ImmutableArray<NextHopReport> NextHops { get; init; }

    /// <summary>Host addresses that the other node claims.</summary>
    public required int Claims { get; init; }
}
