namespace Weft.Peers.Tests;

/// <summary>At level 2.</summary>
public sealed class IsisEdgeLevel2Tests(EdgeLevel2Lab lab) : IsisEdgeTests(lab), IClassFixture<EdgeLevel2Lab>;
