namespace Weft.Lab;

/// <summary>What <c>weft bench node --json</c> prints.</summary>
public sealed record NodeBenchReport
{
    /// <summary>The layout of this document; within a major only additions.</summary>
    public string Format { get; init; } = "weft.bench-node/1";

    /// <summary>The kernel's release.</summary>
    public required string Kernel { get; init; }

    public required int Processors { get; init; }

    /// <summary>The one-minute load average of the machine when the benchmark began and when it ended.</summary>
    public required double LoadBefore { get; init; }

    public required double LoadAfter { get; init; }

    /// <summary>The daemon's binary, in octets.</summary>
    public required long BinaryOctets { get; init; }

    public required NodeBenchStartResult Start { get; init; }

    public required NodeBenchLearnResult Learn { get; init; }

    public required IReadOnlyList<NodeBenchForwardRow> Forward { get; init; }
}
