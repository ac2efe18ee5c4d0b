namespace Weft.Stories;

/// <summary>A fault of a story file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong, with the wrong value.</param>
/// <param name="Cure">What to write instead.</param>
public sealed record StoryFault(string File, int Line, int Column, string Message, string Cure)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message} ({Cure})";
}
