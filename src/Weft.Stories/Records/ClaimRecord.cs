namespace Weft.Stories;

/// <summary>A measured claim, and when it was settled, counted from the beginning of the story.</summary>
public sealed record ClaimRecord(ClaimResult Result, TimeSpan At);
