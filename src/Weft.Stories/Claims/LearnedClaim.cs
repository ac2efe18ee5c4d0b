namespace Weft.Stories;

/// <summary>No bridge of any node has learned a virtual MAC.</summary>
public sealed record LearnedClaim(string Id, int Limit) : Claim(Id)
{
    public override string Subject => "any bridge";
}
