using Weft.Wire;

namespace Weft.Stories;

/// <summary>A host that asks for an address gets so many answers, all with the MAC of the gateway or of the owner.</summary>
public sealed record AnswersClaim(string Id, string Host, IpAddress Target, int Limit, string? Owner) : Claim(Id)
{
    public override string Subject => $"{Host} asks {Target}";
}
