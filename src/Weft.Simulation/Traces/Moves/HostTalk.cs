using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Reads frames as somebody would who watches one host.</summary>
internal static class HostTalk
{
    /// <summary>What a frame says about where an address is, in words; null when it announces nothing.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="mac">The MAC of the host that is watched.</param>
    /// <param name="addresses">Its addresses.</param>
    public static string? Announcement(ReadOnlySpan<byte> frame, MacAddress mac, IReadOnlyList<IpAddress> addresses)
    {
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None || ethernet.IsLlc)
        {
            return null;
        }

        if (ethernet.Type is EtherType.Arp or EtherType.Rarp)
        {
            return ArpView.TryParse(ethernet.Payload, out ArpView arp) == ArpFault.None ? Announcement(arp, mac, addresses) : null;
        }

        return ethernet.Type == EtherType.Ipv6 && Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet) == Ipv6Fault.None
            && NdView.TryParse(packet, out NdView message) == NdFault.None
            && message.Type == Icmpv6Type.NeighborAdvertisement && addresses.Contains(message.Target)
            ? $"neighbour advertisement of {message.Target}"
            : null;
    }

    /// <summary>The source and destination of a packet of data; false for what keeps the network going.</summary>
    public static bool IsData(ReadOnlySpan<byte> frame, out IpAddress source, out IpAddress destination)
    {
        source = default;
        destination = default;
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None || ethernet.IsLlc)
        {
            return false;
        }

        if (ethernet.Type == EtherType.Ipv4 && Ipv4View.TryParse(ethernet.Payload, out Ipv4View packet4) == Ipv4Fault.None)
        {
            (source, destination) = (packet4.Source, packet4.Destination);
            return packet4.Protocol is IpProtocol.Udp or IpProtocol.Tcp;
        }

        if (ethernet.Type == EtherType.Ipv6 && Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet6) == Ipv6Fault.None)
        {
            (source, destination) = (packet6.Source, packet6.Destination);
            return packet6.UpperProtocol is IpProtocol.Udp or IpProtocol.Tcp;
        }

        return false;
    }

    private static string? Announcement(in ArpView arp, MacAddress mac, IReadOnlyList<IpAddress> addresses) => arp.Operation switch
    {
        ArpOperation.ReverseRequest => arp.SenderMac == mac ? $"RARP of {mac}" : null,
        ArpOperation.Request when arp.SenderAddress == arp.TargetAddress && addresses.Contains(arp.SenderAddress) => $"gratuitous ARP of {arp.SenderAddress}",
        ArpOperation.Reply when addresses.Contains(arp.SenderAddress) => $"ARP reply for {arp.SenderAddress}",
        _ => null,
    };
}
