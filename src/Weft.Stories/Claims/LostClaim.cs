using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>No more probes than the limit were lost since the last act of the story.</summary>
public sealed record LostClaim(string Id, ImmutableArray<string> Flows, int Limit) : Claim(Id)
{
    public override string Subject => string.Join(", ", Flows);
}
