namespace Weft.Fuzz;

/// <summary>An input that made a target throw.</summary>
/// <param name="Iteration">Which one it was, from 0.</param>
/// <param name="Input">The octets.</param>
/// <param name="Cause">What it threw.</param>
public sealed record FuzzFailure(long Iteration, byte[] Input, Exception Cause);
