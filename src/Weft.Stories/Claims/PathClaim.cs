using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>A packet takes exactly these nodes.</summary>
public sealed record PathClaim(string Id, Pair Pair, AddressFamily Family, ImmutableArray<string> Via) : Claim(Id)
{
    public override string Subject => Pair.ToString();
}
