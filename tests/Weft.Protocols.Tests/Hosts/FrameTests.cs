using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

public sealed class FrameTests
{
    private static readonly MacAddress Mac = MacAddress.Parse("02:00:00:00:00:12");
    private static readonly IpAddress Address = IpAddress.Parse("10.1.0.12");
    private readonly HostWorld _world = new(TestFabric.Make(1));
    private readonly byte[] _frame = new byte[128];

    private LeafRecorder Leaf => _world.Leaf(1);

    [Fact]
    public void Case01_an_address_probe_makes_no_binding()
    {
        Arp(MacAddress.Broadcast, Mac, new ArpPacket(ArpOperation.Request, Mac, IpAddress.Ipv4Any, MacAddress.Zero, Address));
        Assert.Empty(Leaf.Bindings);
        Assert.Equal(1, Leaf.Engine.Counters[HostCounter.AddressProbe]);
    }

    [Theory]
    [InlineData(ArpOperation.Request)]
    [InlineData(ArpOperation.Reply)]
    public void Case03_and_04_both_forms_of_gratuitous_arp_are_announcements(ArpOperation operation)
    {
        Arp(MacAddress.Broadcast, Mac, new ArpPacket(operation, Mac, Address, MacAddress.Zero, Address));
        Assert.Equal(EvidenceKind.Announcement, Leaf.Engine.Snapshot().Single().Evidence);
    }

    [Fact]
    public void Case05_an_answer_nobody_asked_for_is_evidence_of_attachment()
    {
        MacAddress gateway = MacAddress.VirtualRouter(10, ipv6: false);
        Arp(gateway, Mac, new ArpPacket(ArpOperation.Reply, Mac, Address, gateway, IpAddress.Parse("10.1.0.1")));
        Assert.Equal(HostState.Confirmed, Leaf.Engine.Snapshot().Single().State);
    }

    [Fact]
    public void Case32_nothing_is_learned_from_the_gateways_mac_or_address()
    {
        MacAddress gateway = MacAddress.VirtualRouter(10, ipv6: false);
        Arp(MacAddress.Broadcast, gateway, new ArpPacket(ArpOperation.Reply, gateway, Address, MacAddress.Zero, Address));
        IpAddress gatewayAddress = IpAddress.Parse("10.1.0.1");
        Arp(MacAddress.Broadcast, Mac, new ArpPacket(ArpOperation.Reply, Mac, gatewayAddress, MacAddress.Zero, gatewayAddress));
        Assert.Empty(Leaf.Bindings);
        Assert.Equal(1, Leaf.Engine.Counters[HostCounter.GatewayMacAsSource]);
        Assert.Equal(1, Leaf.Engine.Counters[HostCounter.GatewayAddressClaimed]);
    }

    [Fact]
    public void Case53_a_sender_inside_that_is_not_the_sender_outside_is_dropped()
    {
        MacAddress other = MacAddress.Parse("02:00:00:00:00:66");
        Arp(MacAddress.Broadcast, other, new ArpPacket(ArpOperation.Request, Mac, Address, MacAddress.Zero, Address));
        Assert.Empty(Leaf.Bindings);
        Assert.Equal(1, Leaf.Engine.Counters[HostCounter.SenderMacMismatch]);
    }

    [Theory]
    [InlineData("224.0.0.5")]
    [InlineData("255.255.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("0.1.2.3")]
    public void Case53_addresses_that_no_host_can_have_are_dropped(string address)
    {
        IpAddress bad = IpAddress.Parse(address);
        Arp(MacAddress.Broadcast, Mac, new ArpPacket(ArpOperation.Request, Mac, bad, MacAddress.Zero, bad));
        Assert.Empty(Leaf.Bindings);
        Assert.Equal(1, Leaf.Engine.Counters[HostCounter.NotAHostAddress]);
    }

    [Fact]
    public void Case35_duplicate_address_detection_makes_no_binding()
    {
        IpAddress target = IpAddress.Parse("2001:db8:1::12");
        Handle(FrameWriter.NeighborSolicitation(_frame, Mac, IpAddress.Ipv6Any, target, Mac));
        Assert.Empty(Leaf.Bindings);
        Assert.Equal(1, Leaf.Engine.Counters[HostCounter.AddressProbe]);
    }

    [Fact]
    public void Case36_an_unsolicited_advertisement_is_an_announcement()
    {
        IpAddress target = IpAddress.Parse("2001:db8:1::12");
        Handle(FrameWriter.UnsolicitedNeighborAdvertisement(_frame, Mac, target, new NeighborMessage(NeighborFlags.Override, target), Mac));
        Assert.Equal(EvidenceKind.Announcement, Leaf.Engine.Snapshot().Single().Evidence);
    }

    [Fact]
    public void Arbitrary_bytes_never_throw()
    {
        RandomSource random = new(7);
        byte[] bytes = new byte[100];
        for (int i = 0; i < 20_000; i++)
        {
            for (int at = 0; at < bytes.Length; at++)
            {
                bytes[at] = (byte)random.NextUInt64();
            }

            (bytes[12], bytes[13]) = (i % 3) switch { 0 => ((byte)0x08, (byte)0x06), 1 => ((byte)0x86, (byte)0xDD), _ => (bytes[12], bytes[13]) };
            Leaf.Engine.HandleFrame(_world.Now, new PortIndex(0), VlanId.Untagged, bytes.AsSpan(0, random.Next(bytes.Length)), Leaf);
        }
    }

    private void Arp(MacAddress destination, MacAddress source, ArpPacket packet) => Handle(FrameWriter.Arp(_frame, destination, source, packet));

    private void Handle(int length) => Leaf.Engine.HandleFrame(_world.Now, new PortIndex(0), VlanId.Untagged, _frame.AsSpan(0, length), Leaf);
}
