using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Every rule of the packet filter at the ports of segments.</summary>
public sealed class FilterTests
{
    private const string Host = PlaneBench.Host;
    private const string Peer = PlaneBench.Peer;
    private const string Everybody = PlaneFrames.Broadcast;
    private const string AllNodes = "33:33:00:00:00:01";
    private const string Mac4 = PlaneBench.WebMac4;
    private const string Mac6 = PlaneBench.WebMac6;
    private const string LanMac4 = "00:00:5e:00:01:03";
    private const string LanMac6 = "00:00:5e:00:02:03";

    private readonly PlaneBench _bench = new();

    public static TheoryData<string, PlaneDrop, byte[]> RefusedFromHosts => new()
    {
        { "ARP from the gateway's MAC", PlaneDrop.GatewayMacSpoofed, PlaneFrames.Arp(Everybody, Mac4, ArpOperation.Request, Mac4, "10.1.0.66", "10.1.0.67") },
        { "data from the gateway's IPv4 MAC", PlaneDrop.GatewayMacSpoofed, PlaneFrames.Udp(Everybody, Mac4, "10.1.0.66", "10.1.0.255") },
        { "data from the gateway's IPv6 MAC", PlaneDrop.GatewayMacSpoofed, PlaneFrames.Udp(AllNodes, Mac6, "2001:db8:1::66", "ff02::1") },
        { "data from a foreign subnet's gateway MAC", PlaneDrop.GatewayMacSpoofed, PlaneFrames.Udp(Everybody, "00:00:5e:00:01:02", "10.1.0.66", "10.1.0.255") },
        { "ND from the gateway's MAC", PlaneDrop.GatewayMacSpoofed, Advertisement(Mac6, "fe80::66") },
        { "RARP from the gateway's MAC", PlaneDrop.GatewayMacSpoofed, PlaneFrames.Ethernet(Everybody, Mac4, 0x8035, 0, 1, 8, 0, 6, 4, 0, 3) },
        { "ARP with the gateway's MAC inside", PlaneDrop.GatewayMacSpoofed, PlaneFrames.Arp(Everybody, Host, ArpOperation.Reply, Mac4, "10.1.0.66", "10.1.0.12") },
        { "ARP reply for the gateway", PlaneDrop.GatewayAddressClaimed, PlaneFrames.Arp(Everybody, Host, ArpOperation.Reply, Host, "10.1.0.1", "10.1.0.12") },
        { "ARP announcement of the gateway", PlaneDrop.GatewayAddressClaimed, PlaneFrames.ArpRequest(Host, "10.1.0.1", "10.1.0.1") },
        { "another subnet's gateway in ARP", PlaneDrop.GatewayAddressClaimed, PlaneFrames.Arp(Everybody, Host, ArpOperation.Reply, Host, "10.2.0.1", "10.1.0.12") },
        { "data from the gateway's address", PlaneDrop.GatewayAddressClaimed, PlaneFrames.Udp(Everybody, Host, "10.1.0.1", "10.1.0.255") },
        { "data from the gateway's IPv6 address", PlaneDrop.GatewayAddressClaimed, PlaneFrames.Udp(AllNodes, Host, "2001:db8:1::1", "ff02::1") },
        { "ping from the gateway's IPv6 address", PlaneDrop.GatewayAddressClaimed, PlaneFrames.Echo(AllNodes, Host, "2001:db8:1::1", "ff02::1") },
        { "advertisement of the gateway", PlaneDrop.GatewayAddressClaimed, Advertisement(Host, "2001:db8:1::1") },
        { "advertisement of its link-local address", PlaneDrop.GatewayAddressClaimed, Advertisement(Host, "fe80::1:1") },
    };

    public static TheoryData<string, byte[]> AllowedFromHosts => new()
    {
        { "ARP request for a neighbour", PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.12") },
        { "ARP request for the gateway", PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.1") },
        { "ARP probe", PlaneFrames.ArpRequest(Host, "0.0.0.0", "10.1.0.11") },
        { "RARP", PlaneFrames.Ethernet(Everybody, Host, 0x8035, 0, 1, 8, 0, 6, 4, 0, 3) },
        { "broadcast data", PlaneFrames.Udp(Everybody, Host, "10.1.0.11", "10.1.0.255") },
        { "DHCP", PlaneFrames.Udp(Everybody, Host, "0.0.0.0", "255.255.255.255", port: 67) },
        { "multicast data", PlaneFrames.Udp(AllNodes, Host, "2001:db8:1::11", "ff02::1") },
        { "advertisement of itself", Advertisement(Host, "2001:db8:1::11") },
        { "question for the gateway", PlaneFrames.Neighbor("33:33:ff:00:00:01", Host, "fe80::11", "ff02::1:ff00:1", Icmpv6Type.NeighborSolicitation, "2001:db8:1::1") },
        { "a guest's own VRRP", PlaneFrames.Ip("01:00:5e:00:00:12", "00:00:5e:00:01:63", "10.1.0.11", "224.0.0.18", IpProtocol.Vrrp, [0x31]) },
        { "link-local data to an unknown MAC", PlaneFrames.Udp(Peer, Host, "fe80::11", "fe80::22") },
        { "IPv4 link-local data to an unknown MAC", PlaneFrames.Udp(Peer, Host, "169.254.0.1", "169.254.0.2") },
        { "something else to an unknown MAC", PlaneFrames.Ethernet(Peer, Host, 0x88B5, 1, 2, 3) },
        { "a damaged ARP packet", PlaneFrames.Ethernet(Peer, Host, 0x0806, 1, 2, 3) },
    };

    public static TheoryData<string, byte[]> RefusedBetweenSwitches => new()
    {
        { "to the gateway's MAC", PlaneFrames.Udp(LanMac4, Host, "10.3.0.11", "10.9.9.9") },
        { "from the gateway's MAC", PlaneFrames.Udp(Everybody, LanMac4, "10.3.0.11", "10.3.0.255") },
        { "from the gateway's IPv6 MAC", PlaneFrames.Udp(AllNodes, LanMac6, "fe80::9", "ff02::1") },
        { "ARP for the gateway", PlaneFrames.ArpRequest(Host, "10.3.0.11", "10.3.0.1") },
        { "ARP of the gateway", PlaneFrames.Arp(Everybody, Host, ArpOperation.Reply, Host, "10.3.0.1", "10.3.0.11") },
        { "solicitation of the gateway", PlaneFrames.Neighbor("33:33:ff:00:00:01", Host, "fe80::11", "ff02::1:ff00:1", Icmpv6Type.NeighborSolicitation, "2001:db8:3::1") },
        { "advertisement of the gateway", Advertisement(Host, "fe80::1:3") },
    };

    public static TheoryData<string, byte[]> AllowedBetweenSwitches => new()
    {
        { "VRRP from the virtual MAC", PlaneFrames.Ip("01:00:5e:00:00:12", LanMac4, "10.3.0.2", "224.0.0.18", IpProtocol.Vrrp, [0x31]) },
        { "VRRP over IPv6 from the virtual MAC", PlaneFrames.Ip("33:33:00:00:00:12", LanMac6, "fe80::2", "ff02::12", IpProtocol.Vrrp, [0x31]) },
        { "ARP between hosts", PlaneFrames.ArpRequest(Host, "10.3.0.11", "10.3.0.12") },
        { "data between hosts", PlaneFrames.Udp(Peer, Host, "10.3.0.11", "10.3.0.12") },
        { "solicitation of a host", PlaneFrames.Neighbor("33:33:ff:00:00:12", Host, "fe80::11", "ff02::1:ff00:12", Icmpv6Type.NeighborSolicitation, "2001:db8:3::12") },
    };

    [Theory]
    [MemberData(nameof(RefusedFromHosts))]
    public void Hosts_cannot_pose_as_the_gateway(string what, PlaneDrop reason, byte[] frame)
    {
        Assert.Empty(_bench.Receive("swp1", frame));
        Assert.Equal(reason, _bench.Drop);
        Assert.Equal(1, _bench.Plane.Counters.Count(reason));
        Assert.Empty(_bench.Reported);
        Assert.Empty(_bench.Plane.Macs);
        Assert.NotEmpty(what);
    }

    [Theory]
    [MemberData(nameof(RefusedFromHosts))]
    public void Nor_can_hosts_behind_a_trunk(string what, PlaneDrop reason, byte[] frame)
    {
        Assert.Empty(_bench.Receive("trk1", frame, tag: 10));
        Assert.Equal(reason, _bench.Drop);
        Assert.NotEmpty(what);
    }

    [Theory]
    [MemberData(nameof(AllowedFromHosts))]
    public void What_hosts_may_say_is_bridged(string what, byte[] frame)
    {
        Assert.Contains(_bench.Receive("swp1", frame), sent => sent.Port == "swp2" && sent.Frame.AsSpan().SequenceEqual(frame));
        Assert.NotEmpty(what);
    }

    [Theory]
    [MemberData(nameof(RefusedBetweenSwitches))]
    public void The_gateway_is_not_heard_from_another_switch(string what, byte[] frame)
    {
        Assert.Empty(_bench.Receive("isw1", frame));
        Assert.Equal(PlaneDrop.GatewayKeptLocal, _bench.Drop);
        Assert.NotEmpty(what);
    }

    [Theory]
    [MemberData(nameof(AllowedBetweenSwitches))]
    public void Hosts_and_vrrp_cross_between_switches(string what, byte[] frame)
    {
        Assert.Contains(_bench.Receive("isw1", frame), sent => sent.Port == "swp3");
        Assert.NotEmpty(what);
    }

    [Theory]
    [MemberData(nameof(RefusedBetweenSwitches))]
    public void Questions_for_the_gateway_do_not_leave_the_leaf(string what, byte[] frame)
    {
        Assert.DoesNotContain(_bench.Receive("swp3", frame), sent => sent.Port == "isw1");
        Assert.NotEmpty(what);
    }

    [Fact]
    public void A_gateway_question_alone_on_its_leaf_is_kept()
    {
        _bench.SetPort("trk1", up: false);
        Assert.Empty(_bench.Receive("swp3", PlaneFrames.ArpRequest(Host, "10.3.0.11", "10.3.0.1")));
        Assert.Equal(PlaneAction.Consumed, _bench.Step.Action);
    }

    [Fact]
    public void A_bridged_segment_bridges_what_it_does_not_know()
    {
        Assert.NotEmpty(_bench.Receive("swp3", PlaneFrames.Udp(Peer, Host, "10.3.0.11", "10.3.0.12")));
        Assert.Equal(PlaneAction.Flooded, _bench.Step.Action);
        Assert.Equal(0, _bench.Plane.Counters.RoutedInsteadOfBridged);
    }

    [Theory]
    [InlineData("swp1", 0)]
    [InlineData("trk1", 10)]
    public void A_routed_segment_routes_what_it_does_not_know(string port, int tag)
    {
        _bench.Attach("lan", "swp3", Peer, "10.1.0.50", "2001:db8:1::50");
        foreach ((string from, string to) in new[] { ("10.1.0.11", "10.1.0.50"), ("2001:db8:1::11", "2001:db8:1::50") })
        {
            Assert.Equal("swp3", Assert.Single(_bench.Receive(port, PlaneFrames.Udp(Peer, Host, from, to), tag)).Port);
            Assert.Equal("swp3", Assert.Single(_bench.Receive(port, PlaneFrames.Echo(Peer, Host, from, to), tag)).Port);
        }

        Assert.Equal(4, _bench.Plane.Counters.RoutedInsteadOfBridged);
    }

    [Fact]
    public void A_mac_that_the_bridge_only_learned_is_not_on_the_segment_for_packets()
    {
        _bench.Receive("swp2", PlaneFrames.ArpRequest(Peer, "10.1.0.12", "10.1.0.11"));
        _bench.Attach("lan", "swp3", Peer, "10.1.0.12");
        Assert.Equal("swp3", Assert.Single(_bench.Receive("swp1", PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12"))).Port);
        Assert.Equal("swp2", Assert.Single(_bench.Receive("swp1", PlaneFrames.Ethernet(Peer, Host, 0x88B5, 1))).Port);
    }

    [Fact]
    public void A_mac_that_is_on_the_segment_is_bridged()
    {
        _bench.Attach("web", "swp2", Peer);
        Assert.Equal("swp2", Assert.Single(_bench.Receive("swp1", PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12"))).Port);
        _bench.Tables.AttachedMacs.Remove(new AttachedMacKey(_bench.Segment("web").Id, MacAddress.Parse(Peer)));
        _bench.Apply();
        _bench.Receive("swp1", PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12"));
        Assert.Equal(1, _bench.Plane.Counters.RoutedInsteadOfBridged);
    }

    [Fact]
    public void Neighbour_discovery_is_never_routed()
    {
        _bench.Attach("lan", "swp3", Peer, "2001:db8:1::50");
        foreach (Icmpv6Type type in new[] { Icmpv6Type.NeighborSolicitation, Icmpv6Type.NeighborAdvertisement })
        {
            byte[] frame = PlaneFrames.Neighbor(Peer, Host, "2001:db8:1::22", "2001:db8:1::50", type, "2001:db8:1::50");
            Assert.Contains(_bench.Receive("swp1", frame), sent => sent.Port == "trk1");
        }

        Assert.Equal(0, _bench.Plane.Counters.RoutedInsteadOfBridged);
    }

    [Theory]
    [InlineData("swp1", "00:00:5e:00:02:01", "10.1.0.11")]
    [InlineData("swp1", "00:00:5e:00:01:02", "10.1.0.11")]
    [InlineData("swp1", null, "10.1.0.11")]
    [InlineData("swp3", "00:00:5e:00:02:03", "10.3.0.11")]
    [InlineData("swp3", null, "10.3.0.11")]
    public void Every_mac_of_the_node_routes(string port, string? mac, string from)
    {
        _bench.Attach("lan", "trk1", Peer, "10.3.0.12");
        Assert.Equal("trk1", Assert.Single(_bench.Receive(port, PlaneFrames.Udp(mac ?? _bench.BridgeMac, Host, from, "10.3.0.12"))).Port);
    }

    [Fact]
    public void A_ports_own_mac_routes_at_that_port_alone()
    {
        _bench.Attach("web", "swp1", Peer, "10.1.0.12");
        Assert.Equal("swp1", Assert.Single(_bench.Receive("swp3", PlaneFrames.Udp(_bench.MacOf("swp3"), Host, "10.3.0.11", "10.1.0.12"))).Port);
        Assert.Empty(_bench.Receive("swp3", PlaneFrames.Udp(_bench.MacOf("trk1"), Host, "10.3.0.11", "10.1.0.12")));
        Assert.Equal(PlaneDrop.NotForUs, _bench.Drop);
    }

    [Fact]
    public void A_foreign_hosts_gateway_answers_to_its_own_mac()
    {
        _bench.Attach("web", "swp2", Peer, "10.2.0.50");
        _bench.Attach("web", "swp1", Host, "10.1.0.11");
        Assert.Equal("swp1", Assert.Single(_bench.Receive("swp2", PlaneFrames.Udp("00:00:5e:00:01:02", Peer, "10.2.0.50", "10.1.0.11"))).Port);
        Assert.Equal("swp2", Assert.Single(_bench.Receive("swp1", PlaneFrames.Udp(Mac4, Host, "10.1.0.11", "10.2.0.50"))).Port);
    }

    private static byte[] Advertisement(string source, string target) =>
        PlaneFrames.Neighbor(AllNodes, source, "fe80::66", "ff02::1", Icmpv6Type.NeighborAdvertisement, target);
}
