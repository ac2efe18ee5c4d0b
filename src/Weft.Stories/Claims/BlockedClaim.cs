using Weft.Wire;

namespace Weft.Stories;

/// <summary>A datagram does not arrive.</summary>
public sealed record BlockedClaim(string Id, Pair Pair, AddressFamily Family) : Claim(Id)
{
    public override string Subject => Pair.ToString();
}
