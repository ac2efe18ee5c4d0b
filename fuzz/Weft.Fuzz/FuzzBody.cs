namespace Weft.Fuzz;

/// <summary>The body of a fuzz target.</summary>
public delegate void FuzzBody(ReadOnlySpan<byte> input);
