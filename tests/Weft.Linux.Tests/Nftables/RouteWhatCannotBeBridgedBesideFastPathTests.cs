namespace Weft.Linux.Tests;

/// <summary>The rules beside the fast path.</summary>
public sealed class RouteWhatCannotBeBridgedBesideFastPathTests() : RouteWhatCannotBeBridged(new FastFilterBench());
