namespace Weft.Stories;

/// <summary>Probes in a row that took the same way.</summary>
/// <param name="From">When the first was sent, counted from the beginning of the story.</param>
/// <param name="To">When the last was sent.</param>
/// <param name="Count">How many.</param>
/// <param name="Path">The way.</param>
/// <param name="Fate">Why they did not arrive; null when they did, or when nobody knows.</param>
public sealed record WayRun(TimeSpan From, TimeSpan To, long Count, ForwardingPath Path, string? Fate);
