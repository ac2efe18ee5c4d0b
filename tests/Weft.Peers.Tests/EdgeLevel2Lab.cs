namespace Weft.Peers.Tests;

/// <summary>At level 2.</summary>
public sealed class EdgeLevel2Lab() : EdgeLab("{ level: 2 }");
