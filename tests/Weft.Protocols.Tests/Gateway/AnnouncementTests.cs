using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>What is sent unasked: when a port comes up, from time to time, to solicitations, and to a host that arrives.</summary>
public sealed class AnnouncementTests
{
    private const string Host = "02:00:00:00:00:0a";
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_host_port_that_comes_up_hears_of_the_gateway_in_every_form_and_again_a_second_later()
    {
        GatewayBench bench = new(portsUp: false);
        bench.SetPort("swp1", up: true);
        Assert.Equal(["ARP", "IP6 2001:db8:1::1", "IP6 fe80::1:1", "IP6 fe80::1:1"], bench.Sent.Select(Head));
        Assert.Equal(ArpPacket.Announcement(bench.Subnet("web").GatewayMac4, IpAddress.Parse("10.1.0.1")), bench.Sent[0].Arp);
        Assert.True(bench.Sent[3].IsRouterAdvertisement);
        Assert.All(bench.Sent, frame => Assert.Equal(frame.IsArp ? bench.Subnet("web").GatewayMac4 : bench.Subnet("web").GatewayMac6, frame.Source));

        bench.RunFor(GatewaySettings.AnnounceAgain - Tick);
        Assert.Equal(4, bench.Sent.Count);
        bench.RunFor(Tick);
        Assert.Equal(["ARP", "IP6 2001:db8:1::1", "IP6 fe80::1:1"], bench.Sent.Skip(4).Select(Head));
    }

    [Fact]
    public void A_port_that_stays_up_is_not_announced_to_again_and_one_that_flaps_is()
    {
        GatewayBench bench = new();
        bench.SetPort("swp1", up: true);
        Assert.Empty(bench.Sent);
        bench.SetPort("swp1", up: false);
        bench.SetPort("swp1", up: true);
        Assert.Equal(4, bench.Sent.Count);
    }

    [Fact]
    public void The_virtual_MAC_is_pinned_to_host_ports_by_an_announcement_a_minute()
    {
        GatewayBench bench = new();
        bench.RunFor(TimeSpan.FromMinutes(10));
        int announcements = bench.Sent.Count(frame => frame.Port == "swp1" && frame.IsArp);
        Assert.InRange(announcements, 10, 14);
        Assert.DoesNotContain(bench.Sent, frame => frame.Port == bench.PeerPort && frame.IsArp);
    }

    [Fact]
    public void Nothing_but_vrrp_is_ever_sent_to_other_switches_unasked_and_never_from_the_virtual_MAC()
    {
        GatewayBench bench = new(portsUp: false);
        foreach (PortPlan port in bench.Plan.Ports)
        {
            bench.SetPort(port.Name, up: true);
        }

        bench.RunFor(TimeSpan.FromMinutes(5));
        bench.Engine.HostMovedAway(bench.Now, bench.Segment("storage").Id, IpAddress.Parse("10.3.0.11"), bench);
        List<SentFrame> toPeers = bench.Sent.Where(frame => frame.Port == bench.PeerPort).ToList();
        Assert.NotEmpty(toPeers);
        Assert.All(toPeers, frame => Assert.False(frame.Source.IsVirtualRouter, frame.ToString()));
        Assert.All(toPeers, frame => Assert.True(frame.IsVrrp || frame.IsArp, frame.ToString()));
        Assert.DoesNotContain(bench.Sent, frame => bench.Plan.FindPort(frame.Port)!.Kind == PortKind.Fabric);
    }

    [Fact]
    public void Router_advertisements_come_from_the_shared_address_and_send_hosts_of_split_subnets_to_the_gateway()
    {
        GatewayBench bench = new(portsUp: false);
        bench.SetPort("swp1", up: true);
        Assert.Equal(
            "IP6 fe80::1:1 > ff02::1, hlim 255, next-header 58, length 56: ICMP6, router advertisement, hop limit 64, lifetime 1800s, "
            + "source link-address 00:00:5e:00:02:01, prefix 2001:db8:1::/64 [Autonomous] valid 2592000 preferred 604800",
            bench.Sent.Single(static frame => frame.IsRouterAdvertisement).Text);
        bench.SetPort("swp4", up: true);
        Assert.Contains("prefix 2001:db8:3::/64 [Autonomous, OnLink]", bench.Sent.Last(static frame => frame.IsRouterAdvertisement).Text);
    }

    [Fact]
    public void Router_advertisements_are_frequent_at_first_and_then_keep_the_configured_interval()
    {
        GatewayBench bench = new(portsUp: false);
        bench.SetPort("swp1", up: true);
        bench.RunFor(TimeSpan.FromHours(1));
        List<TimeSpan> gaps = [];
        List<SentFrame> advertisements = bench.Sent.Where(static frame => frame.IsRouterAdvertisement).ToList();
        for (int i = 1; i < advertisements.Count; i++)
        {
            gaps.Add(advertisements[i].At - advertisements[i - 1].At);
        }

        Assert.All(gaps.Take(2), static gap => Assert.InRange(gap, GatewaySettings.InitialAdvertisementInterval * 3 / 4, GatewaySettings.InitialAdvertisementInterval));
        TimeSpan interval = bench.Fabric.Timers.RouterAdvertisementInterval;
        Assert.All(gaps.Skip(2), gap => Assert.InRange(gap, interval * 3 / 4, interval));
        Assert.True(interval * 3 < TimeSpan.FromSeconds(GatewaySettings.RouterLifetimeSeconds), "a host loses its router after three lost advertisements");
    }

    [Fact]
    public void A_solicitation_with_an_address_is_answered_at_once_to_the_asker_alone()
    {
        GatewayBench bench = new();
        SentFrame answer = Assert.Single(bench.SolicitRouter("swp1", Host, "fe80::a"));
        Assert.True(answer.IsRouterAdvertisement);
        Assert.Equal(("swp1", MacAddress.Parse(Host)), (answer.Port, answer.Destination));
        Assert.StartsWith("IP6 fe80::1:1 > fe80::a,", answer.Text);
    }

    [Fact]
    public void A_solicitation_from_the_unspecified_address_is_answered_to_all_nodes_but_not_more_often_than_every_three_seconds()
    {
        GatewayBench bench = new();
        Assert.Equal("33:33:00:00:00:01", Assert.Single(bench.SolicitRouter("swp1", Host, "::")).Destination.ToString());
        Assert.Empty(bench.SolicitRouter("swp1", Host, "::"));
        bench.RunFor(GatewaySettings.AdvertisementSpacing - Tick);
        Assert.Single(bench.Sent, static frame => frame.IsRouterAdvertisement);
        bench.RunFor(Tick);
        Assert.Equal(2, bench.Sent.Count(static frame => frame.IsRouterAdvertisement));
    }

    [Fact]
    public void A_storm_of_solicitations_is_answered_up_to_the_budget()
    {
        GatewayBench bench = new();
        for (int i = 0; i < GatewaySettings.RefreshBurst; i++)
        {
            Assert.Single(bench.SolicitRouter("swp1", Host, "fe80::a"));
        }

        Assert.Empty(bench.SolicitRouter("swp1", Host, "fe80::a"));
        Assert.Single(bench.SolicitRouter("swp2", Host, "fe80::a"));
        TimeSpan refill = TimeSpan.FromSeconds(1.0 / GatewaySettings.RefreshesPerSecond);
        bench.RunFor(refill - Tick);
        Assert.Empty(bench.SolicitRouter("swp1", Host, "fe80::a"));
        bench.RunFor(Tick);
        Assert.Single(bench.SolicitRouter("swp1", Host, "fe80::a"));
        Assert.Equal(2, bench[GatewayCounter.RateLimited]);
    }

    [Fact]
    public void A_subnet_without_IPv6_has_no_router_advertisements()
    {
        GatewayBench bench = new();
        Assert.Empty(bench.SolicitRouter("swp6", Host, "fe80::a"));
        Assert.Empty(bench.SolicitRouter("swp5", Host, "fe80::a", bench.Subnet("visitors").Vlan));
        bench.RunFor(TimeSpan.FromMinutes(10));
        Assert.DoesNotContain(bench.Sent, static frame => frame.Port == "swp6" && frame.IsRouterAdvertisement);
    }

    [Fact]
    public void A_host_that_arrives_is_told_alone_where_its_gateway_is()
    {
        GatewayBench bench = new();
        SegmentId web = bench.Segment("web").Id;
        bench.Engine.HostArrived(bench.Now, bench.Index("swp1"), default, web, IpAddress.Parse("10.1.0.11"), MacAddress.Parse(Host), bench);
        SentFrame arp = Assert.Single(bench.Sent);
        Assert.Equal((MacAddress.Parse(Host), ArpPacket.Announcement(bench.Subnet("web").GatewayMac4, IpAddress.Parse("10.1.0.1"))), (arp.Destination, arp.Arp));

        bench.Sent.Clear();
        bench.Engine.HostArrived(bench.Now, bench.Index("swp1"), default, web, IpAddress.Parse("2001:db8:1::11"), MacAddress.Parse(Host), bench);
        Assert.Equal(["IP6 2001:db8:1::1 > 2001:db8:1::11", "IP6 fe80::1:1 > 2001:db8:1::11", "IP6 fe80::1:1 > 2001:db8:1::11"],
            bench.Sent.Select(static frame => frame.Text.Split(", ")[0]));
        Assert.All(bench.Sent, static frame => Assert.Equal(MacAddress.Parse(Host), frame.Destination));
        Assert.Contains("flags [Override, Router]", bench.Sent[0].Text);
        Assert.True(bench.Sent[2].IsRouterAdvertisement);
    }

    [Fact]
    public void Shutting_down_never_takes_the_router_from_the_hosts_of_other_leaves()
    {
        GatewayBench bench = new();
        bench.Engine.Shutdown(bench);
        Assert.All(bench.Sent, static frame => Assert.True(frame.IsVrrp, frame.ToString()));
        Assert.Single(bench.Ask("swp1", Host, "10.1.0.11", "10.1.0.1"));
    }

    [Fact]
    public void The_same_seed_and_inputs_give_the_same_frames()
    {
        List<string> Run(ulong seed)
        {
            GatewayBench bench = new(portsUp: false, seed: seed);
            foreach (PortPlan port in bench.Plan.Ports)
            {
                bench.SetPort(port.Name, up: true);
            }

            bench.RunFor(TimeSpan.FromMinutes(7));
            return bench.Sent.ConvertAll(static frame => frame.ToString());
        }

        Assert.Equal(Run(7), Run(7));
        Assert.NotEqual(Run(7), Run(8));
    }

    private static string Head(SentFrame frame) => frame.IsArp ? "ARP" : frame.Text.Split(" > ")[0];
}
