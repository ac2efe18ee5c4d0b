using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Finds what checkers want to know in a frame, and nothing else.</summary>
internal static class FrameReader
{
    private const int Payload4 = EthernetHeader.Length + 20;
    private const int Payload6 = EthernetHeader.Length + 40;

    /// <summary>The destination of an IP packet; false for anything else.</summary>
    public static bool TryDestination(ReadOnlySpan<byte> frame, out IpAddress destination)
    {
        destination = default;
        switch ((EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[12..]))
        {
            case EtherType.Ipv4 when frame.Length >= Payload4:
                destination = IpAddress.ReadIpv4(frame[(EthernetHeader.Length + 16)..]);
                return true;
            case EtherType.Ipv6 when frame.Length >= Payload6:
                destination = IpAddress.ReadIpv6(frame[(EthernetHeader.Length + 24)..]);
                return true;
            default:
                return false;
        }
    }

    /// <summary>True for neighbour discovery (RFC 4861 section 4): a leaf may ask a MAC that claims an address, and tell it who the gateway is.</summary>
    public static bool IsDiscovery(ReadOnlySpan<byte> frame) =>
        frame.Length > Payload6 && (EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) == EtherType.Ipv6
        && frame[EthernetHeader.Length + 6] == (byte)IpProtocol.Icmpv6 && frame[EthernetHeader.Length + 7] == byte.MaxValue
        && frame[Payload6] is >= (byte)Icmpv6Type.RouterSolicitation and <= (byte)Icmpv6Type.Redirect;
}
