namespace Weft.Stories;

/// <summary>One thing that happened in a move.</summary>
/// <param name="After">Counted from the move.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">Whose lane it is in; for what is sent, the sender.</param>
/// <param name="To">Who gets it; null for what happens in one place.</param>
/// <param name="Text">What happened, in words.</param>
public sealed record MoveMoment(TimeSpan After, MomentKind Kind, string At, string? To, string Text);
