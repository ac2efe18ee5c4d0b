namespace Weft.Peers.Tests;

/// <summary>At level 1.</summary>
public sealed class SpineLevel1Lab() : SpineLab("t", "{ level: 1 }");
