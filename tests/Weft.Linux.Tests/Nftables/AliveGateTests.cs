namespace Weft.Linux.Tests;

/// <summary>The rules alone.</summary>
public sealed class AliveGateTests() : AliveGate(new FilterBench());
