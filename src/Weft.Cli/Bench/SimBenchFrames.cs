namespace Weft.Cli;

/// <summary>What frames cost in a small fabric at rest.</summary>
internal sealed record SimBenchFrames
{
    public required double EventsPerSecond { get; init; }

    public required double OctetsPerEvent { get; init; }
}
