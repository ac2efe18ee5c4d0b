using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Where a router outside sends a packet: a port, and the MAC of the neighbour there.</summary>
internal readonly record struct RouterHop(ushort Port, MacAddress Mac);
