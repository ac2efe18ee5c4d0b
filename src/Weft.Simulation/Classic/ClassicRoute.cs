namespace Weft.Simulation;

/// <summary>A route of a classic router: what the way costs, and the equal next hops.</summary>
internal sealed record ClassicRoute(uint Cost, ClassicHop[] Hops);
