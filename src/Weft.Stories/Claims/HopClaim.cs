using Weft.Wire;

namespace Weft.Stories;

/// <summary>A packet with so many hops to live ends at this node or router, which says so from this address.</summary>
public sealed record HopClaim(string Id, string From, IpAddress To, int Number, IpAddress Is) : Claim(Id)
{
    public override string Subject => $"{From} -> {To}";
}
