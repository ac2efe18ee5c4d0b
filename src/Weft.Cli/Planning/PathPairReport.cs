using Weft.Simulation;

namespace Weft.Cli;

/// <summary>What <c>weft path --json</c> prints.</summary>
internal sealed record PathPairReport
{
    public string Format { get; init; } = "weft.path/1";

    public required PathReport There { get; init; }

    /// <summary>Absent when the destination is nobody's address.</summary>
    public PathReport? Back { get; init; }
}
