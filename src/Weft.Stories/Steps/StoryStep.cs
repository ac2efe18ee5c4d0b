namespace Weft.Stories;

/// <summary>One step of a story.</summary>
/// <param name="Line">Its line in the file.</param>
public abstract record StoryStep(int Line);
