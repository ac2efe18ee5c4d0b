namespace Weft.Protocols.Tests.Isis;

/// <summary>A link of a test network; the metric holds in both directions.</summary>
internal readonly record struct TestLink(int A, int B, uint Metric = 10);
