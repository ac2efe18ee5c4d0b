using Weft.Wire;

namespace Weft.Stories;

/// <summary>A host has this MAC for an address: the gateway's (proxy ARP) or the owner's own.</summary>
public sealed record NeighborClaim(string Id, Pair Pair, AddressFamily Family, bool IsGateway) : Claim(Id)
{
    public override string Subject => Pair.ToString();
}
