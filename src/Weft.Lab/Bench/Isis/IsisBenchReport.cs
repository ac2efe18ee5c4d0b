namespace Weft.Lab;

/// <summary>What <c>weft bench isis --json</c> prints.</summary>
public sealed record IsisBenchReport
{
    /// <summary>The layout of this document; within a major only additions.</summary>
    public string Format { get; init; } = "weft.bench-isis/1";

    /// <summary>The kernel's release.</summary>
    public required string Kernel { get; init; }

    public required int Processors { get; init; }

    /// <summary>The one-minute load average of the machine when the benchmark began and when it ended.</summary>
    public required double LoadBefore { get; init; }

    public required double LoadAfter { get; init; }

    /// <summary>Empty when that part was not run, as are the others.</summary>
    public required IReadOnlyList<IsisBenchLoadRow> Loads { get; init; }

    public required IReadOnlyList<IsisBenchChangeRow> Changes { get; init; }

    public required IReadOnlyList<IsisBenchFailureRow> Failures { get; init; }

    /// <summary>What could not be measured of the peer, and why.</summary>
    public required IReadOnlyList<string> Faults { get; init; }
}
