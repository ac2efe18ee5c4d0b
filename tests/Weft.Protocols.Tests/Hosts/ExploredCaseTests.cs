using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Interleavings that the explorer of claims and epochs found to go wrong once.</summary>
public sealed class ExploredCaseTests
{
    private static readonly IpAddress _address = IpAddress.Parse("10.1.0.12");
    private static readonly HostKey _key = new(VrfId.Default, _address);

    private readonly TestHost _vm = new("02:00:00:00:00:12", "10.1.0.12");
    private readonly TestHost _attacker = new("02:00:00:00:00:12", "10.1.0.12") { Answers = false };

    [Fact]
    public void An_epoch_that_is_recovered_late_raises_what_was_announced_meanwhile()
    {
        HostWorld world = new(TestFabric.Make(2));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        _vm.PlugIn(2, 0);
        world.Run(TimeSpan.FromSeconds(2));
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));
        HostClaim before = world.Leaf(2).Claims[_key];
        (BindingKey binding, BindingRow row) = world.Leaf(2).Bindings.Single();
        world.Restart(2);
        LeafRecorder leaf = world.Leaf(2);
        leaf.Engine.Adopt(world.Now, new AdoptedBinding(binding, row), leaf);
        world.Run(HostsEngine.DatabaseWait + TimeSpan.FromSeconds(1));
        Assert.True(leaf.Claims[_key].Epoch < before.Epoch);

        leaf.Engine.HandleRecoveredClaim(world.Now, before, leaf);
        world.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(before, leaf.Claims[_key]);
        world.AssertOwner(_address, 2);
    }

    [Fact]
    public void A_claim_that_crossed_a_tentative_one_is_no_answer_to_it()
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));

        // Inside leaf1, and on at once: leaf2 asks for epoch 2 while leaf1 announces its own epoch 2.
        world.SetPort(1, 0, up: false);
        _vm.PlugIn(1, 1);
        world.Speak(_vm, EvidenceKind.Announcement);
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(1));

        world.AssertOwner(_address, 2);
        Assert.DoesNotContain(world.Leaf(2).Events, told => told is HostConflict);
    }

    [Fact]
    public void A_place_that_is_asked_is_asked_anew_when_a_newer_claim_arrives()
    {
        HostWorld world = new(TestFabric.Make(2), () => TimeSpan.FromHours(1));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        HostClaim first = world.Leaf(1).Claims[_key];
        _vm.PlugIn(1, 1);
        world.Speak(_vm, EvidenceKind.Announcement);
        HostClaim second = world.Leaf(1).Claims[_key];
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);

        LeafRecorder leaf = world.Leaf(2);
        leaf.Engine.HandleClaim(world.Now, world.SystemIdOf(1), first, leaf);
        leaf.Engine.HandleClaim(world.Now, world.SystemIdOf(1), second, leaf);
        world.Run(TimeSpan.FromMilliseconds(100));

        Assert.Equal(second.Epoch + 1, leaf.Claims[_key].Epoch);
        Assert.Equal([1, 2], world.BoundAt(_address));
    }

    [Fact]
    public void An_owner_that_answers_keeps_its_host_however_the_asking_claim_rises_meanwhile()
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified), () => TimeSpan.FromHours(1));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        LeafRecorder leaf = world.Leaf(1);
        HostClaim asking = leaf.Claims[_key] with { Epoch = 2, Segment = SegmentId.Routed(1, 2), Flags = ClaimFlags.Tentative };
        leaf.Engine.HandleClaim(world.Now, world.SystemIdOf(2), asking, leaf);
        leaf.Engine.HandleClaim(world.Now, world.SystemIdOf(2), asking with { Epoch = 3 }, leaf);
        world.Run(TimeSpan.FromSeconds(1));

        Assert.Equal([1], world.BoundAt(_address));
        Assert.Equal(4u, leaf.Claims[_key].Epoch);
    }

    [Fact]
    public void A_place_of_the_same_leaf_that_asked_is_remembered_when_another_leaf_gets_the_host()
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        _vm.PlugIn(1, 1);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 1);
        Assert.Equal(new PortIndex(1), world.Leaf(1).Bindings.Values.Single().Port);
    }

    [Fact]
    public void Of_two_leaves_that_ask_for_a_host_the_one_where_it_answers_gets_it()
    {
        HostWorld world = new(TestFabric.Make(3, MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        world.Add(_attacker, leaf: 3, port: 0);
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(5));
        world.Speak(_attacker, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 2);
    }

    [Fact]
    public void A_host_that_comes_back_to_another_port_is_attached_once_whatever_its_old_port_answers()
    {
        HostWorld world = new(TestFabric.Make(2));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(5));
        _vm.PlugIn(1, 1);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.SpeakAt(1, 0, _vm, EvidenceKind.ProbeAnswer);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 1);
        Assert.Equal(1, world.Leaf(1).Engine.LocalCount);
    }

    [Fact]
    public void A_host_that_was_first_seen_while_the_node_started_is_proven_by_its_answers()
    {
        HostWorld world = new(TestFabric.Make(2));
        world.Add(_vm, leaf: 1, port: 0);
        world.Restart(1);
        LeafRecorder leaf = world.Leaf(1);
        _vm.Answers = false;
        world.Speak(_vm, EvidenceKind.Data);
        HostClaim before = new(VrfId.Default, _address, _vm.Mac, 7, SegmentId.Routed(1, 1), 0, ClaimFlags.None);
        leaf.Engine.HandleRecoveredClaim(world.Now, before, leaf);
        leaf.Engine.Synchronized(world.Now, leaf);
        _vm.Answers = true;
        world.Run(TimeSpan.FromSeconds(5));

        world.AssertOwner(_address, 1);
        Assert.Equal(8u, leaf.Claims[_key].Epoch);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_silent_host_that_answered_for_a_challenger_on_its_own_or_on_another_leaf_is_asked_again_when_it_stays_silent(int challenger)
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        _vm.Answers = false;
        world.Run(TimeSpan.FromSeconds(60.5));
        _vm.Answers = true;
        world.SpeakAt(challenger, 1, _vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(5));
        Assert.Equal(HostState.Confirmed, world.Leaf(1).Engine.Explain(_key)!.Host.State);

        _vm.Answers = false;
        world.Run(TimeSpan.FromSeconds(70));

        Assert.Empty(world.Leaf(1).Claims);
    }

    [Fact]
    public void An_epoch_of_an_earlier_life_is_remembered_until_its_host_speaks()
    {
        HostWorld world = new(TestFabric.Make(2));
        world.Add(_vm, leaf: 1, port: 0);
        world.Restart(1);
        LeafRecorder leaf = world.Leaf(1);
        HostClaim before = new(VrfId.Default, _address, _vm.Mac, 7, SegmentId.Routed(1, 1), 0, ClaimFlags.Tentative);
        leaf.Engine.HandleRecoveredClaim(world.Now, before, leaf);
        leaf.Engine.Synchronized(world.Now, leaf);
        world.Run(TimeSpan.FromSeconds(60));
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(8u, leaf.Claims[_key].Epoch);
    }

    [Fact]
    public void An_epoch_of_an_earlier_life_is_forgotten_when_its_host_never_speaks()
    {
        HostWorld world = new(TestFabric.Make(2));
        world.Restart(1);
        LeafRecorder leaf = world.Leaf(1);
        HostClaim before = new(VrfId.Default, _address, _vm.Mac, 7, SegmentId.Routed(1, 1), 0, ClaimFlags.None);
        leaf.Engine.HandleRecoveredClaim(world.Now, before, leaf);
        leaf.Engine.Synchronized(world.Now, leaf);
        world.Run(new FabricTimers().DuplicateWindow - TimeSpan.FromTicks(1));
        Assert.NotNull(leaf.Engine.Explain(_key));
        world.Run(TimeSpan.FromTicks(1));

        Assert.Null(leaf.Engine.Explain(_key));
        Assert.Equal(Instant.Never, leaf.Engine.NextDeadline);
    }

    [Fact]
    public void Forged_claims_of_this_node_are_remembered_up_to_a_limit_and_only_of_hosts()
    {
        HostWorld world = new(TestFabric.Make(2, limits: new FabricLimits { RemoteClaims = 50, HostsPerNode = 50 }));
        LeafRecorder leaf = world.Leaf(1);
        for (uint i = 0; i < 150; i++)
        {
            HostClaim forged = new(VrfId.Default, IpAddress.Ipv4(0x0A01_0100 + i), _vm.Mac, 7, SegmentId.Routed(1, 1), 0, ClaimFlags.None);
            leaf.Engine.HandleRecoveredClaim(world.Now, forged, leaf);
        }

        leaf.Engine.HandleRecoveredClaim(
            world.Now, new HostClaim(VrfId.Default, IpAddress.Parse("224.0.0.5"), _vm.Mac, 7, SegmentId.Routed(1, 1), 0, ClaimFlags.None), leaf);

        Assert.Equal(50, leaf.Engine.Counters[HostCounter.RemoteClaimsLimit]);
        Assert.Equal(1, leaf.Engine.Counters[HostCounter.NotAHostAddress]);
    }
}
