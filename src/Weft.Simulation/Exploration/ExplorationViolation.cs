using System.Collections.Immutable;

namespace Weft.Simulation;

/// <summary>A property that does not hold, and the shortest way there.</summary>
/// <param name="Property">Which.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Steps">What happened, one line each; what the leaves did is in it.</param>
public sealed record ExplorationViolation(string Property, string Fault, ImmutableArray<string> Steps);
