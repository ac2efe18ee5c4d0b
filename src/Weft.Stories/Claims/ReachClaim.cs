using Weft.Wire;

namespace Weft.Stories;

/// <summary>A datagram arrives.</summary>
public sealed record ReachClaim(string Id, Pair Pair, AddressFamily Family) : Claim(Id)
{
    public override string Subject => Pair.ToString();
}
