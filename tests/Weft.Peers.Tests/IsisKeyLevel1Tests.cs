namespace Weft.Peers.Tests;

/// <summary>At level 1, where FRR speaks of the area password.</summary>
public sealed class IsisKeyLevel1Tests() : IsisKeyTests(1);
