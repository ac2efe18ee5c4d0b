namespace Weft.Stories;

/// <summary>Lets time go by.</summary>
public sealed record WaitStep(int Line, TimeSpan Time) : StoryStep(Line);
