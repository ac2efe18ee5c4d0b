using Weft.Wire;

namespace Weft.Stories;

/// <summary>An address answers an echo request of a host or client, or does not.</summary>
public sealed record EchoClaim(string Id, string From, IpAddress To, bool IsAnswered) : Claim(Id)
{
    public override string Subject => $"{From} -> {To}";
}
