using Weft.Model;
using Weft.Protocols.Edge;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>A bridge behind a port for hosts, and what becomes of the port.</summary>
public sealed class ShutPortTests : IWorldObserver
{
    private const string Text = """
        fabric: shut
        nodes: { leaf1: {}, leaf2: {}, spine1: { role: spine } }
        links: [ "leaf1, leaf2 -- spine1" ]
        timers: { bpdu-recovery: 1m }
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
        hosts:
          vm-a: { at: leaf1:swp1, subnet: web }
          vm-b: { at: leaf1:swp2, subnet: web }
          vm-c: { at: leaf2:swp1, subnet: web }
        ports:
          leaf1: { swp1: { access: web, bpdu: shut }, swp2: web }
          leaf2: { swp1: web }
        """;

    private static readonly byte[] s_bpdu = Convert.FromHexString("0180c2000000" + "025746000001" + "0007" + "424203" + "00000000");

    private readonly SimWorld _world;
    private readonly SimNode _leaf;
    private readonly PortIndex _port;
    private readonly List<NodeEvent> _events = [];

    public ShutPortTests()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.True(load.Fabric is not null, string.Join('\n', load.Faults));
        _world = new SimWorld(load.Fabric, new SimOptions { Seed = 7 }) { Observer = this };
        _leaf = _world.Node("leaf1");
        _port = _leaf.Plan.FindPort("swp1")!.Index;
        foreach (SimHost host in _world.Hosts)
        {
            host.Boot();
        }

        _world.Run(TimeSpan.FromSeconds(20));
        Speak();
        Assert.True(_world.RunUntil(() => HasRoute("leaf2", "10.1.0.11") && HasRoute("leaf2", "10.1.0.12"), TimeSpan.FromSeconds(30)), "the hosts are known");
    }

    [Fact]
    public void A_bpdu_shuts_the_port_and_withdraws_who_is_behind_it_until_its_time_is_over()
    {
        Instant sent = _world.Now;
        _world.Host("vm-a").SendRaw(s_bpdu);
        Assert.True(_world.RunUntil(() => _leaf.IsShut(_port), TimeSpan.FromSeconds(1)), "the port is shut");
        Assert.True(_world.RunUntil(() => !HasRoute("leaf2", "10.1.0.11"), TimeSpan.FromSeconds(5)), "vm-a is withdrawn");
        Assert.False(_leaf.Plane.StatusOf(_port).Up);
        Assert.True(HasRoute("leaf2", "10.1.0.12"));
        Speak();
        _world.Run(TimeSpan.FromSeconds(50));
        Assert.False(HasRoute("leaf2", "10.1.0.11"));

        Assert.True(_world.RunUntil(() => !_leaf.IsShut(_port), TimeSpan.FromSeconds(15)), "the port is open");
        Assert.InRange(_world.Now - sent, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(61));
        Speak();
        Assert.True(_world.RunUntil(() => HasRoute("leaf2", "10.1.0.11"), TimeSpan.FromSeconds(5)), "vm-a is back");
        Assert.Equal(["port-shut", "port-opened"], _events.Where(item => item is PortShut or PortOpened).Select(item => item.Kind));
    }

    [Fact]
    public void It_stays_shut_while_the_daemon_is_away_and_after_and_can_be_opened()
    {
        _world.Host("vm-a").SendRaw(s_bpdu);
        Assert.True(_world.RunUntil(() => _leaf.IsShut(_port), TimeSpan.FromSeconds(1)), "the port is shut");
        _leaf.Kill();
        _world.Run(TimeSpan.FromSeconds(10));
        Assert.False(_leaf.Plane.StatusOf(_port).Up);
        _leaf.StartDaemon();
        _world.Run(TimeSpan.FromSeconds(10));
        Assert.True(_leaf.IsShut(_port));
        _leaf.Open(_port);
        Assert.False(_leaf.IsShut(_port));
        Speak();
        Assert.True(_world.RunUntil(() => HasRoute("leaf2", "10.1.0.11"), TimeSpan.FromSeconds(30)), "vm-a is back");
    }

    [Fact]
    public void One_whose_time_ends_while_the_daemon_is_away_is_opened_by_the_next()
    {
        _world.Host("vm-a").SendRaw(s_bpdu);
        Assert.True(_world.RunUntil(() => _leaf.IsShut(_port), TimeSpan.FromSeconds(1)), "the port is shut");
        _leaf.Kill();
        _world.Run(TimeSpan.FromMinutes(2));
        Assert.True(_leaf.IsShut(_port));
        _leaf.StartDaemon();
        Assert.False(_leaf.IsShut(_port));
        Assert.True(_leaf.Plane.StatusOf(_port).Up);
    }

    [Fact]
    public void A_bpdu_at_a_port_that_has_no_such_rule_shuts_nothing()
    {
        _world.Host("vm-b").SendRaw(s_bpdu);
        _world.Run(TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(_events, item => item is PortShut);
        Assert.True(HasRoute("leaf2", "10.1.0.12"));
    }

    void IWorldObserver.Told(Instant now, SimNode node, NodeEvent nodeEvent) => _events.Add(nodeEvent);

    private bool HasRoute(string node, string address) =>
        _world.Node(node).Switch!.Tables.Routes.TryGet(new RouteKey(VrfId.Default, IpPrefix.Host(IpAddress.Parse(address))), out _);

    private void Speak()
    {
        foreach (string name in (string[])["vm-a", "vm-b"])
        {
            ProbeFlow hello = new(1, ProbeKind.Ping, IpAddress.Parse("10.1.0.1"), TimeSpan.FromSeconds(1)) { Limit = 3 };
            _world.Host(name).Do((now, stack, effects) => stack.Start(now, hello, effects));
        }
    }
}
