using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Stories;

/// <summary>A run of stories with what was seen meanwhile: what a report is made of.</summary>
public sealed record RunRecord
{
    public required Fabric Fabric { get; init; }

    /// <summary>What it was played on, in a few words: "simulator, virtual time".</summary>
    public required string Runtime { get; init; }

    public required long Seed { get; init; }

    /// <summary>The command that plays the same once more; <c>--story NAME</c> behind it plays one story alone.</summary>
    public required string Again { get; init; }

    /// <summary>By the clock of the run.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>In the order in which they were played.</summary>
    public required ImmutableArray<StoryRecord> Stories { get; init; }

    public bool Holds => Stories.All(story => story.Result.Holds);
}
