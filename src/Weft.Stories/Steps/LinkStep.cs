namespace Weft.Stories;

/// <summary>Cuts a link between two nodes, silences it, or joins it again.</summary>
public sealed record LinkStep(int Line, string A, string B, LinkCondition Condition) : StoryStep(Line);
