using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Weft.Lab;

/// <summary>
/// A packet socket's address (packet(7), struct sockaddr_ll): protocol and interface.
/// <code>family 0:2, protocol 2:2 (network order), ifindex 4:4, hatype 8:2, pkttype 10:1, halen 11:1, address 12:8</code>
/// </summary>
internal sealed class LinkLayerEndPoint(ushort etherType, int interfaceIndex) : EndPoint
{
    /// <summary>Length of the address, in octets.</summary>
    public const int Length = 20;

    /// <summary>PACKET_OUTGOING: the machine itself sent the frame.</summary>
    public const byte Outgoing = 4;

    public override AddressFamily AddressFamily => AddressFamily.Packet;

    public override SocketAddress Serialize()
    {
        SocketAddress address = new(AddressFamily.Packet, Length);
        Span<byte> octets = address.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(octets[2..], etherType);
        MemoryMarshal.Write(octets[4..], interfaceIndex);
        return address;
    }

    /// <summary>The interface a received frame came in or went out by.</summary>
    public static int InterfaceOf(SocketAddress address) => MemoryMarshal.Read<int>(address.Buffer.Span[4..]);

    /// <summary>True when the machine itself sent the frame.</summary>
    public static bool IsOutgoing(SocketAddress address) => address.Buffer.Span[10] == Outgoing;
}
