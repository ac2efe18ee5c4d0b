namespace Weft.Model;

/// <summary>One of the equal ways of a route.</summary>
/// <param name="Port">The port it leaves by; in a VRF, the port's sub-interface of that VRF.</param>
/// <param name="Gateway">The neighbour's address there.</param>
/// <param name="Neighbor">The neighbour's name where it is known.</param>
public sealed record NextHopReport(string Port, string Gateway, string? Neighbor);
