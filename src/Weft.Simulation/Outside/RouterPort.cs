using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A port of a router outside.</summary>
/// <param name="Mac">Its MAC.</param>
/// <param name="Addresses">Its own addresses there.</param>
/// <param name="Cable">What it is connected to.</param>
internal sealed record RouterPort(MacAddress Mac, IpAddress[] Addresses, ISimCable Cable);
