using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A YAML sequence.</summary>
public sealed class SourceList(SourceSpan span, ImmutableArray<SourceNode> items) : SourceNode(span)
{
    public ImmutableArray<SourceNode> Items { get; } = items;

    public override string Noun => "a list";
}
