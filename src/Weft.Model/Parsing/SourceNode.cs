namespace Weft.Model;

/// <summary>One node of the YAML tree with its place in the text. Nodes reached through an alias carry the place of the alias.</summary>
public abstract class SourceNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    /// <summary>What a reader calls it: "a list", "text" and so on.</summary>
    public abstract string Noun { get; }
}
