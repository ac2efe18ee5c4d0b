using Weft.Testing;

namespace Weft.Wire.Tests;

/// <summary>Frames written from scratch into a dirty buffer equal those that a Linux host sent.</summary>
public sealed class FrameWriterTests
{
    private static readonly MacAddress Host = MacAddress.Parse("02:00:00:00:0d:01");
    private static readonly MacAddress Gateway = MacAddress.Parse("02:00:00:00:0d:fe");
    private static readonly IpAddress Host4 = IpAddress.Parse("10.0.7.101");
    private static readonly IpAddress Gateway4 = IpAddress.Parse("10.0.7.1");
    private static readonly IpAddress Host6 = IpAddress.Parse("2001:db8:7::101");
    private static readonly IpAddress Gateway6 = IpAddress.Parse("2001:db8:7::1");

    private readonly byte[] _frame = EthernetViewTests.Dirty(FrameWriter.MaximumLength);

    [Fact]
    public void Arp_in_all_its_forms()
    {
        AssertSame(4, FrameWriter.Arp(_frame, MacAddress.Broadcast, Host, ArpPacket.Request(Host, IpAddress.Ipv4Any, Host4) with { TargetMac = MacAddress.Broadcast }));
        AssertSame(10, FrameWriter.Arp(_frame, MacAddress.Broadcast, Host, ArpPacket.Announcement(Host, Host4) with { TargetMac = MacAddress.Broadcast }));
        AssertSame(12, FrameWriter.Arp(_frame, MacAddress.Broadcast, Host, ArpPacket.AnnouncementReply(Host, Host4)));
        AssertSame(15, FrameWriter.Arp(_frame, MacAddress.Broadcast, Host, ArpPacket.Request(Host, Host4, Gateway4)));
        AssertSame(16, FrameWriter.Arp(_frame, Host, Gateway, ArpPacket.Reply(Gateway, Gateway4, Host, Host4)));
        AssertSame(22, FrameWriter.Arp(_frame, Host, Gateway, ArpPacket.Request(Gateway, Gateway4, Host4)));
    }

    [Fact]
    public void Rarp_goes_out_under_its_own_ethertype()
    {
        MacAddress guest = MacAddress.Parse("52:54:00:12:34:56");
        ArpPacket packet = new(ArpOperation.ReverseRequest, guest, IpAddress.Ipv4Any, guest, IpAddress.Ipv4Any);
        int length = FrameWriter.Arp(_frame, MacAddress.Broadcast, guest, packet);
        Assert.Equal(Captures.Read("rarp-qemu-announce-self")[0].Octets[..length], _frame[..length]);
    }

    [Fact]
    public void Neighbor_solicitations_and_advertisements()
    {
        AssertSame(17, FrameWriter.NeighborSolicitation(_frame, Host, Host6, Gateway6, Host));
        AssertSame(18, FrameWriter.NeighborAdvertisement(_frame, Host, Gateway, Gateway6, Host6,
            new NeighborMessage(NeighborFlags.Router | NeighborFlags.Solicited | NeighborFlags.Override, Gateway6), Gateway));
        IpAddress linkLocal = IpAddress.LinkLocalFor(Gateway);
        AssertSame(21, FrameWriter.NeighborSolicitation(_frame, Host, Gateway, linkLocal, Host6, Host6, Gateway));
        MacAddress other = MacAddress.Parse("02:00:00:00:0d:02");
        IpAddress otherAddress = IpAddress.Parse("2001:db8:7::102");
        AssertSame(28, FrameWriter.UnsolicitedNeighborAdvertisement(
            _frame, other, otherAddress, new NeighborMessage(NeighborFlags.Override, otherAddress), other));
    }

    [Fact]
    public void The_ethernet_source_may_differ_from_the_sender_of_the_arp()
    {
        MacAddress virtualMac = MacAddress.VirtualRouter(10, ipv6: false);
        int length = FrameWriter.Arp(_frame, Host, Gateway, ArpPacket.Reply(virtualMac, Gateway4, Host, Host4));
        Assert.Equal(EthernetFault.None, EthernetView.TryParse(_frame.AsSpan(0, length), out EthernetView ethernet));
        Assert.Equal(ArpFault.None, ArpView.TryParse(ethernet.Payload, out ArpView arp));
        Assert.Equal((Gateway, virtualMac), (ethernet.Source, arp.SenderMac));
    }

    private void AssertSame(int number, int length)
    {
        byte[] captured = [.. Captures.Read("host-boot-arp-nd")[number - 1].Octets];
        if (EthernetView.TryParse(captured, out EthernetView view) == EthernetFault.None && view.Type == EtherType.Ipv6)
        {
            // The flow label and traffic class are the sender's free choice, and not part of any checksum.
            captured.AsSpan(14, 4).Clear();
            captured[14] = 0x60;
        }

        Assert.Equal(Convert.ToHexString(captured), Convert.ToHexString(_frame, 0, length));
    }
}
