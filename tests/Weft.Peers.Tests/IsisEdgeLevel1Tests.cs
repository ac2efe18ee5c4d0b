namespace Weft.Peers.Tests;

/// <summary>At level 1.</summary>
public sealed class IsisEdgeLevel1Tests(EdgeLevel1Lab lab) : IsisEdgeTests(lab), IClassFixture<EdgeLevel1Lab>;
