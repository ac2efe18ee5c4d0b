using Weft.Wire;

namespace Weft.Model;

/// <summary>The data plane saw the first packet of an unknown (port, VLAN, MAC, IP); the flow itself is not punted.</summary>
public readonly record struct FirstPacket(PortIndex Port, VlanId Tag, MacAddress Mac, IpAddress Address);
