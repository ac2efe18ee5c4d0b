namespace Weft.Stories;

/// <summary>Begins to count how often a router changes its mind about a destination.</summary>
public sealed record WatchStep(int Line, string Router) : StoryStep(Line);
