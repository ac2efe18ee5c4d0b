namespace Weft.Cli;

/// <summary>What <c>weft bench sim --json</c> prints.</summary>
internal sealed record SimBenchReport
{
    public string Format { get; init; } = "weft.bench-sim/1";

    public required IReadOnlyList<SimBenchRow> Rows { get; init; }

    public required SimBenchFrames Frames { get; init; }
}
