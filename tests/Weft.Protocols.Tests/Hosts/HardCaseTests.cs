using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Cases of docs/edge-cases.md that no other test of the hosts engine meets on its way.</summary>
public sealed class HardCaseTests
{
    private readonly FabricTimers _timers = new();
    private readonly IpAddress _address = IpAddress.Parse("10.1.0.12");
    private readonly IpAddress _gateway = IpAddress.Parse("10.1.0.1");
    private readonly HostKey _key = new(VrfId.Default, IpAddress.Parse("10.1.0.12"));

    [Fact]
    public void Case12_a_probe_is_unicast_and_its_sender_is_the_gateway_with_the_virtual_mac()
    {
        HostWorld world = new(TestFabric.Make(2));
        TestHost vm = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 1, port: 0);
        world.Speak(vm, EvidenceKind.ArpNd);
        world.Run(_timers.HostIdle + TimeSpan.FromSeconds(1));
        (Instant _, PortIndex _, byte[] frame) = Assert.Single(world.Leaf(1).Sent);
        Assert.Equal(EthernetFault.None, EthernetView.TryParse(frame, out EthernetView ethernet));
        Assert.Equal(ArpFault.None, ArpView.TryParse(ethernet.Payload, out ArpView arp));
        Assert.Equal(vm.Mac, ethernet.Destination);
        Assert.Equal(ArpOperation.Request, arp.Operation);
        Assert.Equal((MacAddress.VirtualRouter(10, ipv6: false), _gateway), (arp.SenderMac, arp.SenderAddress));
        Assert.Equal(_address, arp.TargetAddress);
    }

    [Fact]
    public void Case12_probes_of_many_silent_hosts_are_bounded_in_every_second()
    {
        const int Hosts = 100;
        const int PerSecond = 10;
        HostWorld world = new(TestFabric.Make(1, limits: new FabricLimits { ProbesPerSecond = PerSecond }));
        for (int n = 0; n < Hosts; n++)
        {
            world.Speak(world.Add(new TestHost($"02:00:00:00:01:{n:x2}", $"10.1.0.{n + 20}"), leaf: 1, port: 0), EvidenceKind.ArpNd);
        }

        world.Run(_timers.HostIdle + TimeSpan.FromMinutes(2));
        List<Instant> sent = [.. world.Leaf(1).Sent.Select(probe => probe.At)];
        Assert.InRange(sent.Count, Hosts, int.MaxValue);
        for (int first = 0; first + (2 * PerSecond) < sent.Count; first++)
        {
            // A bucket that is full may be emptied at once and is then filled again within the second.
            Assert.True(sent[first + (2 * PerSecond)] - sent[first] >= TimeSpan.FromSeconds(1), $"too many probes from {sent[first]} on");
        }

        Assert.Equal(Hosts, world.Leaf(1).Bindings.Count);
    }

    [Fact]
    public void Case13_only_the_leaf_that_has_the_host_probes_it_and_only_on_its_port()
    {
        HostWorld world = new(TestFabric.Make(3));
        TestHost vm = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 2, port: 3);
        world.Speak(vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromMinutes(10));
        Assert.NotEmpty(world.Leaf(2).Sent);
        Assert.All(world.Leaf(2).Sent, probe => Assert.Equal(3, probe.Port.Value));
        Assert.Empty(world.Leaf(1).Sent);
        Assert.Empty(world.Leaf(3).Sent);
    }

    [Fact]
    public void Case16_a_host_that_moved_without_a_word_belongs_to_the_new_leaf_from_its_first_packet_on()
    {
        HostWorld world = new(TestFabric.Make(2));
        TestHost vm = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 1, port: 0);
        world.Speak(vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromMinutes(1));
        vm.PlugIn(2, 0);
        world.Speak(vm, EvidenceKind.Data);
        world.Run(TimeSpan.FromMilliseconds(2));
        world.AssertOwner(_address, 2);
        world.Run(TimeSpan.FromSeconds(5));
        world.AssertOwner(_address, 2);
        Assert.Equal(2u, world.Leaf(2).Claims[_key].Epoch);
    }

    [Fact]
    public void Case19_the_mac_of_a_silent_host_stays_attached_as_long_as_its_address_is_bound()
    {
        HostWorld world = new(TestFabric.Make(1));
        TestHost vm = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 1, port: 0);
        world.Speak(vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromHours(1));
        Assert.Equal(vm.Mac, Assert.Single(world.Leaf(1).Macs).Key.Mac);
        vm.Answers = false;
        world.Run(_timers.HostIdle + (_timers.ProbeInterval * _timers.ProbeCount) + TimeSpan.FromMilliseconds(2));
        Assert.Empty(world.Leaf(1).Bindings);
        Assert.Empty(world.Leaf(1).Macs);
    }

    [Fact]
    public void Case25_hosts_behind_one_port_are_kept_apart_up_to_the_limit_and_go_with_its_carrier()
    {
        HostWorld world = new(TestFabric.Make(1, limits: new FabricLimits { MacsPerPort = 3 }));
        for (int n = 0; n < 5; n++)
        {
            world.Speak(world.Add(new TestHost($"02:00:00:00:01:{n:x2}", $"10.1.0.{n + 20}"), leaf: 1, port: 0), EvidenceKind.ArpNd);
        }

        TestHost neighbour = world.Add(new TestHost("02:00:00:00:02:01", "10.1.0.40"), leaf: 1, port: 1);
        world.Speak(neighbour, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(1));
        LeafRecorder leaf = world.Leaf(1);
        Assert.Equal(["10.1.0.20", "10.1.0.21", "10.1.0.22", "10.1.0.40"], leaf.Bindings.Keys.Select(key => key.Address).Order().Select(address => address.ToString()));
        Assert.Contains(leaf.Events, nodeEvent => nodeEvent is HostLimitReached);

        world.SetPort(1, 0, up: false);
        world.Run(_timers.LinkDownHold);
        Assert.Equal(neighbour.Addresses, leaf.Bindings.Keys.Select(key => key.Address));
    }

    [Fact]
    public void Case28_the_old_address_of_a_host_that_has_another_now_is_withdrawn_when_it_stops_answering()
    {
        HostWorld world = new(TestFabric.Make(2));
        TestHost vm = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12", "10.1.0.77"), leaf: 1, port: 0);
        world.Speak(vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(1));
        vm.Dropped.Add(_address);
        world.Speak(vm, EvidenceKind.Announcement, vm.Addresses[1]);
        world.Run(_timers.HostIdle + (_timers.ProbeInterval * _timers.ProbeCount) + TimeSpan.FromMilliseconds(2));
        Assert.Empty(world.BoundAt(_address));
        world.AssertOwner(vm.Addresses[1], 1);
    }

    [Fact]
    public void Case43_a_migration_that_fails_leaves_the_host_where_it_answers()
    {
        HostWorld world = new(TestFabric.Make(2));
        TestHost vm = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 1, port: 0);
        world.Speak(vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(10));

        // The target's hypervisor announces the MAC, but the guest never starts there.
        world.SpeakAt(2, 0, vm, EvidenceKind.Rarp);
        world.Run(TimeSpan.FromSeconds(10));
        world.AssertOwner(_address, 1);
        Assert.DoesNotContain(world.Leaves.SelectMany(leaf => leaf.Events), nodeEvent => nodeEvent is HostDuplicate);
    }

    [Fact]
    public void Case50_the_old_leaf_routes_stragglers_to_the_new_one_from_the_moment_it_gives_the_host_up()
    {
        HostWorld world = new(TestFabric.Make(2), claimDelay: () => TimeSpan.FromMilliseconds(3));
        TestHost vm = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 1, port: 0);
        world.Speak(vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(1));
        vm.PlugIn(2, 0);
        world.Speak(vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(3) - TimeSpan.FromTicks(1));
        Assert.Equal([1, 2], world.BoundAt(_address));
        world.Run(TimeSpan.FromTicks(1));
        Assert.Equal([2], world.BoundAt(_address));
        Assert.Equal([world.SystemIdOf(2)], world.Leaf(1).Winners[_key]);
        Assert.Equal([_address], world.Leaf(1).MovedAway);
    }
}
