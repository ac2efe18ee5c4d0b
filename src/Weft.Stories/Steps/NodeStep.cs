namespace Weft.Stories;

/// <summary>Does something to a node or its daemon.</summary>
public sealed record NodeStep(int Line, string Node, NodeAct Act) : StoryStep(Line)
{
    /// <summary>False asks for it and goes on at once, as a story that was drawn does: its faults may be such that it takes for ever.</summary>
    public bool Waits { get; init; } = true;
}
