using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>What the node says for itself: answers to echo requests, and errors that path tracing and path MTU discovery live on.</summary>
public sealed class IcmpTests
{
    private const string Host = PlaneBench.Host;
    private const string Peer = PlaneBench.Peer;

    private readonly PlaneBench _bench = new();

    public IcmpTests()
    {
        _bench.Attach("web", "swp1", Host, "10.1.0.11", "2001:db8:1::11");
        _bench.Attach("lan", "swp3", Peer, "10.3.0.12", "2001:db8:3::12");
    }

    [Theory]
    [InlineData("10.1.0.11", "10.1.0.1", PlaneBench.WebMac4)]
    [InlineData("10.1.0.11", "10.3.0.1", PlaneBench.WebMac4)]
    [InlineData("2001:db8:1::11", "2001:db8:1::1", PlaneBench.WebMac6)]
    [InlineData("2001:db8:1::11", "2001:db8:3::1", PlaneBench.WebMac6)]
    public void Gateways_answer_to_echo_requests(string from, string gateway, string mac)
    {
        byte[] request = PlaneFrames.Echo(mac, Host, from, gateway, hops: 1);
        SentByPlane reply = Assert.Single(_bench.Receive("swp1", request));
        Assert.Equal(("swp1", Host, _bench.BridgeMac), (reply.Port, PlaneFrames.DestinationOf(reply.Frame), PlaneFrames.SourceOf(reply.Frame)));
        if (from.Contains(':'))
        {
            Ipv6View packet = PlaneFrames.Ipv6(reply.Frame);
            Assert.Equal((gateway, from, (byte)129), (packet.Source.ToString(), packet.Destination.ToString(), packet.UpperLayer[0]));
            Assert.Equal(0, InternetChecksum.Finish(InternetChecksum.Add(
                InternetChecksum.PseudoHeader(packet.Source, packet.Destination, IpProtocol.Icmpv6, packet.UpperLayer.Length), packet.UpperLayer)));
            return;
        }

        Ipv4View answer = PlaneFrames.Ipv4(reply.Frame);
        Assert.Equal((gateway, from, (byte)0), (answer.Source.ToString(), answer.Destination.ToString(), answer.Payload[0]));
        Assert.Equal(0, InternetChecksum.Compute(answer.Payload));
        Assert.Equal(request.AsSpan(38).ToArray(), answer.Payload[4..].ToArray());
    }

    [Fact]
    public void The_loopback_answers_over_the_fabric()
    {
        _bench.Route("10.9.0.0/16", 1, VrfId.Default, "to-spine2");
        byte[] request = PlaneFrames.Echo(_bench.MacOf("to-spine1"), Peer, "10.9.9.9", _bench.Plan.Node.Loopback4.ToString());
        Assert.Equal("to-spine2", Assert.Single(_bench.Receive("to-spine1", request)).Port);
    }

    [Fact]
    public void A_damaged_echo_request_is_not_answered()
    {
        byte[] request = PlaneFrames.Echo(PlaneBench.WebMac4, Host, "10.1.0.11", "10.1.0.1");
        request[^1] ^= 1;
        Assert.Empty(_bench.Receive("swp1", request));
        Assert.Equal(PlaneAction.Consumed, _bench.Step.Action);
    }

    [Theory]
    [InlineData("10.1.0.11", "10.3.0.12", PlaneBench.WebMac4, "10.1.0.1")]
    [InlineData("2001:db8:1::11", "2001:db8:3::12", PlaneBench.WebMac6, "2001:db8:1::1")]
    public void A_packet_whose_hops_are_used_up_is_answered_with_time_exceeded(string from, string to, string mac, string answers)
    {
        byte[] packet = PlaneFrames.Udp(mac, Host, from, to, hops: 1);
        SentByPlane error = Assert.Single(_bench.Receive("swp1", packet));
        Assert.Contains(_bench.Steps, step => step.Drop == PlaneDrop.HopLimit);
        Assert.Equal("swp1", error.Port);
        AssertError(error, answers, from, from.Contains(':') ? 3 : 11, 0, packet);
    }

    [Fact]
    public void On_the_way_through_the_fabric_the_loopback_says_that_time_is_exceeded()
    {
        _bench.Route("10.9.0.0/16", 1, VrfId.Default, "to-spine2");
        byte[] packet = PlaneFrames.Udp(_bench.MacOf("to-spine2"), Peer, "10.9.9.9", "10.3.0.12", hops: 1);
        SentByPlane error = Assert.Single(_bench.Receive("to-spine2", packet));
        AssertError(error, _bench.Plan.Node.Loopback4.ToString(), "10.9.9.9", 11, 0, packet);
    }

    [Theory]
    [InlineData("10.1.0.11", "203.0.113.1", PlaneBench.WebMac4, 3, 0)]
    [InlineData("2001:db8:1::11", "2001:db8:99::1", PlaneBench.WebMac6, 1, 0)]
    [InlineData("10.1.0.11", "10.1.0.1", PlaneBench.WebMac4, 3, 3)]
    [InlineData("2001:db8:1::11", "2001:db8:1::1", PlaneBench.WebMac6, 1, 4)]
    public void Unreachable_networks_and_ports_are_told(string from, string to, string mac, int type, int code)
    {
        byte[] packet = PlaneFrames.Udp(mac, Host, from, to, port: 33434);
        SentByPlane error = Assert.Single(_bench.Receive("swp1", packet));
        AssertError(error, from.Contains(':') ? "2001:db8:1::1" : "10.1.0.1", from, type, code, packet);
    }

    [Fact]
    public void A_vrf_ends_in_a_route_that_says_unreachable()
    {
        _bench.Attach("lab", "swp4", Peer, "10.1.0.11");
        string gateway = _bench.Segment("lab").Subnet.GatewayMac4.ToString();
        SentByPlane error = Assert.Single(_bench.Receive("swp4", PlaneFrames.Udp(gateway, Peer, "10.1.0.11", "203.0.113.1")));
        Assert.Equal("swp4", error.Port);
        Assert.Equal((3, 1), (PlaneFrames.Ipv4(error.Frame).Payload[0], PlaneFrames.Ipv4(error.Frame).Payload[1]));
    }

    [Fact]
    public void A_packet_that_may_not_be_cut_is_answered_with_what_would_fit()
    {
        _bench.SetPort("swp3", up: true, mtu: 1000);
        byte[] packet = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.3.0.12", flags: Ipv4Header.DoNotFragment, length: 1200);
        SentByPlane error = Assert.Single(_bench.Receive("swp1", packet));
        Assert.Contains(_bench.Steps, step => step.Drop == PlaneDrop.TooBig);
        Ipv4View view = PlaneFrames.Ipv4(error.Frame);
        Assert.Equal((3, 4), (view.Payload[0], view.Payload[1]));
        Assert.Equal(1000u, BinaryPrimitives.ReadUInt32BigEndian(view.Payload[4..]));
        Assert.Equal(576, view.TotalLength);

        SentByPlane tooBig = Assert.Single(_bench.Receive("swp1", PlaneFrames.Udp(PlaneBench.WebMac6, Host, "2001:db8:1::11", "2001:db8:3::12", length: 1200)));
        Ipv6View six = PlaneFrames.Ipv6(tooBig.Frame);
        Assert.Equal((2, 0), (six.UpperLayer[0], six.UpperLayer[1]));
        Assert.Equal(1000u, BinaryPrimitives.ReadUInt32BigEndian(six.UpperLayer[4..]));
    }

    [Fact]
    public void A_packet_that_may_be_cut_arrives_in_pieces()
    {
        _bench.SetPort("swp3", up: true, mtu: 600);
        byte[] packet = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.3.0.12", length: 1400);
        IReadOnlyList<SentByPlane> pieces = _bench.Receive("swp1", packet);
        Assert.Equal(3, pieces.Count);
        byte[] whole = [.. pieces.SelectMany(piece => PlaneFrames.Ipv4(piece.Frame).Payload.ToArray())];
        Assert.Equal(packet.AsSpan(34).ToArray(), whole);
        Assert.Equal([0, 576, 1152], pieces.Select(piece => PlaneFrames.Ipv4(piece.Frame).FragmentOffset));
        Assert.Equal([true, true, false], pieces.Select(piece => PlaneFrames.Ipv4(piece.Frame).MoreFragments));
        Assert.All(pieces, piece => Assert.True(PlaneFrames.Ipv4(piece.Frame).TotalLength <= 600));
    }

    [Fact]
    public void Errors_are_not_answered_with_errors_nor_are_later_fragments()
    {
        byte[] first = _bench.Receive("swp1", PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "203.0.113.1"))[0].Frame;
        byte[] error = PlaneFrames.Ip(PlaneBench.WebMac4, Host, "10.1.0.11", "203.0.113.1", IpProtocol.Icmp, PlaneFrames.Ipv4(first).Payload.ToArray());
        Assert.Empty(_bench.Receive("swp1", error));
        Assert.Empty(_bench.Receive("swp1", PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "203.0.113.1", flags: 5)));
        Assert.Empty(_bench.Receive("swp1", PlaneFrames.Udp(PlaneBench.WebMac6, Host, "fe80::11", "2001:db8:99::1")));
    }

    [Fact]
    public void Errors_are_limited_in_number()
    {
        byte[] packet = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "203.0.113.1");
        int errors = Enumerable.Range(0, 200).Count(_ => _bench.Receive("swp1", packet).Count > 0);
        Assert.Equal(50, errors);
        _bench.Now += TimeSpan.FromMilliseconds(10);
        Assert.Equal(10, Enumerable.Range(0, 200).Count(_ => _bench.Receive("swp1", packet).Count > 0));
    }

    [Theory]
    [InlineData("10.3.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.5")]
    [InlineData("0.0.0.0")]
    [InlineData("10.3.0.255")]
    public void Packets_from_addresses_that_no_host_has_end_here(string from)
    {
        Assert.Empty(_bench.Receive("to-spine1", PlaneFrames.Udp(_bench.MacOf("to-spine1"), Peer, from, "10.1.0.11")));
        Assert.Equal(PlaneDrop.BadAddress, _bench.Drop);
    }

    [Fact]
    public void A_damaged_packet_is_not_routed()
    {
        byte[] packet = PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.3.0.12");
        packet[24] ^= 0xFF;
        Assert.Empty(_bench.Receive("swp1", packet));
        Assert.Equal(PlaneDrop.Malformed, _bench.Drop);
    }

    [Fact]
    public void A_packet_that_was_sent_to_everybody_on_the_link_is_not_routed()
    {
        byte[] frame = PlaneFrames.Udp(PlaneFrames.Broadcast, Host, "10.1.0.11", "10.3.0.12");
        Assert.DoesNotContain(_bench.Receive("swp1", frame), sent => sent.Port == "swp3");
        Assert.Equal(PlaneAction.Flooded, _bench.Step.Action);
    }

    private static void AssertError(SentByPlane error, string from, string to, int type, int code, byte[] about)
    {
        if (to.Contains(':'))
        {
            Ipv6View six = PlaneFrames.Ipv6(error.Frame);
            Assert.Equal((from, to), (six.Source.ToString(), six.Destination.ToString()));
            Assert.Equal((type, code), (six.UpperLayer[0], six.UpperLayer[1]));
            Assert.Equal(about.AsSpan(14).ToArray(), six.UpperLayer[8..].ToArray());
            return;
        }

        Ipv4View four = PlaneFrames.Ipv4(error.Frame);
        Assert.Equal((from, to), (four.Source.ToString(), four.Destination.ToString()));
        Assert.Equal((type, code), (four.Payload[0], four.Payload[1]));
        Assert.Equal(0, InternetChecksum.Compute(four.Payload));
        Assert.Equal(about.AsSpan(14).ToArray(), four.Payload[8..].ToArray());
    }
}
