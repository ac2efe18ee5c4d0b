namespace Weft.Linux.Tests;

/// <summary>The rules alone.</summary>
public sealed class RouteWhatCannotBeBridgedTests() : RouteWhatCannotBeBridged(new FilterBench());
