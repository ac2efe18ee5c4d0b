namespace Weft.Lab;

/// <summary>What <c>weft bench move --json</c> prints.</summary>
public sealed record MoveBenchReport
{
    /// <summary>The layout of this document; within a major only additions.</summary>
    public string Format { get; init; } = "weft.bench-move/1";

    public required double ProbeIntervalMilliseconds { get; init; }

    /// <summary>Forged ARP announcements that a guarded port sent in a second meanwhile; null without.</summary>
    public double? FloodPerSecond { get; init; }

    public required IReadOnlyList<MoveBenchKind> Kinds { get; init; }
}
