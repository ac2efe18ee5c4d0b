using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Whom a spoofer lies to.</summary>
public readonly record struct SpoofedVictim(MacAddress Mac, IpAddress Address);
