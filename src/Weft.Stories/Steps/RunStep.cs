namespace Weft.Stories;

/// <summary>Runs a command inside a host or client; the story fails when the command does.</summary>
public sealed record RunStep(int Line, string In, string Command) : StoryStep(Line);
