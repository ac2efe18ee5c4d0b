using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>After a host has left, its old neighbours are told to reach it through the gateway.</summary>
public sealed class CorrectionTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly IpAddress Gone4 = IpAddress.Parse("10.1.0.11");
    private static readonly IpAddress Gone6 = IpAddress.Parse("2001:db8:1::11");

    private readonly GatewayBench _bench = new();

    private SegmentId Web => _bench.Segment("web").Id;

    /// <summary>What was sent about hosts; the gateway's own announcements go on beside it.</summary>
    private List<SentFrame> Corrections => _bench.Sent.FindAll(static frame => frame.IsArp
        ? !frame.Arp.SenderAddress.ToString().EndsWith(".1", StringComparison.Ordinal)
        : frame.Text.Contains("tgt is 2001:db8:1::11", StringComparison.Ordinal));

    [Fact]
    public void Old_neighbours_are_told_three_times_in_both_forms_of_arp()
    {
        _bench.Engine.HostMovedAway(_bench.Now, Web, Gone4, _bench);
        Assert.Equal(["swp1", "swp1", "swp2", "swp2", "swp5", "swp5"], Corrections.Select(static frame => frame.Port));
        MacAddress virtualMac = _bench.Subnet("web").GatewayMac4;
        Assert.Equal(ArpPacket.Announcement(virtualMac, Gone4), Corrections[0].Arp);
        Assert.Equal(ArpPacket.AnnouncementReply(virtualMac, Gone4), Corrections[1].Arp);
        Assert.All(Corrections, static frame => Assert.True(frame.Destination.IsBroadcast));

        _bench.Sent.Clear();
        _bench.RunFor(TimeSpan.FromMilliseconds(100) - Tick);
        Assert.Empty(Corrections);
        _bench.RunFor(Tick);
        Assert.Equal(6, Corrections.Count);
        _bench.Sent.Clear();
        _bench.RunFor(TimeSpan.FromMilliseconds(1_000) - Tick);
        Assert.Empty(Corrections);
        _bench.RunFor(Tick);
        Assert.Equal(6, Corrections.Count);
        _bench.Sent.Clear();
        _bench.RunFor(TimeSpan.FromSeconds(5));
        Assert.Empty(Corrections);
        Assert.Equal(0, _bench.Engine.WaitingCorrections);
    }

    [Fact]
    public void Old_neighbours_are_told_by_overriding_advertisements()
    {
        _bench.Engine.HostMovedAway(_bench.Now, Web, Gone6, _bench);
        Assert.Equal(3, Corrections.Count);
        Assert.All(Corrections, static frame => Assert.EndsWith(
            "IP6 fe80::1:1 > ff02::1, hlim 255, next-header 58, length 32: ICMP6, neighbor advertisement, tgt is 2001:db8:1::11, "
            + "flags [Override, Router], destination link-address 00:00:5e:00:02:01", frame.Text));
    }

    [Fact]
    public void A_host_that_comes_back_ends_the_corrections_of_its_address_only()
    {
        _bench.Engine.HostMovedAway(_bench.Now, Web, Gone4, _bench);
        _bench.Engine.HostMovedAway(_bench.Now, Web, Gone6, _bench);
        _bench.Engine.HostArrived(_bench.Now, _bench.Index("swp2"), default, Web, Gone4, MacAddress.Parse("02:00:00:00:00:0a"), _bench);
        _bench.Sent.Clear();
        _bench.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(6, Corrections.Count);
        Assert.DoesNotContain(Corrections, static frame => frame.IsArp);
    }

    [Fact]
    public void Case44_A_host_that_left_again_is_corrected_anew_and_not_by_the_timers_of_its_first_move()
    {
        _bench.Engine.HostMovedAway(_bench.Now, Web, Gone4, _bench);
        _bench.RunFor(TimeSpan.FromMilliseconds(50));
        _bench.Engine.HostArrived(_bench.Now, _bench.Index("swp2"), default, Web, Gone4, MacAddress.Parse("02:00:00:00:00:0a"), _bench);
        _bench.Engine.HostMovedAway(_bench.Now, Web, Gone4, _bench);
        _bench.Sent.Clear();
        _bench.RunFor(TimeSpan.FromMilliseconds(100) - Tick);
        Assert.Empty(Corrections);
        _bench.RunFor(Tick);
        Assert.Equal(6, Corrections.Count);
    }

    [Fact]
    public void A_correction_is_not_sent_for_an_address_that_is_on_the_segment()
    {
        _bench.Hosts.Put("10.1.0.11", HostPlace.SameSegment, "02:00:00:00:00:0a");
        _bench.Engine.HostMovedAway(_bench.Now, Web, Gone4, _bench);
        Assert.Empty(Corrections);
        Assert.Equal(0, _bench.Engine.WaitingCorrections);
    }

    [Fact]
    public void Case34_A_link_local_address_is_not_corrected()
    {
        _bench.Engine.HostMovedAway(_bench.Now, Web, IpAddress.Parse("fe80::a"), _bench);
        Assert.Empty(Corrections);
    }

    [Fact]
    public void On_a_bridged_segment_the_other_leaves_pass_the_correction_on()
    {
        _bench.Engine.HostMovedAway(_bench.Now, _bench.Segment("storage").Id, IpAddress.Parse("10.3.0.11"), _bench);
        Assert.Equal(["swp4", "swp4", _bench.PeerPort, _bench.PeerPort], Corrections.Select(static frame => frame.Port));
        SentFrame toPeer = Corrections[^1];
        Assert.Equal(GatewayBench.PortMac(_bench.Index(_bench.PeerPort)), toPeer.Source);
        Assert.Equal(_bench.Subnet("storage").Vlan, toPeer.Tag);
    }

    [Fact]
    public void Many_departures_at_once_are_spread_over_time_and_none_is_forgotten()
    {
        const int Count = 3_000;
        for (uint i = 0; i < Count; i++)
        {
            _bench.Engine.HostMovedAway(_bench.Now, Web, IpAddress.Ipv4(0x0A02_0000 + i), _bench);
        }

        Assert.Equal(GatewaySettings.CorrectionsPerSecond, _bench[GatewayCounter.CacheCorrected]);
        _bench.RunFor(TimeSpan.FromSeconds(20));
        Assert.Equal(3 * Count, _bench[GatewayCounter.CacheCorrected]);
        Assert.Equal(0, _bench.Engine.WaitingCorrections);
        Assert.Equal(0, _bench[GatewayCounter.CorrectionRefused]);
    }

    [Fact]
    public void The_queue_holds_as_many_as_its_limit_and_counts_those_beyond()
    {
        for (uint i = 0; i < GatewaySettings.MaximumCorrections; i++)
        {
            _bench.Engine.HostMovedAway(_bench.Now, Web, IpAddress.Ipv4(0x0A02_0000 + i), _bench);
        }

        Assert.Equal(0, _bench[GatewayCounter.CorrectionRefused]);
        _bench.Engine.HostMovedAway(_bench.Now, Web, IpAddress.Parse("10.1.200.1"), _bench);
        Assert.Equal(1, _bench[GatewayCounter.CorrectionRefused]);
        Assert.Equal(GatewaySettings.MaximumCorrections, _bench.Engine.WaitingCorrections);
    }

    [Fact]
    public void A_departure_from_a_segment_that_is_not_here_is_nobodys_business()
    {
        _bench.Engine.HostMovedAway(_bench.Now, new SegmentId(0xFFFF_0001), Gone4, _bench);
        Assert.Empty(Corrections);
        Assert.Equal(0, _bench.Engine.WaitingCorrections);
    }
}
