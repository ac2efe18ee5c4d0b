namespace Weft.Stories;

/// <summary>Does something to a node or its daemon.</summary>
public sealed record NodeStep(int Line, string Node, NodeAct Act) : StoryStep(Line);
