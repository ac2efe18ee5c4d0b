using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Testing;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>VRRP on the bridged segments of the bench: storage with version 3 in both families, tape with version 2.</summary>
public sealed class VrrpTests
{
    private const string Keepalived = "02:00:00:00:0b:01";
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void The_first_leaf_of_a_segment_becomes_master_after_listening_and_advertises_every_second()
    {
        GatewayBench bench = new(portsUp: false);
        bench.SetPort("swp4", up: true);
        bench.Sent.Clear();
        SegmentId storage = bench.Segment("storage").Id;
        TimeSpan masterDown = TimeSpan.FromSeconds(3 + ((256 - GatewaySettings.VrrpFirstPriority) / 256.0));
        bench.RunFor(masterDown - Tick);
        Assert.Equal(VirtualRouterState.Backup, bench.Engine.RouterState(storage, AddressFamily.Ipv4));
        Assert.DoesNotContain(bench.Sent, static frame => frame.IsVrrp);
        bench.RunFor(Tick);
        Assert.Equal(VirtualRouterState.Master, bench.Engine.RouterState(storage, AddressFamily.Ipv4));
        Assert.Equal(VirtualRouterState.Master, bench.Engine.RouterState(storage, AddressFamily.Ipv6));
        Assert.Equal(
            ["VRRPv3, vrid 3, prio 200, intvl 100cs, addrs 10.3.0.1", "VRRPv3, vrid 3, prio 200, intvl 100cs, addrs fe80::1:3 2001:db8:3::1"],
            bench.Sent.Where(static frame => frame.IsVrrp).Select(static frame => frame.Text.Split(": ", 2)[1]));
        bench.Sent.Clear();
        bench.RunFor(TimeSpan.FromSeconds(10));
        Assert.Equal(20, bench.Sent.Count(static frame => frame.IsVrrp));
    }

    [Fact]
    public void Advertisements_come_from_the_virtual_MAC_on_host_ports_and_from_the_ports_own_on_the_way_to_other_switches()
    {
        GatewayBench bench = new();
        bench.RunFor(TimeSpan.FromSeconds(1));
        SentFrame toHosts = bench.Sent.First(static frame => frame.IsVrrp && frame.Port == "swp4");
        SentFrame toPeer = bench.Sent.First(frame => frame.IsVrrp && frame.Port == bench.PeerPort);
        Assert.Equal(bench.Subnet("storage").GatewayMac4, toHosts.Source);
        Assert.Equal(GatewayBench.PortMac(bench.Index(bench.PeerPort)), toPeer.Source);
        Assert.Contains($"IP {bench.Plan.Node.Loopback4} > 224.0.0.18, ttl 255", toHosts.Text);
    }

    [Fact]
    public void The_leaves_of_a_segment_elect_one_and_the_second_takes_over_when_the_first_is_silent()
    {
        GatewayBench first = new("leaf1", portsUp: false);
        GatewayBench second = new("leaf2", portsUp: false);
        SegmentId storage = first.Segment("storage").Id;
        foreach (GatewayBench bench in new[] { first, second })
        {
            bench.SetPort("swp4", up: true);
            bench.SetPort(bench.PeerPort, up: true);
        }

        RunTogether(first, second, TimeSpan.FromSeconds(30));
        Assert.Equal(VirtualRouterState.Master, first.Engine.RouterState(storage, AddressFamily.Ipv4));
        Assert.Equal(VirtualRouterState.Backup, second.Engine.RouterState(storage, AddressFamily.Ipv4));
        Assert.Equal(VirtualRouterState.Backup, second.Engine.RouterState(storage, AddressFamily.Ipv6));

        second.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(VirtualRouterState.Master, second.Engine.RouterState(storage, AddressFamily.Ipv4));
    }

    [Fact]
    public void A_drained_master_gives_way_to_the_other_leaf_goes_on_alone_and_comes_back()
    {
        GatewayBench first = new("leaf1", portsUp: false);
        GatewayBench second = new("leaf2", portsUp: false);
        SegmentId storage = first.Segment("storage").Id;
        foreach (GatewayBench bench in new[] { first, second })
        {
            bench.SetPort("swp4", up: true);
            bench.SetPort(bench.PeerPort, up: true);
        }

        RunTogether(first, second, TimeSpan.FromSeconds(30));
        first.Engine.SetDrained(true);
        RunTogether(first, second, TimeSpan.FromSeconds(6));
        Assert.Equal(VirtualRouterState.Backup, first.Engine.RouterState(storage, AddressFamily.Ipv4));
        Assert.Equal(VirtualRouterState.Master, second.Engine.RouterState(storage, AddressFamily.Ipv6));

        first.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal(VirtualRouterState.Master, first.Engine.RouterState(storage, AddressFamily.Ipv4));
        Assert.Contains(first.Sent, static frame => frame.IsVrrp && frame.Text.Contains("prio 1,", StringComparison.Ordinal));
        first.Engine.SetDrained(false);
        RunTogether(first, second, TimeSpan.FromSeconds(6));
        Assert.Equal(VirtualRouterState.Master, first.Engine.RouterState(storage, AddressFamily.Ipv4));
    }

    [Fact]
    public void Case33_Losing_the_election_changes_nothing_for_hosts()
    {
        GatewayBench bench = new();
        SegmentId storage = bench.Segment("storage").Id;
        VrrpAdvertisement better = new(3, bench.Subnet("storage").Vrid, 250, 100);
        bench.Advertise("swp4", Keepalived, "10.3.0.251", better, ["10.3.0.1"]);
        Assert.Equal(VirtualRouterState.Backup, bench.Engine.RouterState(storage, AddressFamily.Ipv4));
        Assert.Contains(new VirtualRouterChanged("vlan30", AddressFamily.Ipv4, 3, VirtualRouterState.Backup), bench.Events);

        bench.Sent.Clear();
        Assert.Single(bench.Ask("swp4", "02:00:00:00:00:0a", "10.3.0.11", "10.3.0.1"));
        Assert.Single(bench.SolicitRouter("swp4", "02:00:00:00:00:0a", "fe80::a"));
        bench.Hosts.Put("10.3.0.13", HostPlace.Remote, "02:00:00:00:00:0b");
        Assert.Single(bench.Ask("swp4", "02:00:00:00:00:0a", "10.3.0.11", "10.3.0.13"));
        bench.RunFor(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(bench.Sent, static frame => frame.IsVrrp && frame.Text.Contains("10.3.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_router_of_lower_priority_is_overruled_and_a_master_that_leaves_is_succeeded_at_once()
    {
        GatewayBench bench = new();
        SegmentId storage = bench.Segment("storage").Id;
        byte vrid = bench.Subnet("storage").Vrid;
        bench.Advertise("swp4", Keepalived, "10.3.0.251", new VrrpAdvertisement(3, vrid, 100, 100), ["10.3.0.1"]);
        Assert.Equal(VirtualRouterState.Master, bench.Engine.RouterState(storage, AddressFamily.Ipv4));

        SentFrame[] answers = [.. bench.Advertise("swp4", Keepalived, "10.3.0.251", new VrrpAdvertisement(3, vrid, 0, 100), ["10.3.0.1"])];
        Assert.Equal(["swp4", bench.PeerPort], answers.Select(static frame => frame.Port));
    }

    [Fact]
    public void A_foreign_master_may_use_the_virtual_MAC_as_its_source()
    {
        GatewayBench bench = new();
        Subnet storage = bench.Subnet("storage");
        bench.Advertise("swp4", storage.GatewayMac4.ToString(), "10.3.0.251", new VrrpAdvertisement(3, storage.Vrid, 250, 100), ["10.3.0.1"]);
        Assert.Equal(VirtualRouterState.Backup, bench.Engine.RouterState(bench.Segment("storage").Id, AddressFamily.Ipv4));
        bench.Ask("swp4", storage.GatewayMac4.ToString(), "10.3.0.1", "10.3.0.1");
        Assert.Equal(1, bench[GatewayCounter.GatewayMacSpoofed]);
        Assert.DoesNotContain(bench.Events, static happened => happened is GatewayImpersonated);
    }

    [Fact]
    public void Advertisements_that_do_not_count_are_counted_by_reason()
    {
        GatewayBench bench = new();
        byte vrid = bench.Subnet("storage").Vrid;
        VrrpAdvertisement good = new(3, vrid, 250, 100);
        bench.Advertise("swp4", Keepalived, "10.3.0.251", good with { VirtualRouterId = 99 }, ["10.3.0.1"]);
        bench.Advertise("swp4", Keepalived, "10.3.0.251", good with { Version = 2 }, ["10.3.0.1"]);
        bench.Advertise("swp1", Keepalived, "10.1.0.251", good, ["10.1.0.1"]);
        bench.Advertise("swp6", Keepalived, "10.31.0.251", new VrrpAdvertisement(2, bench.Subnet("tape").Vrid, 250, 200), ["10.31.0.1"]);
        Assert.Equal((2, 1, 1),
            (bench[GatewayCounter.VrrpOtherRouter], bench[GatewayCounter.VrrpOtherVersion], bench[GatewayCounter.VrrpOtherInterval]));

        byte[] frame = new byte[FrameWriter.MaximumLength];
        int length = FrameWriter.Vrrp(frame, MacAddress.Parse(Keepalived), IpAddress.Parse("fe80::251"), good, [IpAddress.Parse("fe80::1:3")]);
        frame[21] = 254;
        bench.Receive("swp4", frame.AsSpan(0, length));
        frame[21] = 255;
        frame[60] ^= 1;
        bench.Receive("swp4", frame.AsSpan(0, length));
        Assert.Equal((1, 1), (bench[GatewayCounter.VrrpHopLimit], bench.Engine.VrrpFaults[VrrpFault.Checksum]));
        Assert.Equal(0, bench[GatewayCounter.VrrpReceived]);
        Assert.Equal(VirtualRouterState.Master, bench.Engine.RouterState(bench.Segment("storage").Id, AddressFamily.Ipv4));

        bench.Advertise("swp4", Keepalived, "10.3.0.251", good, ["10.3.0.9"]);
        Assert.Equal((1, 1), (bench[GatewayCounter.VrrpOtherAddresses], bench[GatewayCounter.VrrpReceived]));
    }

    [Fact]
    public void Version_2_is_spoken_where_asked_for()
    {
        GatewayBench bench = new();
        bench.RunFor(TimeSpan.FromSeconds(1));
        SentFrame frame = bench.Sent.First(static frame => frame.IsVrrp && frame.Port == "swp6");
        Assert.EndsWith("VRRPv2, vrid 4, prio 200, intvl 100cs, addrs 10.31.0.1", frame.Text);
    }

    [Theory]
    [InlineData("vrrp-v3-ipv4-failover", "swp7", AddressFamily.Ipv4)]
    [InlineData("vrrp-v3-ipv6-failover", "swp7", AddressFamily.Ipv6)]
    [InlineData("vrrp-v2-ipv4-failover", "swp8", AddressFamily.Ipv4)]
    [InlineData("vrrp-v2-ipv4-vmac-source", "swp8", AddressFamily.Ipv4)]
    public void Advertisements_of_keepalived_count_and_its_leaving_is_answered_at_once(string capture, string port, AddressFamily family)
    {
        GatewayBench bench = new();
        SegmentId segment = bench.Segment(port == "swp7" ? "kept" : "kept2").Id;
        int leaving = 0;
        foreach (CapturedFrame captured in Captures.Read(capture))
        {
            string text = FramePrinter.Print(captured.Octets);
            if (text.Contains("VRRP", StringComparison.Ordinal))
            {
                bool isLeaving = text.Contains("prio 0,", StringComparison.Ordinal);
                leaving += isLeaving ? 1 : 0;
                Assert.Equal(isLeaving ? 1 : 0, bench.Receive(port, captured.Octets).Count);
            }
        }

        Assert.True(leaving > 0);
        Assert.True(bench[GatewayCounter.VrrpReceived] > leaving);
        Assert.Equal(0, bench[GatewayCounter.MalformedVrrp] + bench[GatewayCounter.VrrpOtherRouter] + bench[GatewayCounter.VrrpOtherVersion]);
        Assert.Equal(VirtualRouterState.Master, bench.Engine.RouterState(segment, family));
    }

    [Fact]
    public void An_advertisement_with_authentication_is_not_believed()
    {
        GatewayBench bench = new();
        byte[] frame = Captures.Read("vrrp-v2-auth-pass").Select(static frame => frame.Octets)
            .First(static octets => FramePrinter.Print(octets).Contains("prio 255", StringComparison.Ordinal));
        bench.Receive("swp8", frame);
        Assert.Equal((1, 0), (bench[GatewayCounter.VrrpAuthenticated], bench[GatewayCounter.VrrpReceived]));
    }

    [Fact]
    public void A_master_that_shuts_down_says_so()
    {
        GatewayBench bench = new();
        bench.Engine.Shutdown(bench);
        Assert.Equal(9, bench.Sent.Count);
        Assert.All(bench.Sent, static frame => Assert.Contains("prio 0", frame.Text));
    }

    [Fact]
    public void Subnets_that_ask_for_nothing_get_no_advertisement()
    {
        GatewayBench bench = new();
        bench.RunFor(TimeSpan.FromSeconds(30));
        Assert.DoesNotContain(bench.Sent, static frame => frame.IsVrrp && frame.Port is "swp1" or "swp3");
        Assert.Equal(VirtualRouterState.Initialize, bench.Engine.RouterState(bench.Segment("web").Id, AddressFamily.Ipv4));
    }

    /// <summary>Runs two leaves side by side and carries VRRP over the cable between them.</summary>
    private static void RunTogether(GatewayBench left, GatewayBench right, TimeSpan duration)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(10);
        for (TimeSpan done = default; done < duration; done += step)
        {
            (int leftBefore, int rightBefore) = (left.Sent.Count, right.Sent.Count);
            left.RunFor(step);
            right.RunFor(step);
            Carry(left, right, leftBefore);
            Carry(right, left, rightBefore);
        }
    }

    private static void Carry(GatewayBench from, GatewayBench to, int before)
    {
        foreach (SentFrame frame in from.Sent.Skip(before).Where(frame => frame.Port == from.PeerPort).ToList())
        {
            to.Receive(to.PeerPort, frame.Octets, frame.Tag);
        }
    }
}
