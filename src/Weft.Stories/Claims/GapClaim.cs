using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>No receiver of these flows waited longer than the limit since the last act of the story.</summary>
public sealed record GapClaim(string Id, ImmutableArray<string> Flows, TimeSpan Limit) : Claim(Id)
{
    public override string Subject => string.Join(", ", Flows);
}
