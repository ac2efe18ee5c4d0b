using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A host's address as it is seen behind a port.</summary>
internal readonly record struct SeenHost(PortIndex Port, VlanId Tag, MacAddress Mac, IpAddress Address);
