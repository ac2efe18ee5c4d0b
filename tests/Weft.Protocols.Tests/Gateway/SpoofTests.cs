using CsCheck;
using Weft.Protocols.Gateway;
using Weft.Testing;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>Frames that lie are counted by reason and get no answer.</summary>
public sealed class SpoofTests
{
    private const string Host = "02:00:00:00:00:0a";
    private const string Attacker = "02:00:00:00:0a:66";

    private readonly GatewayBench _bench = new();

    [Fact]
    public void Case53_Arp_whose_sender_is_not_its_ethernet_source_is_dropped()
    {
        ArpPacket question = ArpPacket.Request(MacAddress.Parse(Host), IpAddress.Parse("10.1.0.11"), IpAddress.Parse("10.1.0.1"));
        Assert.Empty(_bench.Receive("swp1", _bench.Arp(Attacker, question)));
        Assert.Equal(1, _bench[GatewayCounter.SenderMacMismatch]);
    }

    [Theory]
    [InlineData("224.0.0.5")]
    [InlineData("255.255.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("240.0.0.1")]
    public void Case53_Arp_from_an_address_that_no_host_can_have_is_dropped(string sender)
    {
        Assert.Empty(_bench.Ask("swp1", Host, sender, "10.1.0.1"));
        Assert.Equal(1, _bench[GatewayCounter.SenderAddressInvalid]);
    }

    [Theory]
    [InlineData(15, 8, ArpFault.HardwareType)]
    [InlineData(18, 5, ArpFault.HardwareLength)]
    [InlineData(19, 16, ArpFault.ProtocolLength)]
    public void Case53_Malformed_arp_is_counted_by_its_fault(int offset, byte value, ArpFault fault)
    {
        byte[] frame = _bench.Arp(Host, ArpPacket.Request(MacAddress.Parse(Host), IpAddress.Parse("10.1.0.11"), IpAddress.Parse("10.1.0.1")));
        frame[offset] = value;
        Assert.Empty(_bench.Receive("swp1", frame));
        Assert.Equal((1, 1), (_bench[GatewayCounter.MalformedArp], _bench.Engine.ArpFaults[fault]));
    }

    [Fact]
    public void Case53_A_solicitation_that_crossed_a_router_is_counted_by_its_fault()
    {
        byte[] frame = new byte[FrameWriter.MaximumLength];
        MacAddress mac = MacAddress.Parse(Host);
        int length = FrameWriter.NeighborSolicitation(frame, mac, IpAddress.Parse("fe80::a"), IpAddress.Parse("2001:db8:1::1"), mac);
        frame[21] = 254;
        Assert.Empty(_bench.Receive("swp1", frame.AsSpan(0, length)));
        frame[21] = 255;
        frame[56] ^= 1;
        Assert.Empty(_bench.Receive("swp1", frame.AsSpan(0, length)));
        Assert.Equal((1, 1, 2),
            (_bench.Engine.NdFaults[NdFault.HopLimit], _bench.Engine.NdFaults[NdFault.Checksum], _bench[GatewayCounter.MalformedNd]));
    }

    [Fact]
    public void A_solicitation_whose_link_layer_option_is_not_its_ethernet_source_is_dropped()
    {
        byte[] frame = new byte[FrameWriter.MaximumLength];
        int length = FrameWriter.NeighborSolicitation(
            frame, MacAddress.Parse(Attacker), IpAddress.Parse("fe80::a"), IpAddress.Parse("2001:db8:1::1"), MacAddress.Parse(Host));
        Assert.Empty(_bench.Receive("swp1", frame.AsSpan(0, length)));
        Assert.Equal(1, _bench[GatewayCounter.SenderMacMismatch]);
    }

    [Fact]
    public void Case32_The_virtual_MAC_on_a_host_port_is_dropped_with_one_alarm_a_minute()
    {
        string virtualMac = _bench.Subnet("web").GatewayMac4.ToString();
        Assert.Empty(_bench.Ask("swp1", virtualMac, "10.1.0.11", "10.1.0.1"));
        Assert.Empty(_bench.Ask("swp1", virtualMac, "10.1.0.11", "10.1.0.1"));
        GatewayImpersonated alarm = Assert.IsType<GatewayImpersonated>(Assert.Single(_bench.Events));
        Assert.Equal(("swp1", _bench.Subnet("web").GatewayMac4), (alarm.Port, alarm.Source));
        Assert.Equal(2, _bench[GatewayCounter.GatewayMacSpoofed]);

        _bench.RunFor(GatewaySettings.AlarmInterval - TimeSpan.FromTicks(1));
        _bench.Ask("swp1", virtualMac, "10.1.0.11", "10.1.0.1");
        Assert.Single(_bench.Events);
        _bench.RunFor(TimeSpan.FromTicks(1));
        _bench.Ask("swp1", virtualMac, "10.1.0.11", "10.1.0.1");
        Assert.Equal(2, _bench.Events.Count);
    }

    [Fact]
    public void Case32_The_virtual_MAC_from_another_switch_is_ignored_without_an_alarm()
    {
        string virtualMac = _bench.Subnet("storage").GatewayMac4.ToString();
        Assert.Empty(_bench.Ask(_bench.PeerPort, virtualMac, "10.3.0.11", "10.3.0.1", _bench.Subnet("storage").Vlan));
        Assert.Empty(_bench.Events);
    }

    [Fact]
    public void Case31_A_guests_own_virtual_router_is_a_host_like_any_other()
    {
        SentFrame answer = Assert.Single(_bench.Ask("swp1", "00:00:5e:00:01:c8", "10.1.0.50", "10.1.0.1"));
        Assert.Equal("00:00:5e:00:01:c8", answer.Destination.ToString());
        Assert.Empty(_bench.Events);
        Assert.Equal(0, _bench[GatewayCounter.GatewayMacSpoofed]);
    }

    [Fact]
    public void A_host_that_claims_the_gateway_address_raises_an_alarm_and_is_contradicted_at_most_every_ten_seconds()
    {
        _bench.Ask("swp1", Attacker, "10.1.0.1", "10.1.0.1");
        Assert.Equal(["swp1", "swp2", "swp5"], _bench.Sent.Select(static frame => frame.Port));
        Assert.All(_bench.Sent, frame => Assert.Equal(ArpPacket.Announcement(_bench.Subnet("web").GatewayMac4, IpAddress.Parse("10.1.0.1")), frame.Arp));
        GatewayImpersonated alarm = Assert.IsType<GatewayImpersonated>(Assert.Single(_bench.Events));
        Assert.Equal(IpAddress.Parse("10.1.0.1"), alarm.Address);

        Assert.Empty(_bench.Ask("swp1", Attacker, "10.1.0.1", "10.1.0.11"));
        _bench.RunFor(GatewaySettings.DefendInterval - TimeSpan.FromTicks(1));
        Assert.Empty(_bench.Ask("swp1", Attacker, "10.1.0.1", "10.1.0.11"));
        _bench.RunFor(TimeSpan.FromTicks(1));
        Assert.Equal(3, _bench.Ask("swp1", Attacker, "10.1.0.1", "10.1.0.11").Count);
        Assert.Equal(4, _bench[GatewayCounter.GatewayAddressSpoofed]);
    }

    [Theory]
    [InlineData("2001:db8:1::1")]
    [InlineData("fe80::1:1")]
    public void A_host_that_advertises_itself_as_the_gateway_is_contradicted(string gateway)
    {
        byte[] frame = new byte[FrameWriter.MaximumLength];
        MacAddress mac = MacAddress.Parse(Attacker);
        IpAddress address = IpAddress.Parse(gateway);
        int length = FrameWriter.UnsolicitedNeighborAdvertisement(
            frame, mac, IpAddress.Parse("fe80::66"), new NeighborMessage(NeighborFlags.Override, address), mac);
        List<SentFrame> sent = _bench.Receive("swp1", frame.AsSpan(0, length));
        Assert.Equal(["swp1", "swp2", "swp5"], sent.Select(static frame => frame.Port));
        Assert.All(sent, frame => Assert.Contains($"tgt is {gateway}, flags [Override, Router]", frame.Text));
        Assert.Single(_bench.Events);
    }

    [Fact]
    public void Case04_An_announcement_in_reply_form_is_judged_like_one_in_request_form()
    {
        MacAddress mac = MacAddress.Parse(Attacker);
        Assert.Empty(_bench.Receive("swp1", _bench.Arp(Attacker, ArpPacket.AnnouncementReply(mac, IpAddress.Parse("10.1.0.66")))));
        Assert.Empty(_bench.Events);
        Assert.Equal(3, _bench.Receive("swp1", _bench.Arp(Attacker, ArpPacket.AnnouncementReply(mac, IpAddress.Parse("10.1.0.1")))).Count);
        Assert.IsType<GatewayImpersonated>(Assert.Single(_bench.Events));
    }

    [Fact]
    public void Router_messages_from_hosts_are_counted_and_ignored()
    {
        byte[] frame = new byte[FrameWriter.MaximumLength];
        MacAddress mac = MacAddress.Parse(Attacker);
        int length = FrameWriter.RouterAdvertisement(
            frame, MacAddress.Broadcast, mac, IpAddress.Parse("fe80::66"), IpAddress.AllNodes, new RouterAdvertisement(64, default, 1800, 0, 0), mac, []);
        Assert.Empty(_bench.Receive("swp1", frame.AsSpan(0, length)));
        Assert.Equal(1, _bench[GatewayCounter.RouterMessageFromHost]);
    }

    [Fact]
    public void Frames_from_a_group_address_are_dropped()
    {
        Assert.Empty(_bench.Ask("swp1", "01:00:5e:00:00:01", "10.1.0.11", "10.1.0.1"));
        Assert.Empty(_bench.Ask("swp1", "00:00:00:00:00:00", "10.1.0.11", "10.1.0.1"));
        Assert.Equal(2, _bench[GatewayCounter.SourceInvalid]);
    }

    [Fact]
    public void No_captured_attack_gets_an_answer_that_it_should_not_get()
    {
        foreach (string name in Captures.Names)
        {
            foreach (CapturedFrame frame in Captures.Read(name))
            {
                _bench.Receive("swp1", frame.Octets);
                _bench.Receive(_bench.PeerPort, frame.Octets, _bench.Subnet("storage").Vlan);
            }
        }

        // None of the captured hosts is in a subnet of this fabric, so nothing is the gateway's to answer but router solicitations.
        Assert.All(_bench.Sent, static frame => Assert.True(frame.IsRouterAdvertisement, frame.ToString()));
    }

    [Fact]
    public void No_octets_whatever_break_the_engine()
    {
        byte[][] seeds = [.. Captures.Names.SelectMany(Captures.Read).Select(static frame => frame.Octets).Where(static octets => octets.Length < 200)];
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Select(Gen.Int[0, 120], Gen.Byte).Array[0, 5], Gen.Int[0, 200]).Sample((seed, changes, length) =>
        {
            byte[] frame = seeds[seed][..Math.Min(length, seeds[seed].Length)];
            foreach ((int offset, byte value) in changes)
            {
                if (offset < frame.Length)
                {
                    frame[offset] = value;
                }
            }

            GatewayBench bench = Shared.Value!;
            bench.Receive("swp1", frame);
            bench.Receive("swp4", frame);
            bench.Receive("swp5", frame, new VlanId(10));
            bench.Sent.Clear();
            bench.Events.Clear();
        }, iter: 3_000);
    }

    private static readonly ThreadLocal<GatewayBench> Shared = new(static () => new GatewayBench());
}
