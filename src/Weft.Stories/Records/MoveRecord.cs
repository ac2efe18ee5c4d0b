using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Stories;

/// <summary>One move of a host as a sequence: who did what, and who told whom.</summary>
public sealed record MoveRecord
{
    /// <summary>Who moved.</summary>
    public required string Host { get; init; }

    /// <summary>Where it was plugged in before; null when nowhere.</summary>
    public required LinkEnd? From { get; init; }

    public required LinkEnd To { get; init; }

    /// <summary>The line of the step in the story's file.</summary>
    public required int Line { get; init; }

    /// <summary>When it moved, counted from the beginning of the story.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Who takes part, in the order in which they are drawn: the host, the leaves, spines, edges, the outside.</summary>
    public required ImmutableArray<MoveLane> Lanes { get; init; }

    /// <summary>What happened, in order.</summary>
    public required ImmutableArray<MoveMoment> Moments { get; init; }

    /// <summary>Nodes that take part and are left out of <see cref="Lanes"/>, for lack of room.</summary>
    public int LeftOut { get; init; }

    /// <summary>The place of somebody's lane; -1 when there is none.</summary>
    public int LaneOf(string? name)
    {
        for (int i = 0; i < Lanes.Length; i++)
        {
            if (Lanes[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
