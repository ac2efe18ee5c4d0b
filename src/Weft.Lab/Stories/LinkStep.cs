namespace Weft.Lab;

/// <summary>Cuts a link between two nodes, or joins it again.</summary>
public sealed record LinkStep(int Line, string A, string B, bool IsCut) : StoryStep(Line);
