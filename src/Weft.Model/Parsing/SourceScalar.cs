namespace Weft.Model;

/// <summary>A scalar as written, and what YAML 1.2's core schema takes it for.</summary>
public sealed class SourceScalar : SourceNode
{
    public SourceScalar(SourceSpan span, string text, bool isPlain)
        : base(span)
    {
        Text = text;
        Kind = isPlain ? ScalarResolver.Resolve(text) : ResolvedKind.Text;
    }

    private SourceScalar(SourceSpan span, SourceScalar original)
        : base(span)
    {
        Text = original.Text;
        Kind = original.Kind;
    }

    public string Text { get; }

    public ResolvedKind Kind { get; }

    public bool IsNull => Kind == ResolvedKind.Null;

    public override string Noun => Kind switch
    {
        ResolvedKind.Null => "nothing",
        ResolvedKind.Flag => "a flag",
        ResolvedKind.Integer => "a number",
        ResolvedKind.Real => "a fraction",
        _ => "text",
    };

    /// <summary>The same scalar seen at another place.</summary>
    public SourceScalar At(SourceSpan span) => new(span, this);
}
