using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Hosts of which nothing is known yet are asked for by the node's own stack.</summary>
public sealed class AskedNeighborTests
{
    private const string Host = PlaneBench.Host;
    private const string Peer = PlaneBench.Peer;

    private readonly PlaneBench _bench = new();

    [Fact]
    public void A_silent_host_is_asked_for_with_the_virtual_mac_and_gets_its_packet_when_it_answers()
    {
        IReadOnlyList<SentByPlane> asked = _bench.Receive("to-spine1", FromFabric("10.1.0.12"));
        Assert.Equal([("swp1", 0), ("swp2", 0), ("trk1", 10)], asked.Select(sent => (sent.Port, sent.Tag)));
        Assert.Equal(PlaneBench.WebMac4, PlaneFrames.SourceOf(asked[0].Frame));
        ArpView.TryParse(asked[0].Frame.AsSpan(14), out ArpView question);
        Assert.Equal(ArpPacket.Request(MacAddress.Parse(PlaneBench.WebMac4), IpAddress.Parse("10.1.0.1"), IpAddress.Parse("10.1.0.12")), question.Packet);
        Assert.Empty(_bench.Steps);

        IReadOnlyList<SentByPlane> sent = _bench.Receive("swp2", Reply("10.1.0.12"));
        Assert.Equal(("swp2", Peer), (Assert.Single(sent).Port, PlaneFrames.DestinationOf(sent[0].Frame)));
        PlaneStep step = Assert.Single(_bench.Steps, step => step.Action == PlaneAction.Delivered);
        Assert.Equal(PlaneEntry.Connected, step.Entry);
        Assert.Equal(IpPrefix.Parse("10.1.0.0/24"), step.Match);
        Assert.Equal(_bench.Port("to-spine1").Index, step.In);
        Assert.Single(_bench.Receive("to-spine1", FromFabric("10.1.0.12")));
    }

    [Fact]
    public void Over_ipv6_the_question_goes_to_the_solicited_nodes_group()
    {
        IReadOnlyList<SentByPlane> asked = _bench.Receive("to-spine1", FromFabric("2001:db8:1::12"));
        Assert.Equal("33:33:ff:00:00:12", PlaneFrames.DestinationOf(asked[0].Frame));
        Assert.Equal("2001:db8:1::1", PlaneFrames.Ipv6(asked[0].Frame).Source.ToString());
        byte[] answer = PlaneFrames.Neighbor(
            _bench.BridgeMac, Peer, "2001:db8:1::12", "2001:db8:1::1", Icmpv6Type.NeighborAdvertisement, "2001:db8:1::12");
        Assert.Equal("swp2", Assert.Single(_bench.Receive("swp2", answer)).Port);
    }

    [Fact]
    public void Three_questions_a_second_apart_and_the_sender_is_told()
    {
        _bench.Route("10.9.0.0/16", 1, VrfId.Default, "to-spine1");
        _bench.Receive("to-spine1", FromFabric("10.1.0.12"));
        Assert.Equal(3, _bench.Wait(TimeSpan.FromSeconds(1)).Count);
        Assert.Equal(3, _bench.Wait(TimeSpan.FromSeconds(1)).Count);
        SentByPlane error = Assert.Single(_bench.Wait(TimeSpan.FromSeconds(1)));
        Assert.Equal(PlaneDrop.NoNeighbor, _bench.Drop);
        Assert.Equal("to-spine1", error.Port);
        Ipv4View packet = PlaneFrames.Ipv4(error.Frame);
        Assert.Equal((3, 1), (packet.Payload[0], packet.Payload[1]));
        Assert.Equal(_bench.Plan.Node.Loopback4, packet.Source);
        Assert.Empty(_bench.Wait(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Only_so_many_packets_wait_for_one_host()
    {
        for (int i = 0; i < PlaneNeighbors.MostWaiting; i++)
        {
            _bench.Receive("to-spine1", FromFabric("10.1.0.12"));
        }

        Assert.Empty(_bench.Receive("to-spine1", FromFabric("10.1.0.12")));
        Assert.Equal(PlaneDrop.QueueFull, _bench.Drop);
        Assert.Equal(PlaneNeighbors.MostWaiting, _bench.Receive("swp2", Reply("10.1.0.12")).Count);
    }

    [Fact]
    public void What_waits_leaves_when_the_daemon_knows_the_host()
    {
        _bench.Receive("to-spine1", FromFabric("10.1.0.12"));
        _bench.Attach("web", "swp2", Peer, "10.1.0.12");
        Assert.Equal("swp2", Assert.Single(_bench.Wait(TimeSpan.Zero)).Port);
    }

    [Fact]
    public void A_neighbour_that_was_not_heard_for_long_is_asked_itself_and_used_meanwhile()
    {
        _bench.Receive("to-spine1", FromFabric("10.1.0.12"));
        _bench.Receive("swp2", Reply("10.1.0.12"));
        _bench.Wait(PlaneNeighbors.ReachableTime);
        IReadOnlyList<SentByPlane> sent = _bench.Receive("to-spine1", FromFabric("10.1.0.12"));
        Assert.Contains(sent, frame => frame.Frame[13] == 6 && PlaneFrames.DestinationOf(frame.Frame) == Peer);
        Assert.Contains(sent, frame => frame.Frame[13] == 0 && frame.Port == "swp2");
        _bench.Wait(TimeSpan.FromSeconds(3));
        Assert.Equal(PlaneFrames.Broadcast, PlaneFrames.DestinationOf(_bench.Receive("to-spine1", FromFabric("10.1.0.12"))[0].Frame));
    }

    [Fact]
    public void An_answer_that_nobody_asked_for_is_not_believed()
    {
        _bench.Receive("swp2", Reply("10.1.0.12"));
        Assert.Equal(PlaneFrames.Broadcast, PlaneFrames.DestinationOf(_bench.Receive("to-spine1", FromFabric("10.1.0.12"))[0].Frame));
    }

    [Fact]
    public void A_fabric_neighbour_of_which_no_hello_told_is_asked_for_too()
    {
        IpAddress far = _bench.FarAddress("to-spine1");
        _bench.Tables.NextHopGroups.Set(new NextHopGroupId(1), new NextHopGroupRow([new NextHop(_bench.Port("to-spine1").Index, far)]));
        _bench.Tables.Routes.Set(new RouteKey(VrfId.Default, IpPrefix.Parse("10.9.0.0/16")), new RouteRow(new NextHopGroupId(1), 100));
        _bench.Apply();
        SentByPlane question = Assert.Single(_bench.Receive("swp1", PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.9.0.1")));
        Assert.Equal("to-spine1", question.Port);
        string mac = _bench.FarMac("to-spine1").ToString();
        string own = _bench.Plane.StatusOf(_bench.Port("to-spine1").Index).LinkLocal.ToString();
        byte[] answer = PlaneFrames.Neighbor(_bench.MacOf("to-spine1"), mac, far.ToString(), own, Icmpv6Type.NeighborAdvertisement, far.ToString());
        Assert.Equal(mac, PlaneFrames.DestinationOf(Assert.Single(_bench.Receive("to-spine1", answer)).Frame));
    }

    private static byte[] Reply(string address) =>
        PlaneFrames.Arp(PlaneBench.WebMac4, Peer, ArpOperation.Reply, Peer, address, "10.1.0.1", PlaneBench.WebMac4);

    private byte[] FromFabric(string to) => PlaneFrames.Udp(
        _bench.MacOf("to-spine1"), _bench.FarMac("to-spine1").ToString(), to.Contains(':') ? "2001:db8:9::9" : "10.9.9.9", to);
}
