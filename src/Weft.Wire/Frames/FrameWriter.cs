namespace Weft.Wire;

/// <summary>Writes whole untagged Ethernet frames of the kinds that a gateway and a host tracker send. Every method returns the frame's length
/// and needs a buffer of <see cref="MaximumLength"/> octets, which need not be zeroed.</summary>
public static class FrameWriter
{
    /// <summary>Enough for every frame that this class writes.</summary>
    public const int MaximumLength = 1518;

    private const byte NdHopLimit = 255;

    /// <summary>Any ARP or RARP packet in a frame. The Ethernet source may differ from the packet's sender.</summary>
    public static int Arp(Span<byte> frame, MacAddress destination, MacAddress source, in ArpPacket packet)
    {
        bool reverse = packet.Operation is ArpOperation.ReverseRequest or ArpOperation.ReverseReply;
        int length = new EthernetHeader(destination, source, reverse ? EtherType.Rarp : EtherType.Arp).Write(frame);
        return length + packet.Write(frame[length..]);
    }

    /// <summary>A neighbour solicitation with source link-layer address <paramref name="linkLayer"/>, or, from ::, without one (a duplicate
    /// address detection probe, RFC 4862 section 5.4.2).</summary>
    /// <param name="frame">Where to write.</param>
    /// <param name="destinationMac">The neighbour's MAC to refresh it, or the group's MAC.</param>
    /// <param name="sourceMac">Ethernet source.</param>
    /// <param name="source">IPv6 source, or ::.</param>
    /// <param name="destination">The target itself to refresh it, or its solicited-node group.</param>
    /// <param name="target">The address in question.</param>
    /// <param name="linkLayer">What the neighbour should answer to.</param>
    public static int NeighborSolicitation(
        Span<byte> frame, MacAddress destinationMac, MacAddress sourceMac, IpAddress source, IpAddress destination, IpAddress target, MacAddress linkLayer)
    {
        Span<byte> message = frame[(EthernetHeader.Length + Ipv6Header.Length)..];
        int length = new NeighborMessage(NeighborFlags.None, target).Write(message);
        if (!source.IsUnspecified)
        {
            length += NdOptionWriter.WriteLinkLayer(message[length..], NdOptionType.SourceLinkLayerAddress, linkLayer);
        }

        return Icmpv6(frame, destinationMac, sourceMac, source, destination, Icmpv6Type.NeighborSolicitation, length);
    }

    /// <summary>A duplicate address detection probe with a nonce, by which the sender knows its own again (RFC 7527 section 4.1).</summary>
    /// <param name="frame">Where to write.</param>
    /// <param name="sourceMac">Ethernet source.</param>
    /// <param name="target">The address in question.</param>
    /// <param name="nonce">Six octets (RFC 3971 section 5.3.2), or more in steps of eight.</param>
    public static int DuplicateAddressDetection(Span<byte> frame, MacAddress sourceMac, IpAddress target, ReadOnlySpan<byte> nonce)
    {
        IpAddress group = IpAddress.SolicitedNode(target);
        Span<byte> message = frame[(EthernetHeader.Length + Ipv6Header.Length)..];
        int length = new NeighborMessage(NeighborFlags.None, target).Write(message);
        length += NdOptionWriter.Write(message[length..], NdOptionType.Nonce, nonce);
        return Icmpv6(frame, MacAddress.ForIpv6Multicast(group), sourceMac, IpAddress.Ipv6Any, group, Icmpv6Type.NeighborSolicitation, length);
    }

    /// <summary>A solicitation of an unknown neighbour, to the target's solicited-node group.</summary>
    public static int NeighborSolicitation(Span<byte> frame, MacAddress sourceMac, IpAddress source, IpAddress target, MacAddress linkLayer)
    {
        IpAddress group = IpAddress.SolicitedNode(target);
        return NeighborSolicitation(frame, MacAddress.ForIpv6Multicast(group), sourceMac, source, group, target, linkLayer);
    }

    /// <summary>A neighbour advertisement with target link-layer address <paramref name="linkLayer"/>.</summary>
    public static int NeighborAdvertisement(
        Span<byte> frame, MacAddress destinationMac, MacAddress sourceMac, IpAddress source, IpAddress destination,
        in NeighborMessage advertisement, MacAddress linkLayer)
    {
        Span<byte> message = frame[(EthernetHeader.Length + Ipv6Header.Length)..];
        int length = advertisement.Write(message);
        length += NdOptionWriter.WriteLinkLayer(message[length..], NdOptionType.TargetLinkLayerAddress, linkLayer);
        return Icmpv6(frame, destinationMac, sourceMac, source, destination, Icmpv6Type.NeighborAdvertisement, length);
    }

    /// <summary>A neighbour advertisement that names no link-layer address, which an asker by unicast knows (RFC 4861 section 7.2.4).</summary>
    public static int NeighborAdvertisement(
        Span<byte> frame, MacAddress destinationMac, MacAddress sourceMac, IpAddress source, IpAddress destination, in NeighborMessage advertisement)
    {
        int length = advertisement.Write(frame[(EthernetHeader.Length + Ipv6Header.Length)..]);
        return Icmpv6(frame, destinationMac, sourceMac, source, destination, Icmpv6Type.NeighborAdvertisement, length);
    }

    /// <summary>An unsolicited neighbour advertisement to all nodes (RFC 4861 section 7.2.6).</summary>
    public static int UnsolicitedNeighborAdvertisement(
        Span<byte> frame, MacAddress sourceMac, IpAddress source, in NeighborMessage advertisement, MacAddress linkLayer) =>
        NeighborAdvertisement(
            frame, MacAddress.ForIpv6Multicast(IpAddress.AllNodes), sourceMac, source, IpAddress.AllNodes, advertisement, linkLayer);

    /// <summary>A router advertisement with the sender's link-layer address and prefixes (RFC 4861 section 4.2).</summary>
    public static int RouterAdvertisement(
        Span<byte> frame, MacAddress destinationMac, MacAddress sourceMac, IpAddress source, IpAddress destination,
        in RouterAdvertisement advertisement, MacAddress linkLayer, ReadOnlySpan<PrefixInformation> prefixes)
    {
        Span<byte> message = frame[(EthernetHeader.Length + Ipv6Header.Length)..];
        int length = advertisement.Write(message);
        length += NdOptionWriter.WriteLinkLayer(message[length..], NdOptionType.SourceLinkLayerAddress, linkLayer);
        foreach (PrefixInformation prefix in prefixes)
        {
            length += prefix.Write(message[length..]);
        }

        return Icmpv6(frame, destinationMac, sourceMac, source, destination, Icmpv6Type.RouterAdvertisement, length);
    }

    /// <summary>A VRRP advertisement to the family's group with TTL or hop limit 255 (RFC 5798 section 5.1).</summary>
    public static int Vrrp(
        Span<byte> frame, MacAddress sourceMac, IpAddress source, in VrrpAdvertisement advertisement, ReadOnlySpan<IpAddress> addresses)
    {
        IpAddress group = source.IsIpv6 ? VrrpCodePoints.Group6 : VrrpCodePoints.Group4;
        int ipLength = source.IsIpv6 ? Ipv6Header.Length : Ipv4Header.Length;
        Span<byte> packet = frame[EthernetHeader.Length..];
        int length = advertisement.Write(packet[ipLength..], source, group, addresses);
        if (source.IsIpv6)
        {
            new EthernetHeader(VrrpCodePoints.GroupMac6, sourceMac, EtherType.Ipv6).Write(frame);
            new Ipv6Header(VrrpCodePoints.TypeOfService, 0, IpProtocol.Vrrp, VrrpCodePoints.HopLimit, source, group).Write(packet, length);
        }
        else
        {
            new EthernetHeader(VrrpCodePoints.GroupMac4, sourceMac, EtherType.Ipv4).Write(frame);
            new Ipv4Header(VrrpCodePoints.TypeOfService, 0, 0, VrrpCodePoints.HopLimit, IpProtocol.Vrrp, source, group).Write(packet, length);
        }

        return EthernetHeader.Length + ipLength + length;
    }

    private static int Icmpv6(
        Span<byte> frame, MacAddress destinationMac, MacAddress sourceMac, IpAddress source, IpAddress destination, Icmpv6Type type, int length)
    {
        int offset = new EthernetHeader(destinationMac, sourceMac, EtherType.Ipv6).Write(frame);
        offset += new Ipv6Header(0, 0, IpProtocol.Icmpv6, NdHopLimit, source, destination).Write(frame[offset..], length);
        Icmpv6Message.Write(frame.Slice(offset, length), type, 0, source, destination);
        return offset + length;
    }
}
