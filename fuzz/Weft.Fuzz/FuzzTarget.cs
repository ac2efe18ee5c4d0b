namespace Weft.Fuzz;

/// <summary>One decoder under test.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Seeds">Good inputs, taken from the golden captures; mutations start from them.</param>
/// <param name="Run">Decodes the input, reads all there is to read, and checks that what was decoded writes itself back. Throws when something is
/// wrong.</param>
public sealed record FuzzTarget(string Name, Func<IReadOnlyList<byte[]>> Seeds, FuzzBody Run);
