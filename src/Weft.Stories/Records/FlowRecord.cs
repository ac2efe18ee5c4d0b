using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>What became of the probes of one flow.</summary>
public sealed record FlowRecord
{
    public required string Id { get; init; }

    public required Pair Pair { get; init; }

    public required AddressFamily Family { get; init; }

    /// <summary>When it began, counted from the beginning of the story.</summary>
    public required TimeSpan Opened { get; init; }

    /// <summary>Until when its probes are counted.</summary>
    public required TimeSpan Closed { get; init; }

    /// <summary>Probes whose fate is known.</summary>
    public required long Sent { get; init; }

    public required long Lost { get; init; }

    /// <summary>The losses, oldest first.</summary>
    public required ImmutableArray<LossRun> Losses { get; init; }

    /// <summary>The longest time between two arrivals, less what the sender itself was late (<see cref="FlowWindow.LongestGap"/>).</summary>
    public required TimeSpan LongestGap { get; init; }

    /// <summary>When the longest gap ended.</summary>
    public required TimeSpan LongestGapAt { get; init; }

    /// <summary>The ways of the probes, in the order in which they were sent; empty where nobody watched them.</summary>
    public ImmutableArray<WayRun> Ways { get; init; } = [];
}
