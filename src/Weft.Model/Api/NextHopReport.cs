namespace Weft.Model;

/// <summary>One of the equal ways of a route.</summary>
/// <param name="Port">The port it leaves by.</param>
/// <param name="Gateway">The neighbour's address there.</param>
/// <param name="Neighbor">The neighbour's name where it is known.</param>
public sealed record NextHopReport(string Port, string Gateway, string? Neighbor);
