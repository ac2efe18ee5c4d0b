using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Of flows that somebody is to keep from arriving no more probes have arrived than the limit, since they began.</summary>
public sealed record ArrivedClaim(string Id, ImmutableArray<string> Flows, int Limit) : Claim(Id)
{
    public override string Subject => string.Join(", ", Flows);
}
