namespace Weft.Stories;

/// <summary>What <c>weft lab run --json</c> and <c>weft sim run --json</c> print.</summary>
public sealed record RunReport
{
    /// <summary>The layout of the lab's document; within a major only additions.</summary>
    public const string LabFormat = "weft.lab-run/1";

    /// <summary>The layout of the simulator's document: the same but for <see cref="Kernel"/>.</summary>
    public const string SimulatorFormat = "weft.sim-run/1";

    public required string Format { get; init; }

    public required string Fabric { get; init; }

    /// <summary>"native" or "uml"; absent in the simulator, which has none.</summary>
    public string? Kernel { get; init; }

    public required long Seed { get; init; }

    public required bool Holds { get; init; }

    /// <summary>By the clock of the run: real time in the lab, virtual time in the simulator.</summary>
    public required double DurationSeconds { get; init; }

    public required IReadOnlyList<StoryReport> Stories { get; init; }
}
