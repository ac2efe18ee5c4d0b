using Weft.Model;
using Weft.Protocols.Dhcp;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>A client at a strict port whose server is in another subnet behind another leaf, over hours.</summary>
public sealed class DhcpRelayTests
{
    private const string Text = """
        fabric: relay
        nodes: { leaf1: {}, leaf2: {}, spine1: { role: spine } }
        links: [ "leaf1, leaf2 -- spine1" ]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24, dhcp: 10.9.0.11 }
          servers: { vlan: 90, gateway: 10.9.0.1/24 }
        hosts:
          vm: { at: leaf1:swp1, subnet: web }
          srv: { at: leaf2:swp9, subnet: servers, address: 10.9.0.11 }
        ports:
          leaf1: { swp1: { access: web, guard: strict, moves: verified }, swp2: { access: web, guard: strict, moves: verified } }
          leaf2: { swp9: { access: servers, guard: strict, moves: verified, dhcp: server } }
        """;

    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(10);

    private readonly SimWorld _world;
    private readonly SimNode _leaf;
    private DhcpClient? _client;

    public DhcpRelayTests()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.True(load.Fabric is not null, string.Join('\n', load.Faults));
        _world = new SimWorld(load.Fabric, new SimOptions { Seed = 5 });
        _leaf = _world.Node("leaf1");
        foreach (SimHost host in _world.Hosts)
        {
            host.Boot();
        }

        _world.Run(TimeSpan.FromSeconds(20));

        // Whoever has never said a word is nobody's host.
        ProbeFlow hello = new(1, ProbeKind.Ping, IpAddress.Parse("10.9.0.1"), TimeSpan.FromSeconds(1)) { Limit = 3 };
        _world.Host("srv").Do((now, stack, effects) => stack.Start(now, hello, effects));
        _world.Run(TimeSpan.FromSeconds(10));
        DhcpServerSetup setup = new()
        {
            First = new GatewayAddress(IpAddress.Parse("10.1.0.100"), 24), Count = 20, Gateway = IpAddress.Parse("10.1.0.1"), Duration = Duration,
        };
        _world.Host("srv").Do((_, stack, _) => stack.Serve(setup));
        _world.Host("vm").Do((now, stack, effects) => _client = stack.StartDhcp(now, effects));
        Assert.True(_world.RunUntil(() => Client.IsBound, TimeSpan.FromMinutes(1)), $"{Client.State}: {Counted()}");
    }

    private DhcpClient Client => _client!;

    private DhcpEngine Engine => _leaf.Switch!.Dhcp;

    [Fact]
    public void The_lease_lets_the_client_in_at_its_port()
    {
        AddressGrant lease = Assert.Single(Engine.Leases);
        Assert.Equal((Client.Lease.Address.Address, _world.Host("vm").Mac, GrantSource.Dhcp), (lease.Address, lease.Mac, lease.Source));
        Assert.Equal(IpAddress.Parse("10.1.0.1"), Client.Lease.Server);
        Assert.True(_leaf.Switch!.Edge.TryGetGrant(new BindingKey(lease.Segment, lease.Address), out AddressGrant admitted));
        Assert.Equal(lease, admitted);
        Assert.True(
            _world.RunUntil(() => _leaf.Switch.Tables.Bindings.TryGet(new BindingKey(lease.Segment, lease.Address), out _), TimeSpan.FromMinutes(1)),
            "never bound");
    }

    [Fact]
    public void Renewals_come_through_the_leaf_for_hours()
    {
        _world.Run(TimeSpan.FromHours(2));
        Assert.True(Client.IsBound);
        Assert.InRange(Engine.Counters[DhcpCounter.LeaseRefreshed], 20, 30);
        Assert.Equal((1L, 1), (Engine.Counters[DhcpCounter.LeaseMade], Engine.LeaseCount));
        Assert.All(Engine.Refusals.Snapshot(), static counter => Assert.Equal(0, counter.Value));
    }

    [Fact]
    public void A_daemon_that_starts_anew_knows_the_lease_again_by_the_next_renewal()
    {
        _leaf.Kill();
        _world.Run(TimeSpan.FromSeconds(5));
        _leaf.StartDaemon();
        _world.Run(Duration / 2);
        Assert.True(Client.IsBound);
        Assert.Equal(Client.Lease.Address.Address, Assert.Single(Engine.Leases).Address);
    }

    [Fact]
    public void A_server_that_was_away_is_found_again_by_rebinding()
    {
        SetServer(reachable: false);
        Assert.True(_world.RunUntil(() => Client.State == DhcpClientState.Rebinding, Duration));
        SetServer(reachable: true);
        Assert.True(_world.RunUntil(() => Client.State == DhcpClientState.Bound, Duration));
        Assert.Equal((1, 0L), (Engine.LeaseCount, Engine.Counters[DhcpCounter.LeaseExpired]));
    }

    [Fact]
    public void A_lease_that_nobody_prolongs_ends_for_client_and_leaf()
    {
        IpAddress address = Client.Lease.Address.Address;
        SegmentId segment = Engine.Leases.Single().Segment;
        SetServer(reachable: false);
        Assert.True(_world.RunUntil(() => !Client.IsBound, Duration + TimeSpan.FromMinutes(1)));
        Assert.Equal(1, Engine.LeaseCount);
        _world.Run(DhcpLimits.ExpiryGrace + TimeSpan.FromSeconds(1));
        Assert.Equal((0, 1L), (Engine.LeaseCount, Engine.Counters[DhcpCounter.LeaseExpired]));
        Assert.False(_leaf.Switch!.Edge.TryGetGrant(new BindingKey(segment, address), out _));
        Assert.False(_leaf.Switch.Tables.Bindings.TryGet(new BindingKey(segment, address), out _));
    }

    [Fact]
    public void A_released_lease_ends_at_once_for_leaf_and_server()
    {
        _world.Host("vm").Do((now, stack, effects) => stack.Release(now, Client, effects));
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 1L), (Engine.LeaseCount, Engine.Counters[DhcpCounter.LeaseReleased]));
        Assert.True(Engine.Counters[DhcpCounter.RelayedToServer] >= 3);
    }

    [Fact]
    public void A_lease_goes_with_its_host_to_another_port_of_the_leaf_and_is_renewed_there()
    {
        SimHost host = _world.Host("vm");
        host.Do((_, stack, effects) => stack.Announce(HostAnnouncement.GratuitousRequest, effects));
        _world.Run(TimeSpan.FromSeconds(5));
        _world.Move(host, new LinkEnd("leaf1", "swp2"), oldPortLosesCarrier: false);
        host.Do((_, stack, effects) => stack.Announce(HostAnnouncement.GratuitousRequest, effects));
        _world.Run(TimeSpan.FromSeconds(5));
        AddressGrant lease = Assert.Single(Engine.Leases);
        Assert.Equal((_leaf.Plan.FindPort("swp2")!.Index, GrantSource.Dhcp), (lease.Port, lease.Source));
        Assert.True(_leaf.Switch!.Edge.TryGetGrant(new BindingKey(lease.Segment, lease.Address), out AddressGrant admitted));
        Assert.Equal(lease, admitted);
        _world.Run(Duration * 3);
        Assert.True(Client.IsBound);
        Assert.Equal((0L, 0L), (Engine.Counters[DhcpCounter.LeaseExpired], Engine.Refusals[DhcpRefusal.ClientElsewhere]));
    }

    [Fact]
    public void A_client_that_starts_anew_at_another_port_has_its_address_again_once_nobody_answers_at_the_old_one()
    {
        SimHost host = _world.Host("vm");
        IpAddress address = Client.Lease.Address.Address;
        host.Stack.ShutDown();
        _world.Move(host, new LinkEnd("leaf1", "swp2"), oldPortLosesCarrier: false);
        host.Boot();
        host.Do((now, stack, effects) => _client = stack.StartDhcp(now, effects, remembered: address));
        Assert.True(_world.RunUntil(() => Client.IsBound, Duration / 2), Counted());
        Assert.Equal(address, Client.Lease.Address.Address);
        Assert.Equal((1, 0L), (Engine.LeaseCount, Engine.Counters[DhcpCounter.LeaseExpired]));
    }

    private string Counted() => string.Join(
        ", ", Engine.Counters.Snapshot().Concat(Engine.Refusals.Snapshot()).Where(static item => item.Value != 0).Select(static item => $"{item.Key} {item.Value}"));

    private void SetServer(bool reachable) => _world.SetCarrier(_world.Link("leaf2", "spine1"), reachable);
}
