using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Frames that hosts and hypervisors send to make a place known, and the questions that tests ask.</summary>
public static class HostFrames
{
    /// <summary>The UDP port of <see cref="Broadcast"/>.</summary>
    public const ushort BroadcastPort = 7004;

    private const ushort DiscardPort = 9;
    private const byte HopLimit = 64;

    /// <summary>The frames that announce a host in the given way; none for <see cref="AnnouncementKind.None"/>.</summary>
    public static IReadOnlyList<byte[]> Announce(FabricHost host, AnnouncementKind kind) => kind switch
    {
        AnnouncementKind.Garp => [.. host.Addresses.Select(address => Announcement(host.Mac, address.Address))],
        AnnouncementKind.Rarp => [Rarp(host.Mac)],
        _ => [],
    };

    /// <summary>An announcement of one address: gratuitous ARP or an unsolicited neighbour advertisement.</summary>
    public static byte[] Announcement(MacAddress mac, IpAddress address) =>
        address.IsIpv6 ? NeighborAnnouncement(mac, address) : ArpAnnouncement(mac, address);

    /// <summary>A gratuitous ARP in request form (RFC 5227 section 2.3).</summary>
    public static byte[] ArpAnnouncement(MacAddress mac, IpAddress address) =>
        Write(frame => FrameWriter.Arp(frame, MacAddress.Broadcast, mac, ArpPacket.Announcement(mac, address)));

    /// <summary>An unsolicited neighbour advertisement that replaces cached entries (RFC 4861 section 7.2.6).</summary>
    public static byte[] NeighborAnnouncement(MacAddress mac, IpAddress address) =>
        Write(frame => FrameWriter.UnsolicitedNeighborAdvertisement(frame, mac, address, new NeighborMessage(NeighborFlags.Override, address), mac));

    /// <summary>A RARP request for its own MAC (RFC 903), as hypervisors send it after a migration.</summary>
    public static byte[] Rarp(MacAddress mac)
    {
        ArpPacket packet = new(ArpOperation.ReverseRequest, mac, IpAddress.Ipv4Any, mac, IpAddress.Ipv4Any);
        return Write(frame => FrameWriter.Arp(frame, MacAddress.Broadcast, mac, packet));
    }

    /// <summary>Who has <paramref name="target"/>? Broadcast.</summary>
    public static byte[] ArpRequest(MacAddress mac, IpAddress sender, IpAddress target) =>
        Write(frame => FrameWriter.Arp(frame, MacAddress.Broadcast, mac, ArpPacket.Request(mac, sender, target)));

    /// <summary>The IPv6 form of <see cref="ArpRequest"/>, to the target's solicited-node group.</summary>
    public static byte[] Solicitation(MacAddress mac, IpAddress sender, IpAddress target) =>
        Write(frame => FrameWriter.NeighborSolicitation(frame, mac, sender, target, mac));

    /// <summary>The frames by which one host pretends to be another, once.</summary>
    public static IReadOnlyList<byte[]> Spoof(FabricHost liar, FabricHost victim, SpoofKind kind) => kind switch
    {
        SpoofKind.Arp => [.. victim.Addresses.Select(address => Announcement(liar.Mac, address.Address))],
        SpoofKind.Identity => Announce(victim, AnnouncementKind.Garp),
        SpoofKind.Rarp => Announce(victim, AnnouncementKind.Rarp),
        SpoofKind.Gateway => AttackFrames.Gateway(liar),
        SpoofKind.Detection => AttackFrames.Detection(liar, victim),
        SpoofKind.Flood => AttackFrames.Flood(liar),
        SpoofKind.Isis => AttackFrames.Isis(liar),
        SpoofKind.Expired => [.. victim.Addresses.Select(address => PacketThroughGateway(liar, address.Address, 1)).OfType<byte[]>()],
        SpoofKind.Data => [.. victim.Addresses.Select(address => PacketToGateway(victim, address.Address)).OfType<byte[]>()],
        SpoofKind.Router => ServerFrames.Router(liar, victim),
        SpoofKind.Dhcp => ServerFrames.DhcpServer(liar, victim),
        _ => [.. victim.Addresses.Select(address => PacketToGateway(liar, address.Address)).OfType<byte[]>()],
    };

    /// <summary>A UDP datagram of a host to everybody on its segment (RFC 919). Throws <see cref="StoryException"/> for a host without an IPv4 address.</summary>
    public static byte[] Broadcast(FabricHost host)
    {
        foreach (IpAddress address in host.Addresses.Select(item => item.Address).Where(address => address.IsIpv4))
        {
            return Datagram(MacAddress.Broadcast, host.Mac, address, IpAddress.Ipv4Broadcast, BroadcastPort, HopLimit);
        }

        throw new StoryException($"{host.Name} has no IPv4 address to send a broadcast from");
    }

    /// <summary>A datagram to the gateway of the sender's subnet, from an address that need not be its own; null when the gateway lacks the family.</summary>
    private static byte[]? PacketToGateway(FabricHost sender, IpAddress source)
    {
        Subnet subnet = sender.Subnet;
        foreach (IpAddress gateway in subnet.Gateways.Select(item => item.Address).Where(address => address.Family == source.Family))
        {
            return Datagram(source.IsIpv6 ? subnet.GatewayMac6 : subnet.GatewayMac4, sender.Mac, source, gateway, DiscardPort, HopLimit);
        }

        return null;
    }

    /// <summary>A datagram to anybody, through the gateway; null when the sender has no address of the family.</summary>
    private static byte[]? PacketThroughGateway(FabricHost sender, IpAddress destination, byte hopLimit)
    {
        Subnet subnet = sender.Subnet;
        foreach (IpAddress own in sender.Addresses.Select(item => item.Address).Where(address => address.Family == destination.Family))
        {
            return Datagram(destination.IsIpv6 ? subnet.GatewayMac6 : subnet.GatewayMac4, sender.Mac, own, destination, DiscardPort, hopLimit);
        }

        return null;
    }

    internal static byte[] Datagram(MacAddress to, MacAddress from, IpAddress source, IpAddress destination, ushort port, byte hopLimit) => Write(frame =>
    {
        const int PayloadLength = 8;
        const int DatagramLength = UdpHeader.Length + PayloadLength;
        int length = new EthernetHeader(to, from, source.IsIpv6 ? EtherType.Ipv6 : EtherType.Ipv4).Write(frame);
        length += source.IsIpv6
            ? new Ipv6Header(0, 0, IpProtocol.Udp, hopLimit, source, destination).Write(frame[length..], DatagramLength)
            : new Ipv4Header(0, 0, Ipv4Header.DoNotFragment, hopLimit, IpProtocol.Udp, source, destination).Write(frame[length..], DatagramLength);
        new UdpHeader(port, port).Write(frame.Slice(length, DatagramLength), source, destination);
        return length + DatagramLength;
    });

    internal static byte[] Write(FrameBody body)
    {
        Span<byte> frame = stackalloc byte[FrameWriter.MaximumLength];
        frame.Clear();
        return frame[..body(frame)].ToArray();
    }

    internal delegate int FrameBody(Span<byte> frame);
}
