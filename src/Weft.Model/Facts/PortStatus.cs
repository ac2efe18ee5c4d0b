using Weft.Wire;

namespace Weft.Model;

/// <summary>The state of a port as the data plane reports it.</summary>
/// <param name="Up">Administratively up and with carrier.</param>
/// <param name="Mac">The port's own MAC, source of the node's own frames there.</param>
/// <param name="LinkLocal">The port's IPv6 link-local address; unspecified when it has none yet.</param>
/// <param name="Mtu">Largest payload of an Ethernet frame, in octets.</param>
public readonly record struct PortStatus(bool Up, MacAddress Mac, IpAddress LinkLocal, int Mtu);
