using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Frames within a segment.</summary>
public sealed class BridgeTests
{
    private const string Host = PlaneBench.Host;
    private const string Peer = PlaneBench.Peer;

    private readonly PlaneBench _bench = new();

    [Fact]
    public void Broadcast_goes_to_the_other_ports_of_its_segment_under_their_tags()
    {
        byte[] frame = PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.12");
        IReadOnlyList<SentByPlane> sent = _bench.Receive("swp1", frame);
        Assert.Equal([("swp2", 0), ("trk1", 10)], sent.Select(copy => (copy.Port, copy.Tag)).Order());
        Assert.All(sent, copy => Assert.Equal(frame, copy.Frame));
        Assert.Equal(PlaneAction.Flooded, _bench.Step.Action);
        Assert.Equal(_bench.Segment("web").Id, _bench.Step.Segment);
    }

    [Fact]
    public void A_bridged_segment_learns_where_a_mac_is_and_forgets_it_by_age()
    {
        byte[] frame = PlaneFrames.Udp(Peer, Host, "10.3.0.11", "10.3.0.12");
        Assert.Equal(["isw1", "trk1"], Ports(_bench.Receive("swp3", frame)));
        _bench.Receive("isw1", PlaneFrames.Udp(Host, Peer, "10.3.0.12", "10.3.0.11"));
        Assert.Equal("swp3", _bench.Plan.Ports[_bench.Step.Out.Value].Name);
        Assert.Equal(["isw1"], Ports(_bench.Receive("swp3", frame)));
        Assert.Equal(PlaneEntry.LearnedMac, _bench.Step.Entry);
        _bench.Wait(BridgeTable.AgeingTime);
        Assert.Equal(["isw1", "trk1"], Ports(_bench.Receive("swp3", frame)));
    }

    [Fact]
    public void An_attached_mac_does_not_age_and_moves_when_it_speaks_elsewhere()
    {
        _bench.Attach("web", "swp2", Peer);
        _bench.Wait(TimeSpan.FromHours(1));
        byte[] frame = PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12");
        Assert.Equal(["swp2"], Ports(_bench.Receive("swp1", frame)));
        Assert.Equal(PlaneEntry.AttachedMac, _bench.Step.Entry);
        _bench.Receive("trk1", PlaneFrames.ArpRequest(Peer, "10.1.0.12", "10.1.0.11"), tag: 10);
        Assert.Equal(["trk1"], Ports(_bench.Receive("swp1", frame)));
        Assert.Equal(PlaneEntry.AttachedMac, _bench.Step.Entry);
    }

    [Fact]
    public void A_port_that_lost_its_carrier_forgets_what_it_learned_and_keeps_what_is_attached()
    {
        _bench.Receive("isw1", PlaneFrames.Udp(PlaneFrames.Broadcast, Peer, "10.3.0.12", "10.3.0.255"));
        _bench.Attach("web", "swp2", Peer);
        _bench.SetPort("isw1", up: false);
        _bench.SetPort("swp2", up: false);
        Assert.Equal(["trk1"], Ports(_bench.Receive("swp3", PlaneFrames.Udp(Peer, Host, "10.3.0.11", "10.3.0.12"))));
        Assert.Empty(_bench.Receive("swp1", PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12")));
        Assert.Equal(PlaneDrop.PortDown, _bench.Drop);
    }

    [Fact]
    public void A_tag_that_the_port_does_not_carry_is_dropped()
    {
        byte[] frame = PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.12");
        Assert.Empty(_bench.Receive("trk1", frame, tag: 99));
        Assert.Equal(PlaneDrop.UnknownVlan, _bench.Drop);
        Assert.Empty(_bench.Receive("trk1", frame));
        Assert.Equal(PlaneDrop.UnknownVlan, _bench.Drop);
        Assert.Empty(_bench.Receive("swp1", frame, tag: 10));
        Assert.Equal(PlaneDrop.UnknownVlan, _bench.Drop);
    }

    [Fact]
    public void A_frame_to_where_it_came_from_goes_nowhere()
    {
        _bench.Attach("web", "swp1", Peer);
        Assert.Empty(_bench.Receive("swp1", PlaneFrames.Udp(Peer, Host, "10.1.0.11", "10.1.0.12")));
        Assert.Equal(PlaneDrop.SamePort, _bench.Drop);
    }

    [Fact]
    public void The_gateways_macs_are_never_learned()
    {
        string virtualMac = _bench.Segment("lan").Subnet.GatewayMac4.ToString();
        Assert.NotEmpty(_bench.Receive("isw1", PlaneFrames.Ip("01:00:5e:00:00:12", virtualMac, "10.3.0.2", "224.0.0.18", IpProtocol.Vrrp, [0x31])));
        Assert.DoesNotContain(_bench.Plane.Macs, row => row.Key.Mac == MacAddress.Parse(virtualMac));
    }

    [Fact]
    public void A_frame_from_no_station_is_dropped()
    {
        Assert.Empty(_bench.Receive("swp1", PlaneFrames.ArpRequest("01:00:00:00:00:01", "10.1.0.11", "10.1.0.12")));
        Assert.Equal(PlaneDrop.BadAddress, _bench.Drop);
        Assert.Empty(_bench.Receive("swp1", [1, 2, 3]));
        Assert.Equal(PlaneDrop.Malformed, _bench.Drop);
    }

    [Theory]
    [InlineData("01:80:c2:00:00:00", true)]
    [InlineData("01:80:c2:00:00:0e", false)]
    [InlineData("01:80:c2:00:00:01", false)]
    public void Groups_of_a_single_link_do_not_pass_the_bridge(string group, bool passes) =>
        Assert.Equal(passes, _bench.Receive("swp1", PlaneFrames.Ethernet(group, Host, 0x88CC, 2, 7)).Count > 0);

    [Fact]
    public void A_port_without_carrier_receives_nothing()
    {
        _bench.SetPort("swp1", up: false);
        Assert.Empty(_bench.Receive("swp1", PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.12")));
        Assert.Equal(PlaneDrop.PortDown, _bench.Drop);
        Assert.Empty(_bench.Punted);
    }

    private static IEnumerable<string> Ports(IEnumerable<SentByPlane> sent) => sent.Select(copy => copy.Port).Order(StringComparer.Ordinal);
}
