using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>A host address as this node sees it, for <c>weft show hosts</c>.</summary>
public sealed record HostView
{
    public required HostKey Key { get; init; }

    public required HostState State { get; init; }

    public required MacAddress Mac { get; init; }

    public required SegmentId Segment { get; init; }

    /// <summary>The local port, or none.</summary>
    public required PortIndex Port { get; init; }

    /// <summary>The node where the host is.</summary>
    public required string Node { get; init; }

    public required uint Epoch { get; init; }

    /// <summary>The strongest evidence seen here; null for remote hosts.</summary>
    public required EvidenceKind? Evidence { get; init; }

    public required Instant Since { get; init; }

    /// <summary>Moves to or inside this node.</summary>
    public required uint Moves { get; init; }

    /// <summary>Oldest first.</summary>
    public required ImmutableArray<HostHistoryEntry> History { get; init; }
}
