using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>No more probes than the limit were lost since the last act of the story, and no fewer than were to be.</summary>
public sealed record LostClaim(string Id, ImmutableArray<string> Flows, int Limit) : Claim(Id)
{
    /// <summary>Fewer are wrong too: what an attack or a failure must have cost.</summary>
    public int AtLeast { get; init; }

    public override string Subject => string.Join(", ", Flows);
}
