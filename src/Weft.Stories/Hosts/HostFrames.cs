using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Frames that hosts and hypervisors send to make a place known, and the questions that tests ask.</summary>
public static class HostFrames
{
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

    private static byte[] Write(FrameBody body)
    {
        Span<byte> frame = stackalloc byte[FrameWriter.MaximumLength];
        frame.Clear();
        return frame[..body(frame)].ToArray();
    }

    private delegate int FrameBody(Span<byte> frame);
}
