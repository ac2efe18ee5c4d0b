namespace Weft.Model;

/// <summary>An outside router as read.</summary>
internal sealed class DraftOutside(string name, SourceSpan span)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public Located<uint>? AsNumber { get; set; }

    public List<DraftSession> Sessions { get; } = [];

    public List<OutsideClient> Clients { get; } = [];
}
