using Weft.Wire.Bfd;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;
using Weft.Wire.Isis;

namespace Weft.Wire;

/// <summary>One line per frame, close to what tcpdump prints: for logs, traces and test failures. Never throws.</summary>
public static class FramePrinter
{
    /// <summary>The frame from its Ethernet header up to the innermost protocol that Weft reads.</summary>
    public static string Print(ReadOnlySpan<byte> frame)
    {
        EthernetFault fault = EthernetView.TryParse(frame, out EthernetView ethernet);
        return fault == EthernetFault.None ? $"{ethernet.ToString()}: {PrintPayload(ethernet)}" : $"[Ethernet {fault}], {frame.Length} octets";
    }

    private static string PrintPayload(EthernetView ethernet)
    {
        if (ethernet.IsLlc)
        {
            LlcFault fault = LlcView.TryParse(ethernet.Payload, out LlcView llc);
            return fault != LlcFault.None ? $"[LLC {fault}]" : llc.Header == LlcHeader.Osi ? PrintIsis(llc.Payload) : llc.ToString();
        }

        switch (ethernet.Type)
        {
            case EtherType.Arp or EtherType.Rarp:
                ArpFault arpFault = ArpView.TryParse(ethernet.Payload, out ArpView arp);
                return arpFault == ArpFault.None ? arp.ToString() : $"[ARP {arpFault}]";
            case EtherType.Ipv4:
                Ipv4Fault fault4 = Ipv4View.TryParse(ethernet.Payload, out Ipv4View packet4);
                return fault4 == Ipv4Fault.None ? $"{packet4.ToString()}{PrintUpper(packet4)}" : $"[IPv4 {fault4}]";
            case EtherType.Ipv6:
                Ipv6Fault fault6 = Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet6);
                return fault6 == Ipv6Fault.None ? $"{packet6.ToString()}{PrintUpper(packet6)}" : $"[IPv6 {fault6}]";
            default:
                return $"{ethernet.Payload.Length} octets";
        }
    }

    private static string PrintIsis(ReadOnlySpan<byte> payload)
    {
        IsisFault fault = IsisPdu.TryParse(payload, out IsisPdu pdu);
        return fault == IsisFault.None ? IsisPrinter.PrintHeader(pdu) : $"[IS-IS {fault}]";
    }

    private static string PrintUpper(in Ipv4View packet)
    {
        if (packet.FragmentOffset != 0)
        {
            return string.Empty;
        }

        switch (packet.Protocol)
        {
            case IpProtocol.Icmp:
                IcmpFault fault = IcmpView.TryParse(packet.Payload, out IcmpView icmp);
                return fault == IcmpFault.None ? $": {icmp.ToString()}" : $": [ICMP {fault}]";
            default:
                return PrintTransport(packet.Protocol, packet.Payload, packet.Source, packet.Destination);
        }
    }

    private static string PrintUpper(in Ipv6View packet)
    {
        if (packet.FragmentOffset != 0)
        {
            return string.Empty;
        }

        if (packet.UpperProtocol != IpProtocol.Icmpv6)
        {
            return PrintTransport(packet.UpperProtocol, packet.UpperLayer, packet.Source, packet.Destination);
        }

        NdFault ndFault = NdView.TryParse(packet, out NdView nd);
        if (ndFault != NdFault.NotNeighborDiscovery)
        {
            return ndFault == NdFault.None ? $": {nd.ToString()}" : $": [ND {ndFault}]";
        }

        MldFault mldFault = MldView.TryParse(packet, out MldView mld);
        if (mldFault != MldFault.NotListenerDiscovery)
        {
            return mldFault == MldFault.None ? $": {mld.ToString()}" : $": [MLD {mldFault}]";
        }

        IcmpFault fault = Icmpv6View.TryParse(packet.UpperLayer, packet.Source, packet.Destination, out Icmpv6View icmp);
        return fault == IcmpFault.None ? $": {icmp.ToString()}" : $": [ICMP6 {fault}]";
    }

    private static string PrintTransport(IpProtocol protocol, ReadOnlySpan<byte> octets, IpAddress source, IpAddress destination)
    {
        switch (protocol)
        {
            case IpProtocol.Udp:
                UdpFault udpFault = UdpView.TryParse(octets, out UdpView udp);
                return udpFault == UdpFault.None ? $": {udp.ToString()}{PrintPayload(udp)}" : $": [UDP {udpFault}]";
            case IpProtocol.Tcp:
                TcpFault tcpFault = TcpView.TryParse(octets, out TcpView tcp);
                return tcpFault == TcpFault.None ? $": {tcp.ToString()}" : $": [TCP {tcpFault}]";
            case IpProtocol.Vrrp:
                VrrpFault vrrpFault = VrrpView.TryParse(octets, source, destination, out VrrpView vrrp);
                return vrrpFault == VrrpFault.None ? $": {vrrp.ToString()}" : $": [VRRP {vrrpFault}]";
            default:
                return string.Empty;
        }
    }

    private static string PrintPayload(in UdpView udp)
    {
        switch (udp.DestinationPort)
        {
            case BfdCodePoints.ControlPort:
                BfdFault bfdFault = BfdView.TryParse(udp.Payload, out BfdView bfd);
                return bfdFault == BfdFault.None ? $": {bfd.ToString()}" : $": [BFD {bfdFault}]";
            case DhcpCodePoints.ServerPort or DhcpCodePoints.ClientPort:
                DhcpFault dhcpFault = DhcpView.TryParse(udp.Payload, out DhcpView dhcp);
                return dhcpFault == DhcpFault.None ? $": {dhcp.ToString()}" : $": [DHCP {dhcpFault}]";
            case Dhcp6CodePoints.ServerPort or Dhcp6CodePoints.ClientPort:
                Dhcp6Fault dhcp6Fault = Dhcp6View.TryParse(udp.Payload, out Dhcp6View dhcp6);
                return dhcp6Fault == Dhcp6Fault.None ? $": {dhcp6.ToString()}" : $": [DHCPv6 {dhcp6Fault}]";
            default:
                return string.Empty;
        }
    }
}
