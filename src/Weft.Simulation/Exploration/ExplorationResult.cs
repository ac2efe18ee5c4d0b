namespace Weft.Simulation;

/// <summary>What an exploration went through, and what it found.</summary>
public sealed record ExplorationResult
{
    /// <summary>Distinct states of the whole fabric.</summary>
    public required int States { get; init; }

    /// <summary>Steps from one to another.</summary>
    public required long Transitions { get; init; }

    /// <summary>Steps from the beginning to the farthest state.</summary>
    public required int Depth { get; init; }

    /// <summary>Times that everything was let come to rest.</summary>
    public required int Rests { get; init; }

    /// <summary>Distinct states of single leaves.</summary>
    public required int LeafStates { get; init; }

    /// <summary>Distinct pairs of such a state and an input: so often an engine was asked.</summary>
    public required int LeafSteps { get; init; }

    /// <summary>The highest epoch that was seen.</summary>
    public required int HighestEpoch { get; init; }

    /// <summary>True when nothing within the bounds was left out: neither depth nor number of states ended it.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The first violation found, which is a shortest one; null when all properties hold.</summary>
    public required ExplorationViolation? Violation { get; init; }
}
