using Weft.Simulation;

namespace Weft.Cli;

/// <summary>What <c>weft sim explore --json</c> prints.</summary>
internal sealed record ExploreDocument
{
    public string Format { get; init; } = "weft.sim-explore/1";

    public required ExplorationBounds Bounds { get; init; }

    public required ExplorationResult Result { get; init; }
}
