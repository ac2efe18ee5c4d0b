using CsCheck;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Policies in the simulated plane: what they let pass, what counts as an answer, and what a moved host's connections may do.</summary>
public sealed class PolicyFilterTests
{
    private const string Guarded = "02:00:00:00:00:0a";
    private const string Sender = "02:00:00:00:00:0b";
    private const string Inside = "10.1.0.11";
    private const string Outside = "10.9.0.1";
    private const TcpFlags SynAck = TcpFlags.Syn | TcpFlags.Ack;

    private const string Text =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, "2001:db8:1::1/64"] }
        hosts:
          vm-a: { at: leaf1:swp1, subnet: web, mac: "02:00:00:00:00:0a" }
          vm-b: { at: leaf1:swp2, subnet: web, mac: "02:00:00:00:00:0b" }
        policies:
          closed:
            for: vm-a
            in: [{ allow: [tcp/80, udp/53, ping] }, { allow: tcp/22, from: 10.1.0.0/24 }]
            out: [{ allow: tcp/443 }]
          free-out:
            for: web
            in: [{ allow: tcp/80 }]
        """;

    private static readonly string[] s_peers = ["10.1.0.12", Outside, "10.1.0.99"];
    private static readonly IpProtocol[] s_protocols = [IpProtocol.Tcp, IpProtocol.Udp, IpProtocol.Icmp];
    private static readonly ushort[] s_ports = [8, 22, 53, 80, 443, 444];

    private readonly Fabric _fabric;
    private readonly PolicyArrivals _arrivals = new();
    private readonly PolicyFilter _filter;
    private Instant _now = new(1_000_000_000_000);

    public PolicyFilterTests()
        : this(Text)
    {
    }

    private PolicyFilterTests(string text)
    {
        FabricLoad load = FabricFile.Load(text);
        Assert.Empty(load.Faults);
        _fabric = load.Fabric!;
        _filter = new PolicyFilter(_fabric, new SegmentPolicies(_fabric, _fabric.Subnets[0], []), new PolicyConnections(), _arrivals, new PolicyReports(new PlaneCall(new PlaneCounters())));
    }

    [Fact]
    public void First_packets_pass_as_the_verdict_says() =>
        Gen.Select(Gen.Bool, Gen.OneOf(s_peers.Select(Gen.Const).ToArray()), Gen.OneOf(s_protocols.Select(Gen.Const).ToArray()), Gen.OneOf(s_ports.Select(Gen.Const).ToArray()))
            .Sample((isIn, peer, protocol, port) =>
            {
                PolicyFilterTests fresh = new();
                PolicyDecision verdict = PolicyVerdicts.Decide(
                    _fabric.Policies[0], isIn ? PolicyDirection.In : PolicyDirection.Out, IpAddress.Parse(peer), (byte)protocol, port);
                Assert.Equal(verdict.IsAllowed, isIn ? fresh.In(peer, protocol, 40_000, port) : fresh.Out(peer, protocol, 40_000, port));
            });

    [Fact]
    public void Answers_pass_both_ways_and_nothing_else_does()
    {
        Assert.False(Out(Outside, IpProtocol.Tcp, 80, 40_000, SynAck));
        Assert.True(In(Outside, IpProtocol.Tcp, 40_000, 80));
        Assert.True(Out(Outside, IpProtocol.Tcp, 80, 40_000, SynAck));
        Assert.True(In(Outside, IpProtocol.Tcp, 40_000, 80, TcpFlags.Ack));
        Assert.False(Out(Outside, IpProtocol.Tcp, 80, 40_001, SynAck));
        Assert.True(Out(Outside, IpProtocol.Tcp, 50_000, 443));
        Assert.True(In(Outside, IpProtocol.Tcp, 443, 50_000, SynAck));
        Assert.True(In(Outside, IpProtocol.Udp, 40_000, 53));
        Assert.True(Out(Outside, IpProtocol.Udp, 53, 40_000));
    }

    [Fact]
    public void What_was_denied_may_not_be_answered()
    {
        Assert.False(In(Outside, IpProtocol.Udp, 7_000, 7_000));
        Assert.False(Out(Outside, IpProtocol.Udp, 7_000, 7_000));
        Assert.False(In(Outside, IpProtocol.Udp, 7_000, 7_000));
    }

    [Fact]
    public void Whatever_an_open_direction_sends_is_answered()
    {
        byte[] question = Frame(IpProtocol.Udp, Sender, "10.1.0.12", Outside, 5_000, 123);
        byte[] answer = Frame(IpProtocol.Udp, PlaneBench.WebMac4, Sender, Outside, "10.1.0.12", 123, 5_000);
        Assert.False(Passes(PolicyDirection.In, answer));
        Assert.True(Passes(PolicyDirection.Out, question));
        Assert.True(Passes(PolicyDirection.In, answer));
    }

    [Fact]
    public void A_connection_that_is_silent_too_long_is_forgotten()
    {
        Assert.True(In(Outside, IpProtocol.Udp, 40_000, 53));
        _now += PolicyConnections.OtherLifetime - TimeSpan.FromTicks(1);
        Assert.True(Out(Outside, IpProtocol.Udp, 53, 40_000));
        _now += PolicyConnections.OtherLifetime;
        Assert.False(Out(Outside, IpProtocol.Udp, 53, 40_000));
    }

    [Fact]
    public void A_host_that_just_came_goes_on_with_its_connections_and_opens_none()
    {
        _arrivals.Note(_now, MacAddress.Parse(Guarded));
        Assert.False(In(Outside, IpProtocol.Tcp, 40_000, 22));
        Assert.False(Out(Outside, IpProtocol.Tcp, 40_000, 22));
        Assert.False(In(Outside, IpProtocol.Tcp, 40_000, 22, TcpFlags.Rst));
        Assert.False(In(Outside, IpProtocol.Tcp, 40_000, 22, SynAck));
        Assert.False(In(Outside, IpProtocol.Udp, 40_000, 22));
        Assert.True(In(Outside, IpProtocol.Tcp, 40_000, 22, TcpFlags.Ack));
        _now += PolicyArrival.Window;
        Assert.True(Out(Outside, IpProtocol.Tcp, 22, 40_000, TcpFlags.Ack));
        Assert.False(In(Outside, IpProtocol.Tcp, 40_001, 22, TcpFlags.Ack));
    }

    [Fact]
    public void Only_so_many_connections_are_taken_over_in_a_second()
    {
        _arrivals.Note(_now, MacAddress.Parse(Guarded));
        int taken = Enumerable.Range(0, 2 * PolicyArrival.SegmentsPerSecond).Count(i => In(Outside, IpProtocol.Tcp, (ushort)(10_000 + i), 22, TcpFlags.Ack));
        Assert.Equal(PolicyArrival.SegmentsPerSecond, taken);
    }

    [Fact]
    public void A_packet_in_a_multicast_frame_does_not_get_past_a_policy()
    {
        Assert.False(Passes(PolicyDirection.In, Frame(IpProtocol.Udp, Sender, PlaneFrames.Broadcast, "10.1.0.12", Inside, 1, 80)));
        Assert.True(Passes(PolicyDirection.In, PlaneFrames.ArpRequest(Sender, "10.1.0.12", Inside)));
    }

    [Fact]
    public void Dhcp_and_discovery_are_no_business_of_policies()
    {
        Assert.True(Passes(PolicyDirection.Out, Frame(IpProtocol.Udp, Guarded, PlaneFrames.Broadcast, "0.0.0.0", "255.255.255.255", 68, 67)));
        Assert.True(Passes(PolicyDirection.In, Frame(IpProtocol.Udp, Sender, Guarded, "10.1.0.1", Inside, 67, 68)));
        Assert.True(Passes(PolicyDirection.Out, PlaneFrames.Neighbor("33:33:00:00:00:01", Guarded, "2001:db8:1::11", "ff02::1", Icmpv6Type.NeighborAdvertisement, "2001:db8:1::11")));
        Assert.False(Passes(PolicyDirection.Out, PlaneFrames.Ethernet(Sender, Guarded, 0x88B5, 1, 2, 3)));
    }

    [Fact]
    public void Without_tracking_answers_are_known_by_their_ports()
    {
        PolicyFilterTests stateless = new(Text.Replace("for: vm-a", "for: vm-a\n    stateful: false", StringComparison.Ordinal));
        Assert.True(stateless.Out(Outside, IpProtocol.Tcp, 80, 40_000, SynAck));
        Assert.False(stateless.Out(Outside, IpProtocol.Tcp, 80, 40_000));
        Assert.True(stateless.In(Outside, IpProtocol.Tcp, 443, 50_000, TcpFlags.Ack));
        Assert.False(stateless.In(Outside, IpProtocol.Tcp, 444, 50_000, TcpFlags.Ack));
        Assert.True(stateless.Out(Outside, IpProtocol.Udp, 53, 40_000));
    }

    [Fact]
    public void A_packet_costs_no_memory()
    {
        byte[] known = Frame(IpProtocol.Tcp, Sender, Guarded, Outside, Inside, 40_000, 80);
        byte[] denied = Frame(IpProtocol.Tcp, Sender, Guarded, Outside, Inside, 40_000, 81);
        long least = long.MaxValue;
        for (int round = 0; round < 20; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                FrameFacts.TryRead(known, out FrameFacts facts);
                _filter.Passes(_now, PolicyDirection.In, facts, known);
                FrameFacts.TryRead(denied, out facts);
                _filter.Passes(_now, PolicyDirection.In, facts, denied);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static byte[] Frame(
        IpProtocol protocol, string source, string destination, string from, string to, ushort fromPort, ushort toPort, TcpFlags flags = TcpFlags.Syn)
    {
        byte[] payload = protocol == IpProtocol.Icmp
            ? [(byte)toPort, 0, 0, 0, 0, 1, 0, 1]
            : [(byte)(fromPort >> 8), (byte)fromPort, (byte)(toPort >> 8), (byte)toPort, .. new byte[8], 0x50, (byte)flags, .. new byte[6]];
        return PlaneFrames.Ip(destination, source, from, to, protocol, payload);
    }

    private static byte[] Frame(IpProtocol protocol, string source, string from, string to, ushort fromPort, ushort toPort) =>
        Frame(protocol, source, PlaneBench.WebMac4, from, to, fromPort, toPort);

    private bool In(string peer, IpProtocol protocol, ushort fromPort, ushort toPort, TcpFlags flags = TcpFlags.Syn) =>
        Passes(PolicyDirection.In, Frame(protocol, Sender, Guarded, peer, Inside, fromPort, toPort, flags));

    private bool Out(string peer, IpProtocol protocol, ushort fromPort, ushort toPort, TcpFlags flags = TcpFlags.Syn) =>
        Passes(PolicyDirection.Out, Frame(protocol, Guarded, PlaneBench.WebMac4, Inside, peer, fromPort, toPort, flags));

    private bool Passes(PolicyDirection direction, byte[] frame)
    {
        Assert.True(FrameFacts.TryRead(frame, out FrameFacts facts));
        return _filter.Passes(_now, direction, facts, frame);
    }
}
