namespace Weft.Stories;

/// <summary>Measures a claim at this point of the story.</summary>
public sealed record ClaimStep(int Line, Claim Claim) : StoryStep(Line);
