namespace Weft.Peers.Tests;

/// <summary>At level 1.</summary>
public sealed class EdgeLevel1Lab() : EdgeLab("{ level: 1 }");
