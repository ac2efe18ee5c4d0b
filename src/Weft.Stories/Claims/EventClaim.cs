using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>One of these nodes has told of this.</summary>
public sealed record EventClaim(string Id, ImmutableArray<string> Nodes, string Kind, string? About) : Claim(Id)
{
    public override string Subject => About is null ? string.Join(", ", Nodes) : $"{string.Join(", ", Nodes)} about {About}";
}
