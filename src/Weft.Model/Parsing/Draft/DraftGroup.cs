namespace Weft.Model;

/// <summary>A group as read. Groups have no groups within.</summary>
internal sealed class DraftGroup(string name, SourceSpan span)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public List<DraftMember> Members { get; } = [];
}
