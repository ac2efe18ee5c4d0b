using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Packets between segments, and between nodes.</summary>
public sealed class RouteTests
{
    private const string Host = PlaneBench.Host;
    private const string Peer = PlaneBench.Peer;

    private readonly PlaneBench _bench = new();

    [Theory]
    [InlineData("10.1.0.11", "10.3.0.12", PlaneBench.WebMac4)]
    [InlineData("2001:db8:1::11", "2001:db8:3::12", PlaneBench.WebMac6)]
    public void A_local_host_is_reached_from_another_segment(string from, string to, string gateway)
    {
        _bench.Attach("lan", "trk1", Peer, to);
        SentByPlane sent = Assert.Single(_bench.Receive("swp1", PlaneFrames.Udp(gateway, Host, from, to)));
        Assert.Equal(("trk1", 30), (sent.Port, sent.Tag));
        Assert.Equal(Peer, PlaneFrames.DestinationOf(sent.Frame));
        Assert.Equal(_bench.BridgeMac, PlaneFrames.SourceOf(sent.Frame));
        Assert.Equal(63, from.Contains(':') ? PlaneFrames.Ipv6(sent.Frame).HopLimit : PlaneFrames.Ipv4(sent.Frame).TimeToLive);
        Assert.Equal(PlaneAction.Delivered, _bench.Step.Action);
        Assert.Equal(PlaneEntry.Binding, _bench.Step.Entry);
        Assert.Equal(IpPrefix.Host(IpAddress.Parse(to)), _bench.Step.Match);
        Assert.Equal(_bench.Segment("lan").Id, _bench.Step.Segment);
    }

    [Theory]
    [InlineData("10.1.0.11", "10.1.0.99", PlaneBench.WebMac4)]
    [InlineData("2001:db8:1::11", "2001:db8:1::99", PlaneBench.WebMac6)]
    public void A_remote_host_is_reached_by_its_group(string from, string to, string gateway)
    {
        _bench.Route($"{to}/{(to.Contains(':') ? 128 : 32)}", 7, VrfId.Default, "to-spine1");
        SentByPlane sent = Assert.Single(_bench.Receive("swp1", PlaneFrames.Udp(gateway, Host, from, to)));
        Assert.Equal(("to-spine1", 0), (sent.Port, sent.Tag));
        Assert.Equal(_bench.FarMac("to-spine1").ToString(), PlaneFrames.DestinationOf(sent.Frame));
        Assert.Equal(_bench.MacOf("to-spine1"), PlaneFrames.SourceOf(sent.Frame));
        Assert.Equal(PlaneAction.Routed, _bench.Step.Action);
        Assert.Equal(PlaneEntry.Route, _bench.Step.Entry);
        Assert.Equal(new NextHopGroupId(7), _bench.Step.Group);
        Assert.Equal(_bench.FarAddress("to-spine1"), _bench.Step.Gateway);
    }

    [Fact]
    public void A_packet_from_the_fabric_reaches_a_local_host()
    {
        _bench.Attach("web", "swp2", Peer, "10.1.0.12");
        byte[] packet = PlaneFrames.Udp(_bench.MacOf("to-spine2"), _bench.FarMac("to-spine2").ToString(), "10.9.9.9", "10.1.0.12");
        Assert.Equal("swp2", Assert.Single(_bench.Receive("to-spine2", packet)).Port);
    }

    [Fact]
    public void A_frame_to_somebody_elses_mac_is_not_routed()
    {
        _bench.Attach("web", "swp2", Peer, "10.1.0.12");
        Assert.Empty(_bench.Receive("to-spine1", PlaneFrames.Udp("02:00:00:00:77:77", Host, "10.9.9.9", "10.1.0.12")));
        Assert.Equal(PlaneDrop.NotForUs, _bench.Drop);
    }

    [Fact]
    public void Flows_spread_over_equal_paths_and_each_keeps_its_own()
    {
        _bench.Route("10.9.0.0/16", 1, VrfId.Default, "to-spine1", "to-spine2");
        int[] counts = new int[2];
        for (ushort port = 1; port <= 200; port++)
        {
            byte[] packet = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.9.0.1", sourcePort: port);
            string first = Assert.Single(_bench.Receive("swp1", packet)).Port;
            Assert.Equal(first, Assert.Single(_bench.Receive("swp1", packet)).Port);
            counts[_bench.Step.Member]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 60, 140));
    }

    [Fact]
    public void All_fragments_of_a_packet_take_one_way()
    {
        _bench.Route("10.9.0.0/16", 1, VrfId.Default, "to-spine1", "to-spine2");
        for (ushort port = 1; port <= 50; port++)
        {
            byte[] first = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", $"10.9.0.{port}", sourcePort: port, flags: Ipv4Header.MoreFragments);
            byte[] second = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", $"10.9.0.{port}", sourcePort: (ushort)(port + 777), flags: 1);
            string way = Assert.Single(_bench.Receive("swp1", first)).Port;
            Assert.Equal(way, Assert.Single(_bench.Receive("swp1", second)).Port);
        }
    }

    [Fact]
    public void A_dead_ports_next_hop_is_gone_at_once_and_back_with_a_living_daemon()
    {
        _bench.Route("10.9.0.0/16", 1, VrfId.Default, "to-spine1", "to-spine2");
        _bench.SetPort("to-spine1", up: false);
        for (ushort port = 1; port <= 50; port++)
        {
            byte[] packet = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.9.0.1", sourcePort: port);
            Assert.Equal("to-spine2", Assert.Single(_bench.Receive("swp1", packet)).Port);
            Assert.Equal(1, _bench.Step.Member);
        }

        _bench.SetPort("to-spine2", up: false);
        Assert.Equal(PlaneDrop.NoRoute, DropOf("10.9.0.1"));
        _bench.SetPort("to-spine1", up: true);
        Assert.Equal("to-spine1", PortTo("10.9.0.1"));
    }

    [Fact]
    public void Without_a_daemon_a_lost_next_hop_stays_lost()
    {
        _bench.Route("10.9.0.0/16", 1, VrfId.Default, "to-spine1", "to-spine2");
        _bench.Plane.KillDaemon(_bench.Now);
        _bench.SetPort("to-spine1", up: false);
        _bench.SetPort("to-spine1", up: true);
        for (ushort port = 1; port <= 50; port++)
        {
            byte[] packet = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.9.0.1", sourcePort: port);
            Assert.Equal("to-spine2", Assert.Single(_bench.Receive("swp1", packet)).Port);
        }
    }

    [Fact]
    public void The_longest_prefix_wins_and_a_discard_route_swallows()
    {
        _bench.Route("10.0.0.0/8", 1, VrfId.Default, "to-spine1");
        _bench.Route("10.9.0.0/16", 2, VrfId.Default, "to-spine2");
        _bench.Tables.Routes.Set(new RouteKey(VrfId.Default, IpPrefix.Parse("10.9.9.0/24")), new RouteRow(default, 0));
        _bench.Apply();
        Assert.Equal("to-spine1", PortTo("10.8.0.1"));
        Assert.Equal("to-spine2", PortTo("10.9.0.1"));
        Assert.Equal(PlaneDrop.Discarded, DropOf("10.9.9.1"));
        Assert.Equal(PlaneDrop.NoRoute, DropOf("203.0.113.1"));
    }

    [Fact]
    public void A_binding_wins_over_a_route_and_a_route_over_a_leak()
    {
        RouteKey key = new(VrfId.Default, IpPrefix.Parse("10.5.0.5/32"));
        _bench.Group(3, new VrfId(1), "to-spine2");
        _bench.Tables.Leaks.Set(key, new LeakRow(new NextHopGroupId(3), SegmentId.None, 10_100));
        _bench.Apply();
        Assert.Equal(("to-spine2", 3841, PlaneEntry.Leak), WayTo("10.5.0.5"));
        _bench.Route("10.5.0.5/32", 1, VrfId.Default, "to-spine1");
        Assert.Equal(("to-spine1", 0, PlaneEntry.Route), WayTo("10.5.0.5"));
        _bench.Attach("web", "swp2", Peer, "10.5.0.5");
        Assert.Equal(("swp2", 0, PlaneEntry.Binding), WayTo("10.5.0.5"));
    }

    [Fact]
    public void Hosts_with_one_address_stay_apart_in_their_vrfs()
    {
        VrfId red = new(1);
        _bench.Attach("web", "swp1", Host, "10.1.0.11");
        _bench.Attach("lab", "swp4", Peer, "10.1.0.11");
        string port = _bench.MacOf("to-spine1");
        byte[] packet = PlaneFrames.Udp(port, _bench.FarMac("to-spine1").ToString(), "10.9.9.9", "10.1.0.11");
        Assert.Equal("swp1", Assert.Single(_bench.Receive("to-spine1", packet)).Port);
        Assert.Equal("swp4", Assert.Single(_bench.Receive("to-spine1", packet, tag: 3841)).Port);
        Assert.Equal(red, _bench.Step.Vrf);
        foreach (int wrong in new[] { 3842, 10, 20 })
        {
            Assert.Empty(_bench.Receive("to-spine1", packet, wrong));
            Assert.Equal(PlaneDrop.UnknownVlan, _bench.Drop);
        }

        _bench.Route("10.1.0.99/32", 9, red, "to-spine1");
        string gateway = _bench.Segment("lab").Subnet.GatewayMac4.ToString();
        SentByPlane sent = Assert.Single(_bench.Receive("swp4", PlaneFrames.Udp(gateway, Peer, "10.1.0.11", "10.1.0.99")));
        Assert.Equal(("to-spine1", 3841), (sent.Port, sent.Tag));
    }

    private (string Port, int Tag, PlaneEntry Entry) WayTo(string address)
    {
        SentByPlane sent = Assert.Single(_bench.Receive("swp1", PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", address)));
        return (sent.Port, sent.Tag, _bench.Step.Entry);
    }

    private string PortTo(string address) => WayTo(address).Port;

    private PlaneDrop DropOf(string address)
    {
        _bench.Receive("swp1", PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", address));
        return _bench.Drop;
    }
}
