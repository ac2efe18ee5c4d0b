using Weft.Stories;

namespace Weft.Lab;

/// <summary>What <c>weft lab run --json</c> prints.</summary>
public sealed record LabRunReport
{
    /// <summary>The layout of this document; within a major only additions.</summary>
    public string Format { get; init; } = "weft.lab-run/1";

    public required string Fabric { get; init; }

    /// <summary>"native" or "uml".</summary>
    public required string Kernel { get; init; }

    public required long Seed { get; init; }

    public required bool Holds { get; init; }

    public required double DurationSeconds { get; init; }

    public required IReadOnlyList<StoryReport> Stories { get; init; }
}
