namespace Weft.Wire;

/// <summary>The answer of a plain IP stack to ARP requests (RFC 826) and neighbour solicitations (RFC 4861 section 7.2.4).</summary>
public static class NeighborReply
{
    /// <summary>Writes the answer of whoever has this MAC and these addresses into <paramref name="answer"/> (128 octets); 0 when there is none. Whether the
    /// frame was for that MAC is the caller's question.</summary>
    public static int Write(ReadOnlySpan<byte> frame, MacAddress mac, ReadOnlySpan<IpAddress> addresses, Span<byte> answer)
    {
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            return 0;
        }

        if (ethernet.Type == EtherType.Arp)
        {
            bool asks = ArpView.TryParse(ethernet.Payload, out ArpView arp) == ArpFault.None && arp.Operation == ArpOperation.Request;
            return asks && addresses.Contains(arp.TargetAddress)
                ? FrameWriter.Arp(answer, arp.SenderMac, mac, new ArpPacket(ArpOperation.Reply, mac, arp.TargetAddress, arp.SenderMac, arp.SenderAddress))
                : 0;
        }

        if (ethernet.Type != EtherType.Ipv6
            || Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet) != Ipv6Fault.None
            || NdView.TryParse(packet, out NdView message) != NdFault.None
            || message.Type != Icmpv6Type.NeighborSolicitation || message.Source.IsUnspecified
            || !addresses.Contains(message.Target))
        {
            return 0;
        }

        MacAddress asker = message.TryGetLinkLayer(NdOptionType.SourceLinkLayerAddress, out MacAddress source) ? source : ethernet.Source;
        NeighborMessage advertisement = new(NeighborFlags.Solicited | NeighborFlags.Override, message.Target);
        return FrameWriter.NeighborAdvertisement(answer, asker, mac, message.Target, packet.Source, advertisement, mac);
    }
}
