namespace Weft.Wire.Bfd;

/// <summary>A control packet over one IPv6 hop, from the Ethernet header on (RFC 5881 section 4).</summary>
/// <param name="DestinationMac">The neighbour's MAC.</param>
/// <param name="SourceMac">The port's own.</param>
/// <param name="Source">The port's link-local address.</param>
/// <param name="Destination">The neighbour's.</param>
/// <param name="SourcePort">One for each session, from <see cref="BfdCodePoints.FirstSourcePort"/> on.</param>
public readonly record struct BfdFrame(MacAddress DestinationMac, MacAddress SourceMac, IpAddress Source, IpAddress Destination, ushort SourcePort)
{
    /// <summary>Length on the wire, in octets, without FCS.</summary>
    public const int Length = EthernetHeader.Length + Ipv6Header.Length + UdpHeader.Length + BfdPacket.Length;

    /// <summary>Writes the whole frame, every octet of it; returns its length.</summary>
    public int Write(Span<byte> frame, in BfdPacket packet)
    {
        const int DatagramLength = UdpHeader.Length + BfdPacket.Length;
        int length = new EthernetHeader(DestinationMac, SourceMac, EtherType.Ipv6).Write(frame);
        Ipv6Header header = new(BfdCodePoints.TrafficClass, 0, IpProtocol.Udp, BfdCodePoints.HopLimit, Source, Destination);
        length += header.Write(frame[length..], DatagramLength);
        Span<byte> datagram = frame.Slice(length, DatagramLength);
        packet.Write(datagram[UdpHeader.Length..]);
        new UdpHeader(SourcePort, BfdCodePoints.ControlPort).Write(datagram, Source, Destination);
        return length + DatagramLength;
    }
}
