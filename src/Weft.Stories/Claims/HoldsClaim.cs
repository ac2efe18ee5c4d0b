using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Of the routes that somebody told this router or node, the ones within some prefixes are exactly these.</summary>
/// <param name="Id">See <see cref="Claim"/>.</param>
/// <param name="Node">An outside router or a node.</param>
/// <param name="Scope">The prefixes to look within; empty for everything.</param>
/// <param name="Exactly">The destinations, sorted.</param>
public sealed record HoldsClaim(string Id, string Node, ImmutableArray<IpPrefix> Scope, ImmutableArray<IpPrefix> Exactly) : Claim(Id)
{
    public override string Subject => Node;
}
