namespace Weft.Simulation;

/// <summary>A port of an actor.</summary>
/// <param name="Actor">The actor, by its number.</param>
/// <param name="Port">The actor's own number of the port.</param>
internal readonly record struct SimPort(int Actor, ushort Port);
