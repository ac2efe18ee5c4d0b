using Weft.Wire;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Protocols.Dhcp;

/// <summary>A DHCP message with what carried it.</summary>
/// <remarks>The UDP checksum is not looked at: senders on the same machine leave it to hardware that is not there.</remarks>
internal readonly ref struct DhcpPacket
{
    private DhcpPacket(EthernetView ethernet, IpAddress source, IpAddress destination, UdpView udp)
    {
        SourceMac = ethernet.Source;
        DestinationMac = ethernet.Destination;
        Source = source;
        Destination = destination;
        SourcePort = udp.SourcePort;
        DestinationPort = udp.DestinationPort;
        Payload = udp.Payload;
    }

    public MacAddress SourceMac { get; }

    public MacAddress DestinationMac { get; }

    public IpAddress Source { get; }

    public IpAddress Destination { get; }

    public ushort SourcePort { get; }

    public ushort DestinationPort { get; }

    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Reads a frame; false for one that is no DHCP, or a fragment, which nobody can judge.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out DhcpPacket packet)
    {
        packet = default;
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            return false;
        }

        return ethernet.Type switch
        {
            EtherType.Ipv4 => TryRead4(ethernet, out packet),
            EtherType.Ipv6 => TryRead6(ethernet, out packet),
            _ => false,
        };
    }

    private static bool TryRead4(EthernetView ethernet, out DhcpPacket packet)
    {
        packet = default;
        if (Ipv4View.TryParse(ethernet.Payload, out Ipv4View ip) != Ipv4Fault.None || ip.Protocol != IpProtocol.Udp || ip.IsFragment
            || UdpView.TryParse(ip.Payload, out UdpView udp) != UdpFault.None
            || udp.DestinationPort is not (DhcpCodePoints.ServerPort or DhcpCodePoints.ClientPort))
        {
            return false;
        }

        packet = new DhcpPacket(ethernet, ip.Source, ip.Destination, udp);
        return true;
    }

    private static bool TryRead6(EthernetView ethernet, out DhcpPacket packet)
    {
        packet = default;
        if (Ipv6View.TryParse(ethernet.Payload, out Ipv6View ip) != Ipv6Fault.None || ip.UpperProtocol != IpProtocol.Udp || ip.HasFragmentHeader
            || UdpView.TryParse(ip.UpperLayer, out UdpView udp) != UdpFault.None
            || udp.DestinationPort is not (Dhcp6CodePoints.ServerPort or Dhcp6CodePoints.ClientPort))
        {
            return false;
        }

        packet = new DhcpPacket(ethernet, ip.Source, ip.Destination, udp);
        return true;
    }
}
