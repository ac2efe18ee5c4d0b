using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>A broadcast of a host reaches exactly these other hosts: what a storm would take down with it.</summary>
public sealed record FloodClaim(string Id, string Host, ImmutableArray<string> Hears) : Claim(Id)
{
    public override string Subject => Host;
}
