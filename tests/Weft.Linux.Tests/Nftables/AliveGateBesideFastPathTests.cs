namespace Weft.Linux.Tests;

/// <summary>The rules beside the fast path.</summary>
public sealed class AliveGateBesideFastPathTests() : AliveGate(new FastFilterBench());
