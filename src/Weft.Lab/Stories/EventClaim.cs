namespace Weft.Lab;

/// <summary>A node has told of this.</summary>
public sealed record EventClaim(string Id, string Node, string Kind, string? About) : Claim(Id)
{
    public override string Subject => About is null ? Node : $"{Node} about {About}";
}
