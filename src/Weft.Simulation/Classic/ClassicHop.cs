using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A next hop: the port and the MAC of the neighbour there.</summary>
internal readonly record struct ClassicHop(PortIndex Port, MacAddress Mac);
