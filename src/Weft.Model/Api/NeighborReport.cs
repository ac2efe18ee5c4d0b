namespace Weft.Model;

/// <summary>A neighbouring node of the fabric, or a fabric port that waits for one.</summary>
public sealed record NeighborReport
{
    public required string Node { get; init; }

    public required string Port { get; init; }

    /// <summary>The neighbour's name, or its system id where the fabric file does not have it; null without a neighbour.</summary>
    public string? Neighbor { get; init; }

    public string? SystemId { get; init; }

    /// <summary>"up", "initializing" or "down".</summary>
    public required string State { get; init; }

    public string? Address { get; init; }

    public string? Mac { get; init; }

    /// <summary>The level of the adjacency: 1 or 2.</summary>
    public required int Level { get; init; }

    public required uint Metric { get; init; }

    public DateTimeOffset? Since { get; init; }

    public double? SinceSeconds { get; init; }

    /// <summary>BFD: "up", "init", "down" or "waiting" (no session yet); null on a port that it does not watch.</summary>
    public string? Bfd { get; init; }

    /// <summary>Between BFD packets sent, in milliseconds; null without a session.</summary>
    public double? BfdIntervalMs { get; init; }

    /// <summary>Silence after which the neighbour counts as gone, in milliseconds; null before its first packet.</summary>
    public double? BfdDetectionMs { get; init; }

    /// <summary>Why the BFD session last went down, as RFC 5880 names it; null while it is up or never was.</summary>
    public string? BfdDiagnostic { get; init; }

    /// <summary>Until the neighbour is given up when it stays silent.</summary>
    public double? HoldSeconds { get; init; }

    /// <summary>LSPs that it has not acknowledged.</summary>
    public int? Unacknowledged { get; init; }
}
