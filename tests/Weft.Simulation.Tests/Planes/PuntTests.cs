using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Which frames the daemon hears.</summary>
public sealed class PuntTests
{
    private const string Host = PlaneBench.Host;
    private const string Peer = PlaneBench.Peer;

    private readonly PlaneBench _bench = new();

    public static TheoryData<string, byte[]> Wanted => new()
    {
        { "ARP", PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.1") },
        { "ARP that poses as the gateway", PlaneFrames.ArpRequest(Host, "10.1.0.1", "10.1.0.1") },
        { "RARP", PlaneFrames.Ethernet(PlaneFrames.Broadcast, Host, 0x8035, 0, 1, 8, 0, 6, 4, 0, 3) },
        { "solicitation", PlaneFrames.Neighbor("33:33:ff:00:00:01", Host, "fe80::1", "ff02::1:ff00:1", Icmpv6Type.NeighborSolicitation, "2001:db8::1") },
        { "advertisement", PlaneFrames.Neighbor("33:33:00:00:00:01", Host, "fe80::1", "ff02::1", Icmpv6Type.NeighborAdvertisement, "2001:db8::1") },
        { "router solicitation", PlaneFrames.Neighbor("33:33:00:00:00:02", Host, "fe80::1", "ff02::2", Icmpv6Type.RouterSolicitation, "::") },
        { "redirect", PlaneFrames.Neighbor(Peer, Host, "fe80::1", "fe80::2", Icmpv6Type.Redirect, "::") },
        { "behind hop-by-hop", HopByHop(Icmpv6Type.NeighborSolicitation) },
        { "VRRP", PlaneFrames.Ip("01:00:5e:00:00:12", Host, "10.1.0.2", "224.0.0.18", IpProtocol.Vrrp, [0x31]) },
        { "VRRP over IPv6", PlaneFrames.Ip("33:33:00:00:00:12", Host, "fe80::1", "ff02::12", IpProtocol.Vrrp, [0x31]) },
        { "DHCP of a client", PlaneFrames.Udp(PlaneFrames.Broadcast, Host, "0.0.0.0", "255.255.255.255", port: 67, sourcePort: 68) },
        { "DHCP of a server", PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12", port: 68, sourcePort: 67) },
        { "DHCPv6 of a client", PlaneFrames.Udp("33:33:00:01:00:02", Host, "fe80::1", "ff02::1:2", port: 547, sourcePort: 546) },
        { "DHCPv6 of a server", PlaneFrames.Udp(Peer, Host, "fe80::1", "fe80::2", port: 546, sourcePort: 547) },
    };

    public static TheoryData<string, byte[]> Unwanted => new()
    {
        { "IPv4 data", PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12") },
        { "a later fragment", PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12", port: 67, flags: 1) },
        { "IPv6 data", PlaneFrames.Udp(Peer, Host, "2001:db8::11", "2001:db8::12") },
        { "ping over IPv6", PlaneFrames.Echo(Peer, Host, "2001:db8::11", "2001:db8::12") },
        { "MLD behind hop-by-hop", HopByHop(Icmpv6Type.ListenerReportV2) },
        { "LLDP", PlaneFrames.Ethernet("01:80:c2:00:00:0e", Host, 0x88CC, 2, 7) },
        { "spanning tree", PlaneFrames.Ethernet("01:80:c2:00:00:00", Host, 38, 0x42, 0x42, 3) },
        { "IS-IS", IsisHello("01:80:c2:00:00:14") },
    };

    [Theory]
    [MemberData(nameof(Wanted))]
    public void Control_frames_of_hosts_are_heard_whole(string what, byte[] frame)
    {
        _bench.Receive("swp1", frame);
        _bench.Receive("trk1", frame, tag: 30);
        _bench.Receive("isw1", frame);
        Assert.Equal([("swp1", 0), ("trk1", 30), ("isw1", 0)], _bench.Punted.Select(copy => (copy.Port, copy.Tag)));
        Assert.All(_bench.Punted, copy => Assert.Equal(frame, copy.Frame));
        Assert.NotEmpty(what);
    }

    [Theory]
    [MemberData(nameof(Unwanted))]
    public void Other_frames_of_hosts_are_not_heard(string what, byte[] frame)
    {
        _bench.Receive("swp1", frame);
        Assert.Empty(_bench.Punted);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void A_frame_whose_tag_the_port_does_not_carry_is_heard_before_it_is_dropped()
    {
        _bench.Receive("trk1", PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.1"), tag: 99);
        Assert.Single(_bench.Punted);
        Assert.Equal(PlaneDrop.UnknownVlan, _bench.Drop);
    }

    [Theory]
    [InlineData("01:80:c2:00:00:14")]
    [InlineData("01:80:c2:00:00:15")]
    [InlineData("09:00:2b:00:00:05")]
    public void Isis_is_heard_on_fabric_ports_without_a_tag(string group)
    {
        byte[] hello = IsisHello(group);
        _bench.Receive("to-spine1", hello);
        Assert.Equal(hello, Assert.Single(_bench.Punted).Frame);
        _bench.Receive("to-spine1", hello, tag: 3841);
        _bench.Receive("to-spine1", PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.1"));
        Assert.Single(_bench.Punted);
    }

    [Fact]
    public void Bfd_and_advertisements_are_heard_where_bfd_runs()
    {
        PlaneBench edge = new("edge1");
        byte[] bfd = PlaneFrames.Udp(edge.MacOf("to-spine1"), Host, "fe80::1", "fe80::2", port: 3784);
        edge.Receive("to-spine1", bfd);
        Assert.Empty(edge.Punted);
        Assert.Null(edge.Port("to-spine1").Bfd);

        PlaneBench between = new("left");
        byte[] advertisement = PlaneFrames.Neighbor(between.MacOf("to-right"), Host, "fe80::1", "fe80::2", Icmpv6Type.NeighborAdvertisement, "fe80::1");
        between.Receive("to-right", bfd);
        between.Receive("to-right", advertisement);
        between.Receive("to-right", PlaneFrames.Udp(between.MacOf("to-right"), Host, "fe80::1", "fe80::2", port: 3785));
        Assert.Equal([bfd, advertisement], between.Punted.Select(copy => copy.Frame));
    }

    [Fact]
    public void A_daemon_that_does_not_run_hears_nothing()
    {
        _bench.Plane.StopDaemon();
        _bench.Receive("swp1", PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.1"));
        Assert.Empty(_bench.Punted);
    }

    [Fact]
    public void What_the_daemon_sends_leaves_by_its_port_alone()
    {
        byte[] frame = PlaneFrames.ArpRequest(Host, "10.1.0.1", "10.1.0.11");
        Assert.Equal([("trk1", 10)], _bench.SendFromDaemon("trk1", frame, tag: 10).Select(sent => (sent.Port, sent.Tag)));
        _bench.SetPort("trk1", up: false);
        Assert.Empty(_bench.SendFromDaemon("trk1", frame, tag: 10));
        Assert.Equal(PlaneDrop.PortDown, _bench.Drop);
    }

    private static byte[] IsisHello(string group) => PlaneFrames.Ethernet(group, Host, 60, [0xFE, 0xFE, 3, 0x83, .. new byte[56]]);

    private static byte[] HopByHop(Icmpv6Type type) => PlaneFrames.Ip(
        "33:33:00:00:00:16", Host, "fe80::1", "ff02::16", IpProtocol.HopByHop, [(byte)IpProtocol.Icmpv6, 0, 5, 2, 0, 0, 1, 0, (byte)type, 0, 0, 0, .. new byte[20]]);
}
