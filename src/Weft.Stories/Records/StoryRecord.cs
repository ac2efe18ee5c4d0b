using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>One story and what was seen while it was played. All times count from its beginning.</summary>
public sealed record StoryRecord
{
    public required StoryResult Result { get; init; }

    /// <summary>What was done, in order.</summary>
    public required ImmutableArray<ActRecord> Acts { get; init; }

    /// <summary>The claims with the time at which each was settled, in order.</summary>
    public required ImmutableArray<ClaimRecord> Claims { get; init; }

    /// <summary>In the order in which they were opened.</summary>
    public required ImmutableArray<FlowRecord> Flows { get; init; }

    /// <summary>What nodes told, oldest first; empty where nobody listened.</summary>
    public ImmutableArray<ToldRecord> Told { get; init; } = [];

    /// <summary>Each move of a host, blow by blow; empty where nobody looked so closely.</summary>
    public ImmutableArray<MoveRecord> Moves { get; init; } = [];
}
