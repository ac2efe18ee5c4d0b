namespace Weft.Peers.Tests;

/// <summary>At level 1.</summary>
public sealed class SpineLevel1Lab() : SpineLab("{ level: 1 }");
