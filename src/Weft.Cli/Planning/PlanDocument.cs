using Weft.Simulation;

namespace Weft.Cli;

/// <summary>What <c>weft plan --json</c> prints: one plan, or one for each single failure.</summary>
internal sealed record PlanDocument
{
    public string Format { get; init; } = "weft.plan/1";

    public required string Fabric { get; init; }

    public required IReadOnlyList<PlanReport> Plans { get; init; }
}
