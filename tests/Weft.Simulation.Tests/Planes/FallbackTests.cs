using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Who answers ARP and neighbour discovery while the daemon lives and when it does not.</summary>
public sealed class FallbackTests
{
    private const string Host = PlaneBench.Host;

    private readonly PlaneBench _bench = new();

    private static byte[] ArpQuestion { get; } = PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.1");

    private static byte[] NdQuestion { get; } =
        PlaneFrames.Neighbor("33:33:ff:00:00:01", Host, "2001:db8:1::11", "ff02::1:ff00:1", Icmpv6Type.NeighborSolicitation, "2001:db8:1::1");

    [Fact]
    public void While_the_daemon_lives_the_node_is_silent()
    {
        Assert.Null(ArpAnswer(ArpQuestion));
        Assert.False(IsAdvertised(NdQuestion));
    }

    [Fact]
    public void A_daemon_that_stops_in_order_leaves_at_once_to_the_node()
    {
        _bench.Plane.StopDaemon();
        SentByPlane answer = ArpAnswer(ArpQuestion)!;
        Assert.Equal(("swp1", PlaneBench.WebMac4, Host), (answer.Port, PlaneFrames.SourceOf(answer.Frame), PlaneFrames.DestinationOf(answer.Frame)));
        ArpView.TryParse(answer.Frame.AsSpan(14), out ArpView arp);
        Assert.Equal(ArpPacket.Reply(MacAddress.Parse(PlaneBench.WebMac4), IpAddress.Parse("10.1.0.1"), MacAddress.Parse(Host), IpAddress.Parse("10.1.0.11")), arp.Packet);
        Assert.True(IsAdvertised(NdQuestion));
    }

    [Fact]
    public void A_daemon_that_dies_is_missed_when_its_last_sign_of_life_is_too_old()
    {
        _bench.Wait(TimeSpan.FromMilliseconds(2500));
        _bench.Plane.KillDaemon(_bench.Now);
        _bench.Wait(TimeSpan.FromMilliseconds(2499));
        Assert.Null(ArpAnswer(ArpQuestion));
        _bench.Wait(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(ArpAnswer(ArpQuestion));
        Assert.True(IsAdvertised(NdQuestion));
        _bench.Plane.StartDaemon(_bench.Now);
        Assert.Null(ArpAnswer(ArpQuestion));
    }

    [Fact]
    public void A_unicast_question_to_the_virtual_mac_is_answered_too()
    {
        _bench.Plane.StopDaemon();
        byte[] question = PlaneFrames.Arp(PlaneBench.WebMac4, Host, ArpOperation.Request, Host, "10.1.0.11", "10.1.0.1", PlaneBench.WebMac4);
        Assert.NotNull(ArpAnswer(question));
    }

    [Fact]
    public void Somebody_who_looks_for_a_duplicate_hears_of_gateways_only()
    {
        _bench.Plane.StopDaemon();
        _bench.Route("10.1.0.50/32", 1, VrfId.Default, "to-spine1");
        Assert.Null(ArpAnswer(PlaneFrames.ArpRequest(Host, "0.0.0.0", "10.1.0.50")));
        Assert.NotNull(ArpAnswer(PlaneFrames.ArpRequest(Host, "0.0.0.0", "10.1.0.1")));
        Assert.False(IsAdvertised(Probe("2001:db8:1::50")));
        Assert.False(IsAdvertised(Probe(IpAddress.LinkLocalFor(MacAddress.Parse(_bench.BridgeMac)).ToString())));
        Assert.True(IsAdvertised(Probe("2001:db8:1::1")));
    }

    [Fact]
    public void Hosts_that_are_routed_elsewhere_are_answered_for_and_neighbours_are_not()
    {
        _bench.Plane.StopDaemon();
        _bench.Route("10.1.0.50/32", 1, VrfId.Default, "to-spine1");
        _bench.Attach("lan", "swp3", PlaneBench.Peer, "10.1.0.60");
        _bench.Attach("web", "swp2", "02:00:00:00:00:33", "10.1.0.70");
        Assert.NotNull(ArpAnswer(PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.50")));
        Assert.NotNull(ArpAnswer(PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.60")));
        Assert.Null(ArpAnswer(PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.70")));
        Assert.Null(ArpAnswer(PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.99")));
        Assert.Null(ArpAnswer(PlaneFrames.ArpRequest(Host, "10.1.0.11", "203.0.113.1")));
    }

    [Fact]
    public void Another_switchs_questions_are_not_answered()
    {
        _bench.Plane.StopDaemon();
        _bench.Route("10.3.0.50/32", 1, VrfId.Default, "to-spine1");
        Assert.DoesNotContain(_bench.Receive("isw1", PlaneFrames.ArpRequest(Host, "10.3.0.11", "10.3.0.50")), sent => sent.Port == "isw1");
    }

    [Fact]
    public void On_a_fabric_port_the_node_always_answers_for_itself()
    {
        string own = _bench.Plane.StatusOf(_bench.Port("to-spine1").Index).LinkLocal.ToString();
        byte[] question = PlaneFrames.Neighbor(_bench.MacOf("to-spine1"), Host, "fe80::99", own, Icmpv6Type.NeighborSolicitation, own);
        SentByPlane answer = Assert.Single(_bench.Receive("to-spine1", question));
        Assert.True(IsAdvertisement(answer.Frame));
        Assert.Equal("to-spine1", answer.Port);
        _bench.Plane.KillDaemon(_bench.Now);
        Assert.Single(_bench.Receive("to-spine1", question));
    }

    private static byte[] Probe(string target)
    {
        IpAddress group = IpAddress.SolicitedNode(IpAddress.Parse(target));
        return PlaneFrames.Neighbor(
            MacAddress.ForIpv6Multicast(group).ToString(), Host, "::", group.ToString(), Icmpv6Type.NeighborSolicitation, target);
    }

    private static bool IsAdvertisement(byte[] frame) => frame[12] == 0x86 && frame[13] == 0xDD && frame[20] == 58 && frame[54] == 136;

    private SentByPlane? ArpAnswer(byte[] question) =>
        _bench.Receive("swp1", question).SingleOrDefault(sent => sent.Frame[12] == 8 && sent.Frame[13] == 6 && sent.Frame[21] == 2);

    private bool IsAdvertised(byte[] question) => _bench.Receive("swp1", question).Any(sent => IsAdvertisement(sent.Frame) && sent.Port == "swp1");
}
