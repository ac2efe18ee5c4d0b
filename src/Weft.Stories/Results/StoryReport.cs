namespace Weft.Stories;

/// <summary>A played story for programs.</summary>
public sealed record StoryReport
{
    public required string Name { get; init; }

    public required string Says { get; init; }

    public required string File { get; init; }

    public required bool Holds { get; init; }

    /// <summary>Why it could not be played to its end; absent when it was.</summary>
    public string? Broken { get; init; }

    /// <summary>Steps that were left out, because they need a real kernel: file, line and why. Absent when there were none.</summary>
    public IReadOnlyList<string>? LeftOut { get; init; }

    public required double DurationSeconds { get; init; }

    public required IReadOnlyList<StoryClaimReport> Claims { get; init; }

    /// <summary>What all nodes held when the story had ended; absent unless it was asked for.</summary>
    public IReadOnlyList<NodeTable>? Tables { get; init; }

    public static StoryReport Of(StoryResult result) => new()
    {
        Name = result.Story.Name,
        Says = result.Story.Says,
        File = result.Story.File,
        Holds = result.Holds,
        Broken = result.Broken,
        LeftOut = result.LeftOut.IsEmpty ? null : result.LeftOut,
        DurationSeconds = result.Duration.TotalSeconds,
        Tables = result.Tables,
        Claims = [.. result.Claims.Select(StoryClaimReport.Of)],
    };
}
