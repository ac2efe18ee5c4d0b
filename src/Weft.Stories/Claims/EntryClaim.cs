using Weft.Wire;

namespace Weft.Stories;

/// <summary>A packet from outside enters the fabric at this edge, whether or not anybody has the address.</summary>
public sealed record EntryClaim(string Id, string From, IpAddress To, string Edge) : Claim(Id)
{
    public override string Subject => $"{From} -> {To}";
}
