namespace Weft.Stories;

/// <summary>A host sends broadcasts at once, as many as a loop behind its port would.</summary>
public sealed record StormStep(int Line, string Host, int Frames) : StoryStep(Line);
