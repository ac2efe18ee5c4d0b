using Weft.Wire;

namespace Weft.Stories;

/// <summary>The first node that a packet meets is this one: every leaf is the gateway.</summary>
public sealed record FirstHopClaim(string Id, Pair Pair, AddressFamily Family, string Node) : Claim(Id)
{
    public override string Subject => Pair.ToString();
}
