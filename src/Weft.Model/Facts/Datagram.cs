using Weft.Wire;

namespace Weft.Model;

/// <summary>Where a UDP datagram of the node itself comes from and goes to; its payload travels beside it.</summary>
/// <param name="Vrf">Whose routes it is sent by, or came by.</param>
/// <param name="Source">An address of the node for what it sends.</param>
/// <param name="SourcePort">UDP port of the sender.</param>
/// <param name="Destination">An address of the node for what it receives.</param>
/// <param name="DestinationPort">UDP port of the receiver.</param>
public readonly record struct Datagram(VrfId Vrf, IpAddress Source, ushort SourcePort, IpAddress Destination, ushort DestinationPort);
