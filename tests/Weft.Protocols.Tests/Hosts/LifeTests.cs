using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

public sealed class LifeTests
{
    private readonly FabricTimers _timers = new();
    private readonly HostWorld _world = new(TestFabric.Make(2));
    private readonly TestHost _vm = new("02:00:00:00:00:12", "10.1.0.12");
    private readonly IpAddress _address = IpAddress.Parse("10.1.0.12");
    private readonly HostKey _key = new(VrfId.Default, IpAddress.Parse("10.1.0.12"));

    private HostState State => _world.Leaf(1).Engine.Snapshot().Single(view => view.Key == _key).State;

    [Fact]
    public void Case15_a_first_data_packet_makes_a_tentative_binding_that_a_probe_confirms()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.Data);
        Assert.Equal(HostState.Tentative, State);
        _world.Run(TimeSpan.FromMilliseconds(5));
        Assert.Equal(HostState.Confirmed, State);
        _world.AssertOwner(_address, 1);
    }

    [Fact]
    public void A_source_that_never_answers_is_dropped_after_its_tentative_life()
    {
        _vm.Answers = false;
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.Data);
        _world.Run(_timers.TentativeLifetime - TimeSpan.FromTicks(1));
        Assert.Equal([1], _world.BoundAt(_address));
        _world.Run(TimeSpan.FromTicks(1));
        Assert.Empty(_world.BoundAt(_address));
    }

    [Fact]
    public void Case17_a_silent_host_that_answers_probes_keeps_its_route_for_hours()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _world.Run(TimeSpan.FromHours(3));
        _world.AssertOwner(_address, 1);
        Assert.Equal(1u, _world.Leaf(1).Claims[_key].Epoch);
        Assert.DoesNotContain(_world.Leaf(1).Events, nodeEvent => nodeEvent is HostGone);
    }

    [Fact]
    public void Case18_a_host_that_stops_answering_is_probed_first_and_then_gone()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _vm.Answers = false;
        _world.Run(_timers.HostIdle - TimeSpan.FromTicks(1));
        Assert.Equal(HostState.Confirmed, State);
        _world.Run(TimeSpan.FromTicks(1));
        Assert.Equal(HostState.Suspect, State);
        Assert.Equal([1], _world.BoundAt(_address));
        _world.Run(_timers.ProbeInterval * _timers.ProbeCount);
        Assert.Empty(_world.BoundAt(_address));
        Assert.Empty(_world.Leaf(1).Claims);
        Assert.Empty(_world.Leaf(1).Macs);
    }

    [Fact]
    public void Case26_a_port_flap_inside_the_hold_withdraws_nothing_and_a_longer_one_does()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _world.Run(TimeSpan.FromSeconds(1));
        _world.SetPort(1, 0, up: false);
        _world.Run(_timers.LinkDownHold - TimeSpan.FromTicks(1));
        _world.SetPort(1, 0, up: true);
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([1], _world.BoundAt(_address));
        Assert.Equal(1, _world.Leaf(1).ClaimsSent);

        _world.SetPort(1, 0, up: false);
        _world.Run(_timers.LinkDownHold);
        Assert.Empty(_world.BoundAt(_address));
    }

    [Fact]
    public void Case29_a_new_mac_takes_over_only_when_the_old_one_is_silent()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        TestHost other = _world.Add(new TestHost("02:00:00:00:00:99", "10.1.0.12"), leaf: 1, port: 1);
        _world.Speak(other, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(_vm.Mac, _world.Leaf(1).Claims[_key].Mac);
        Assert.Contains(_world.Leaf(1).Events, nodeEvent => nodeEvent is HostConflict);

        // By now the address is a duplicate: the next question waits a second.
        _world.Run(TimeSpan.FromSeconds(1));
        _vm.Answers = false;
        _world.Speak(other, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(other.Mac, _world.Leaf(1).Claims[_key].Mac);
    }

    [Fact]
    public void Case34_link_local_addresses_are_tracked_on_their_segment_and_never_announced()
    {
        TestHost host = _world.Add(new TestHost("02:00:00:00:00:12", "fe80::12"), leaf: 1, port: 0);
        _world.Speak(host, EvidenceKind.ArpNd);
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([1], _world.BoundAt(host.Addresses[0]));
        Assert.Empty(_world.Leaf(1).Claims);
    }

    [Fact]
    public void Case48_a_restart_keeps_the_epoch_and_withdraws_nothing()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        for (int i = 0; i < 3; i++)
        {
            _vm.PlugIn(2 - (i % 2), 0);
            _world.Speak(_vm, EvidenceKind.Announcement);
            _world.Run(TimeSpan.FromSeconds(2));
        }

        HostClaim before = _world.Leaf(2).Claims[_key];
        BindingKey binding = _world.Leaf(2).Bindings.Keys.Single();
        BindingRow row = _world.Leaf(2).Bindings[binding];
        _world.Restart(2);
        LeafRecorder leaf = _world.Leaf(2);
        leaf.Engine.Adopt(_world.Now, new AdoptedBinding(binding, row), leaf);
        leaf.Engine.HandleRecoveredClaim(_world.Now, before, leaf);
        leaf.Engine.Synchronized(_world.Now, leaf);
        _world.Run(TimeSpan.FromSeconds(2));

        _world.AssertOwner(_address, 2);
        Assert.Equal(before, leaf.Claims[_key]);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void A_mac_that_takes_addresses_of_another_on_its_own_port_keeps_within_its_limit(int perMac, int macs)
    {
        HostWorld world = new(TestFabric.Make(1, limits: new FabricLimits { AddressesPerMac = perMac }));
        TestHost one = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 1, port: 0);
        TestHost other = world.Add(new TestHost("02:00:00:00:00:13", "10.1.0.13"), leaf: 1, port: 0);
        world.Speak(one, EvidenceKind.ArpNd);
        world.Speak(other, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(1));
        one.Answers = false;
        world.Speak(other, EvidenceKind.Announcement, one.Addresses[0]);
        world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(macs, world.Leaf(1).Bindings.Values.Select(row => row.Mac).Distinct().Count());
        Assert.Equal(perMac == 1 ? 1 : 0, world.Leaf(1).Engine.Counters[HostCounter.AddressesPerMacLimit]);
    }

    [Fact]
    public void What_a_predecessor_left_is_adopted_within_the_limits()
    {
        HostWorld world = new(TestFabric.Make(1, limits: new FabricLimits { MacsPerPort = 1, AddressesPerMac = 2 }));
        world.Restart(1);
        LeafRecorder leaf = world.Leaf(1);
        foreach ((string mac, string address) in (ReadOnlySpan<(string, string)>)
            [("02:00:00:00:00:12", "10.1.0.12"), ("02:00:00:00:00:13", "10.1.0.13"), ("02:00:00:00:00:12", "10.1.0.14"), ("02:00:00:00:00:12", "10.1.0.15")])
        {
            HostAttachment at = world.Place(1, 0, MacAddress.Parse(mac));
            leaf.Engine.Adopt(world.Now, new AdoptedBinding(new BindingKey(at.Segment, IpAddress.Parse(address)), new BindingRow(at.Mac, at.Port, VrfId.Default)), leaf);
        }

        Assert.Equal([IpAddress.Parse("10.1.0.12"), IpAddress.Parse("10.1.0.14")], leaf.Bindings.Keys.Select(key => key.Address).Order());
        Assert.Equal(2, leaf.Engine.LocalCount);
    }

    [Fact]
    public void An_adopted_host_that_moved_while_the_daemon_was_dead_is_given_up_when_the_database_is_known()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _world.Run(TimeSpan.FromSeconds(2));
        HostClaim before = _world.Leaf(1).Claims[_key];
        BindingKey binding = _world.Leaf(1).Bindings.Keys.Single();
        BindingRow row = _world.Leaf(1).Bindings[binding];
        _world.Restart(1);
        LeafRecorder leaf = _world.Leaf(1);
        leaf.Engine.Adopt(_world.Now, new AdoptedBinding(binding, row), leaf);
        _vm.PlugIn(2, 0);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromMilliseconds(10));
        leaf.Engine.HandleRecoveredClaim(_world.Now, before, leaf);
        leaf.Engine.Synchronized(_world.Now, leaf);
        leaf.Claims.Clear();
        _world.Run(TimeSpan.FromSeconds(2));

        _world.AssertOwner(_address, 2);
    }

    [Fact]
    public void Case47_claims_of_an_unreachable_leaf_leave_forwarding_but_are_remembered()
    {
        _world.Add(_vm, leaf: 2, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _world.Run(TimeSpan.FromSeconds(1));
        LeafRecorder leaf = _world.Leaf(1);
        leaf.Engine.HandleReach(_world.SystemIdOf(2), reachable: false);
        leaf.Engine.SettleReach(_world.Now, leaf);
        Assert.Empty(leaf.Winners[_key]);
        leaf.Engine.HandleReach(_world.SystemIdOf(2), reachable: true);
        leaf.Engine.SettleReach(_world.Now, leaf);
        Assert.Equal([_world.SystemIdOf(2)], leaf.Winners[_key]);
    }

    [Fact]
    public void Case37_addresses_of_one_mac_are_capped()
    {
        HostWorld world = new(TestFabric.Make(1, limits: new FabricLimits { AddressesPerMac = 4 }));
        string[] addresses = Enumerable.Range(1, 6).Select(i => $"2001:db8:1::{i + 16:x}").ToArray();
        TestHost host = world.Add(new TestHost("02:00:00:00:00:12", addresses), leaf: 1, port: 0);
        foreach (IpAddress address in host.Addresses)
        {
            world.Speak(host, EvidenceKind.ArpNd, address);
        }

        Assert.Equal(4, world.Leaf(1).Bindings.Count);
        Assert.Equal(2, world.Leaf(1).Engine.Counters[HostCounter.AddressesPerMacLimit]);
        Assert.Single(world.Leaf(1).Events, nodeEvent => nodeEvent is HostLimitReached);
    }

    [Fact]
    public void A_host_of_another_subnet_is_taken_only_where_the_port_allows_it()
    {
        TestHost foreign = _world.Add(new TestHost("02:00:00:00:00:50", "10.2.0.50"), leaf: 1, port: 0);
        _world.Speak(foreign, EvidenceKind.ArpNd);
        Assert.Empty(_world.BoundAt(foreign.Addresses[0]));
        Assert.Equal(1, _world.Leaf(1).Engine.Counters[HostCounter.OutsideOfSubnet]);

        foreign.PlugIn(1, 3);
        _world.Speak(foreign, EvidenceKind.ArpNd);
        Assert.Equal([1], _world.BoundAt(foreign.Addresses[0]));
        Assert.True(_world.Leaf(1).Engine.IsForeignHost(SegmentId.Routed(1, 1), new PortIndex(3), foreign.Mac));
    }
}
