namespace Weft.Peers.Tests;

/// <summary>At level 2.</summary>
public sealed class SpineLevel2Lab() : SpineLab("{ level: 2 }");
