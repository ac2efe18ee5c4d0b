using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Logged rules of policies in the simulator: what is told of them, and how much, as on a kernel.</summary>
public sealed class PolicyHitTests : IWorldObserver
{
    private const string Text =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, "2001:db8:1::1/64"] }
        hosts:
          vm-a: { at: leaf1:swp1, subnet: web }
          vm-b: { at: leaf1:swp2, subnet: web }
        policies:
          closed:
            for: vm-a
            in: [{ allow: ping, log: true, name: asks }, { allow: tcp/80 }, { deny: any, log: true }]
        """;

    private static readonly IpAddress s_a = IpAddress.Parse("10.1.0.11");
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(10);

    private readonly SimWorld _world;
    private readonly List<NodeEvent> _told = [];
    private int _flows;

    public PolicyHitTests()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.Empty(load.Faults);
        _world = new SimWorld(load.Fabric!, new SimOptions { Seed = 3 }) { Observer = this };
        foreach (SimHost host in _world.Hosts)
        {
            host.Boot();
        }

        _world.Run(TimeSpan.FromSeconds(15));
        _told.Clear();
    }

    [Fact]
    public void A_rule_tells_of_five_packets_at_once_and_of_one_a_second()
    {
        Send(ProbeKind.OneWay, 400);
        _world.Run(TimeSpan.FromMilliseconds(900));
        Assert.Equal(PolicyHit.AtOnce, _told.Count);
        Assert.All(_told, told => Assert.StartsWith("closed in rule 3 drops 10.1.0.12 -> 10.1.0.11 udp/", told.Text, StringComparison.Ordinal));
        _world.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(PolicyHit.AtOnce + 3, _told.Count);
    }

    [Fact]
    public void Of_a_connection_that_is_tracked_the_first_packet_is_told_of()
    {
        Send(ProbeKind.Ping, 100);
        _world.Run(TimeSpan.FromSeconds(3));
        NodeEvent told = Assert.Single(_told);
        Assert.Equal(("policy-hit", "closed", "closed in rule 1 (asks) lets pass 10.1.0.12 -> 10.1.0.11 icmp/8"), (told.Kind, told.Subject, told.Text));
    }

    [Fact]
    public void Nobody_tells_while_the_daemon_is_dead_and_the_rule_decides_as_before()
    {
        _world.Node("leaf1").Kill();
        long denied = _world.Node("leaf1").Plane.Counters.Count(PlaneDrop.Denied);
        Send(ProbeKind.OneWay, 50);
        _world.Run(TimeSpan.FromSeconds(2));
        Assert.Empty(_told);
        Assert.Equal(50, _world.Node("leaf1").Plane.Counters.Count(PlaneDrop.Denied) - denied);
    }

    [Fact]
    public void A_rule_that_is_not_logged_tells_nothing()
    {
        PlaneBench bench = new();
        PlaneCall call = new(bench.Plane.Counters);
        PolicyReports reports = new(call);
        PolicyFilter filter = new(_world.Fabric, new SegmentPolicies(_world.Fabric, _world.Fabric.Subnets[0], []), new PolicyConnections(), new PolicyArrivals(), reports);
        byte[] frame = PlaneFrames.Ip(
            _world.Host("vm-a").Mac.ToString(), PlaneBench.Host, "10.1.0.12", "10.1.0.11", IpProtocol.Tcp, [1, 0, 0, 80, .. new byte[8], 0x50, (byte)TcpFlags.Syn, .. new byte[6]]);
        call.Begin(bench.Now, PortIndex.None, bench);
        Assert.True(FrameFacts.TryRead(frame, out FrameFacts facts));
        Assert.True(filter.Passes(bench.Now, PolicyDirection.In, facts, frame));
        Assert.Empty(bench.Hits);
    }

    void IWorldObserver.Told(Instant now, SimNode node, NodeEvent nodeEvent)
    {
        if (nodeEvent is PolicyRuleHit)
        {
            _told.Add(nodeEvent);
        }
    }

    private void Send(ProbeKind kind, int count)
    {
        ProbeFlow flow = new(++_flows, kind, s_a, s_often) { Limit = count };
        _world.Host("vm-b").Do((now, stack, effects) => stack.Start(now, flow, effects));
    }
}
