namespace Weft.Peers.Tests;

/// <summary>At level 2, where FRR speaks of the domain password.</summary>
public sealed class IsisKeyLevel2Tests() : IsisKeyTests(2);
