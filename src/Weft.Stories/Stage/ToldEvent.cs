namespace Weft.Stories;

/// <summary>Something that a node has told.</summary>
/// <param name="Node">The node.</param>
/// <param name="Sequence">Counts the node's events from 1.</param>
/// <param name="Kind">What happened, as in "host-duplicate".</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Text">The whole of it, for people.</param>
public sealed record ToldEvent(string Node, long Sequence, string Kind, string Subject, string Text);
