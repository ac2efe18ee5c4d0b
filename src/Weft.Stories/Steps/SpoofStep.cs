namespace Weft.Stories;

/// <summary>A host pretends to be another.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Host">Who lies.</param>
/// <param name="As">Whom it pretends to be.</param>
/// <param name="Kind">How.</param>
/// <param name="Count">How often.</param>
/// <param name="Every">The time between two.</param>
public sealed record SpoofStep(int Line, string Host, string As, SpoofKind Kind, int Count, TimeSpan Every) : StoryStep(Line);
