namespace Weft.Model;

/// <summary>One thing of an imported topology that did not simply become a part of the fabric file.</summary>
/// <param name="Span">Where it stands in the topology.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="What">The thing, as in "`image` of node `leaf1`".</param>
/// <param name="Why">Why, or what to do about it; no full stop.</param>
public sealed record TopologyNote(SourceSpan Span, TopologyNoteKind Kind, string What, string Why)
{
    public override string ToString() => $"{Span}: {Kind.ToString().ToLowerInvariant()}: {What}: {Why}";
}
