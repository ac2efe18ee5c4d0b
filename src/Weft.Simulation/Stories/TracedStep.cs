namespace Weft.Simulation;

/// <summary>A probe passes a cable.</summary>
/// <param name="From">The host, node or outside router that sent it.</param>
/// <param name="To">Who gets it; null when it is lost on the way.</param>
/// <param name="Hops">Its remaining hops on the cable.</param>
internal readonly record struct TracedStep(string From, string? To, byte Hops);
