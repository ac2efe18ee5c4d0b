namespace Weft.Stories;

/// <summary>Probes in a row that never arrived.</summary>
/// <param name="From">When the first was sent, counted from the beginning of the story.</param>
/// <param name="To">When the last was sent.</param>
/// <param name="Count">How many.</param>
public readonly record struct LossRun(TimeSpan From, TimeSpan To, long Count);
