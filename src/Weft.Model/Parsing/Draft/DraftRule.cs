using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A rule of a policy as read.</summary>
internal sealed record DraftRule(PolicyAction Action, SourceSpan Span)
{
    public string Name { get; init; } = "";

    public bool IsLogged { get; init; }

    public ImmutableArray<PolicyService> Services { get; init; } = [];

    /// <summary>Empty when a fault hides who is meant.</summary>
    public List<DraftMember> Peers { get; } = [];
}
