namespace Weft.Stories;

/// <summary>One line of the progress of a run.</summary>
/// <param name="Phase">"check", "up", "settle", "story", "down".</param>
/// <param name="Text">What there is, with counts.</param>
/// <param name="Detail">The slowest or the missing member; may be empty.</param>
/// <param name="IsFinal">True for the last line of the phase.</param>
public readonly record struct RunProgress(string Phase, string Text, string Detail, bool IsFinal);
