using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Writes and sends the engine's frames through one buffer.</summary>
/// <remarks>On host ports the Ethernet source is the virtual MAC, the same as inside the frame: switches behind the port learn where the gateway is, and
/// inspectors that compare the two are content. Frames to other switches come from the port's own MAC: nobody may learn the virtual MAC there.</remarks>
internal sealed class GatewayFrames
{
    private readonly byte[] _frame = new byte[FrameWriter.MaximumLength];

    /// <summary>"<paramref name="address"/> is at the gateway", to the one who asked.</summary>
    public void ArpReply(GatewayAttachment at, IpAddress address, MacAddress askerMac, IpAddress asker, IGatewayEffects effects)
    {
        ArpPacket reply = ArpPacket.Reply(at.Segment.Mac4, address, askerMac, asker);
        Send(at, FrameWriter.Arp(_frame, askerMac, SourceOf(at, AddressFamily.Ipv4), reply), effects);
    }

    /// <summary>An announcement in request form, to one host or to all.</summary>
    public void ArpAnnouncement(GatewayAttachment at, IpAddress address, MacAddress destination, IGatewayEffects effects)
    {
        ArpPacket announcement = ArpPacket.Announcement(at.Segment.Mac4, address);
        Send(at, FrameWriter.Arp(_frame, destination, SourceOf(at, AddressFamily.Ipv4), announcement), effects);
    }

    /// <summary>An announcement in reply form, to all.</summary>
    public void ArpAnnouncementReply(GatewayAttachment at, IpAddress address, IGatewayEffects effects)
    {
        ArpPacket announcement = ArpPacket.AnnouncementReply(at.Segment.Mac4, address);
        Send(at, FrameWriter.Arp(_frame, MacAddress.Broadcast, SourceOf(at, AddressFamily.Ipv4), announcement), effects);
    }

    /// <summary>A neighbour advertisement that <paramref name="message"/>'s target is at the gateway, to one host.</summary>
    public void NeighborAdvertisement(
        GatewayAttachment at, IpAddress source, in NeighborMessage message, MacAddress destinationMac, IpAddress destination, IGatewayEffects effects)
    {
        MacAddress sourceMac = SourceOf(at, AddressFamily.Ipv6);
        Send(at, FrameWriter.NeighborAdvertisement(_frame, destinationMac, sourceMac, source, destination, message, at.Segment.Mac6), effects);
    }

    /// <summary>The same to all nodes.</summary>
    public void NeighborAdvertisement(GatewayAttachment at, IpAddress source, in NeighborMessage message, IGatewayEffects effects) =>
        NeighborAdvertisement(at, source, message, MacAddress.ForIpv6Multicast(IpAddress.AllNodes), IpAddress.AllNodes, effects);

    /// <summary>A router advertisement of a subnet's gateway.</summary>
    public void RouterAdvertisement(
        GatewayAttachment at, IpAddress source, ReadOnlySpan<PrefixInformation> prefixes, MacAddress destinationMac, IpAddress destination,
        IGatewayEffects effects)
    {
        RouterAdvertisement advertisement = new(
            GatewaySettings.HostHopLimit, RouterFlags.None, GatewaySettings.RouterLifetimeSeconds, 0, 0);
        int length = FrameWriter.RouterAdvertisement(
            _frame, destinationMac, SourceOf(at, AddressFamily.Ipv6), source, destination, advertisement, at.Segment.Mac6, prefixes);
        Send(at, length, effects);
    }

    /// <summary>A VRRP advertisement.</summary>
    public void Vrrp(
        GatewayAttachment at, IpAddress source, in VrrpAdvertisement advertisement, ReadOnlySpan<IpAddress> addresses, IGatewayEffects effects) =>
        Send(at, FrameWriter.Vrrp(_frame, SourceOf(at, source.Family), source, advertisement, addresses), effects);

    private static MacAddress SourceOf(GatewayAttachment at, AddressFamily family) =>
        at.Port.Plan.FacesHosts ? at.Segment.MacFor(family) : at.Port.Mac;

    private void Send(GatewayAttachment at, int length, IGatewayEffects effects) =>
        effects.Send(at.Port.Plan.Index, at.Tag, _frame.AsSpan(0, length));
}
