using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>What came of one story.</summary>
/// <param name="Story">The story.</param>
/// <param name="Claims">Its claims, in order; those behind a broken step are missing.</param>
/// <param name="Broken">Why the story could not be played to its end; null when it was.</param>
/// <param name="Duration">How long it took.</param>
public sealed record StoryResult(Story Story, ImmutableArray<ClaimResult> Claims, string? Broken, TimeSpan Duration)
{
    /// <summary>Steps that this stage could not do and that were left out: file, line and why.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>What all nodes held when the story had ended and nothing changed any more; null when nobody asked.</summary>
    public IReadOnlyList<NodeTable>? Tables { get; init; }

    public bool Holds => Broken is null && Claims.All(claim => claim.Holds);
}
