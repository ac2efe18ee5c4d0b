using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A small UDP datagram with whatever addresses one likes.</summary>
internal static class SpoofedDatagram
{
    /// <summary>The discard port.</summary>
    private const ushort Port = 9;

    private const byte HopLimit = 64;

    /// <summary>Writes a whole frame; returns its length.</summary>
    public static int Write(Span<byte> frame, MacAddress destinationMac, MacAddress sourceMac, IpAddress source, IpAddress destination)
    {
        int length = new EthernetHeader(destinationMac, sourceMac, source.IsIpv6 ? EtherType.Ipv6 : EtherType.Ipv4).Write(frame);
        length += source.IsIpv6
            ? new Ipv6Header(0, 0, IpProtocol.Udp, HopLimit, source, destination).Write(frame[length..], UdpHeader.Length)
            : new Ipv4Header(0, 0, 0, HopLimit, IpProtocol.Udp, source, destination).Write(frame[length..], UdpHeader.Length);
        new UdpHeader(Port, Port).Write(frame.Slice(length, UdpHeader.Length), source, destination);
        return length + UdpHeader.Length;
    }
}
