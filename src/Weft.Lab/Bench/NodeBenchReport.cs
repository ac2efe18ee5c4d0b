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

    /// <summary>Null when that part was not run.</summary>
    public NodeBenchStartResult? Start { get; init; }

    /// <summary>Null when that part was not run.</summary>
    public NodeBenchLearnResult? Learn { get; init; }

    /// <summary>Null when that part was not run.</summary>
    public NodeBenchBindingsResult? Bindings { get; init; }

    /// <summary>The guard of the leaf's ports; null for the default.</summary>
    public string? Guard { get; init; }

    /// <summary>True when all hosts had a policy.</summary>
    public bool Policy { get; init; }

    /// <summary>Ports of the leaf.</summary>
    public required int Ports { get; init; }

    /// <summary>What the daemon said of its fast path while it forwarded; null when that part was not run.</summary>
    public string? FastPath { get; init; }

    /// <summary>Empty when that part was not run.</summary>
    public required IReadOnlyList<NodeBenchForwardRow> Forward { get; init; }
}
