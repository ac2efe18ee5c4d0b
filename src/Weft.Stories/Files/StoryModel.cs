using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>A network that a story plays in instead of Weft's, to compare the two. Only the simulator has models.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">The nodes where its gateways or its firewall are, in order; empty for the usual places.</param>
public sealed record StoryModel(ModelKind Kind, ImmutableArray<string> At)
{
    public bool Equals(StoryModel? other) => other is not null && Kind == other.Kind && At.SequenceEqual(other.At);

    public override int GetHashCode() => HashCode.Combine(Kind, At.Length);
}
