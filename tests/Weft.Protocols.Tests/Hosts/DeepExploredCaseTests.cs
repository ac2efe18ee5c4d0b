using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Interleavings of three and more disturbances that the explorer of claims and epochs found to go wrong once.</summary>
public sealed class DeepExploredCaseTests
{
    private static readonly IpAddress _address = IpAddress.Parse("10.1.0.12");
    private static readonly HostKey _key = new(VrfId.Default, _address);

    private readonly TestHost _vm = new("02:00:00:00:00:12", "10.1.0.12");
    private readonly TestHost _attacker = new("02:00:00:00:00:12", "10.1.0.12") { Answers = false };

    [Fact]
    public void A_host_at_a_trusted_port_need_not_ask_because_an_attacker_at_another_port_of_its_leaf_had_to()
    {
        HostWorld world = new(TestFabric.Make(2, secondPort: MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        world.SpeakAt(2, 1, _attacker, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMicroseconds(500));
        Assert.True(world.Leaf(2).Claims[_key].IsTentative);

        // While that is under way, the host moves in its own leaf and at once to the attacked one.
        _vm.PlugIn(1, 2);
        world.Speak(_vm, EvidenceKind.Announcement);
        _vm.PlugIn(1, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        Assert.False(world.Leaf(2).Claims[_key].IsTentative);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 2);
        Assert.Equal(new PortIndex(0), world.Leaf(2).Bindings.Values.Single().Port);
        Assert.DoesNotContain(world.Leaf(2).Events, told => told is HostConflict);
    }

    [Fact]
    public void An_answer_where_a_host_was_given_up_is_no_contest_when_nobody_claims_it_any_more()
    {
        HostWorld world = new(TestFabric.Make(2), () => TimeSpan.FromHours(1));
        LeafRecorder leaf = world.Leaf(2);
        world.SpeakAt(2, 0, _vm, EvidenceKind.Announcement);
        int contests = new FabricTimers().DuplicateMoves;
        for (int contest = 1; contest <= contests; contest++)
        {
            HostClaim better = leaf.Claims[_key] with { Epoch = leaf.Claims[_key].Epoch + 1, Segment = SegmentId.Routed(1, 1) };
            leaf.Engine.HandleClaim(world.Now, world.SystemIdOf(1), better, leaf);
            Assert.Empty(leaf.Claims);
            if (contest == contests)
            {
                leaf.Engine.HandleClaimWithdrawn(world.Now, world.SystemIdOf(1), _key, leaf);
            }

            world.SpeakAt(2, 0, _vm, EvidenceKind.ProbeAnswer);
        }

        Assert.Equal([2], world.BoundAt(_address));
        Assert.DoesNotContain(leaf.Events, told => told is HostDuplicate);
    }

    [Theory]
    [InlineData(EvidenceKind.Rarp)]
    [InlineData(EvidenceKind.Data)]
    [InlineData(EvidenceKind.ArpNd)]
    public void A_place_that_something_is_heard_from_while_it_is_asked_is_asked_once_more(EvidenceKind kind)
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        _vm.PlugIn(1, 1);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(45));
        Assert.Equal(3, world.Leaf(1).Sent.Count);

        // All questions were asked in vain, and the host is back before that counts.
        _vm.PlugIn(1, 0);
        world.Speak(_vm, kind);
        world.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(new PortIndex(0), world.Leaf(1).Bindings.Values.Single().Port);
    }

    [Fact]
    public void What_is_heard_from_a_place_that_is_asked_puts_the_decision_off_once()
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        _vm.PlugIn(1, 1);
        world.Speak(_vm, EvidenceKind.Announcement);
        for (int i = 0; i < 12; i++)
        {
            world.Run(TimeSpan.FromMilliseconds(10));
            world.SpeakAt(1, 0, _attacker, EvidenceKind.Data);
        }

        Assert.Equal(new PortIndex(1), world.Leaf(1).Bindings.Values.Single().Port);
    }

    [Fact]
    public void A_question_of_an_earlier_life_is_still_a_question()
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified), () => TimeSpan.FromHours(1));
        world.Restart(1);
        LeafRecorder leaf = world.Leaf(1);
        BindingKey binding = new(SegmentId.Routed(1, 1), _address);
        leaf.Engine.Adopt(world.Now, new AdoptedBinding(binding, new BindingRow(_vm.Mac, new PortIndex(1), VrfId.Default)), leaf);
        HostClaim before = new(VrfId.Default, _address, _vm.Mac, 3, SegmentId.Routed(1, 1), 0, ClaimFlags.Tentative);
        leaf.Engine.HandleRecoveredClaim(world.Now, before, leaf);
        HostClaim other = before with { Epoch = 2, Segment = SegmentId.Routed(1, 2) };
        leaf.Engine.HandleClaim(world.Now, world.SystemIdOf(2), other, leaf);
        leaf.Engine.Synchronized(world.Now, leaf);
        Assert.Equal(before, leaf.Claims[_key]);

        leaf.Engine.HandleClaimWithdrawn(world.Now, world.SystemIdOf(2), _key, leaf);
        Assert.Equal(before with { Flags = ClaimFlags.None }, leaf.Claims[_key]);
    }

    [Fact]
    public void A_host_that_was_refused_for_an_answer_older_than_the_question_is_claimed_once_more()
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(2));
        world.SpeakAt(1, 0, _vm, EvidenceKind.ProbeAnswer);
        world.Run(TimeSpan.FromMilliseconds(1.05));
        Assert.Contains(world.Leaf(2).Events, told => told is HostConflict);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 2);
    }

    [Fact]
    public void A_second_port_of_the_leaf_is_remembered_when_the_first_is_refused()
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified));
        world.Add(_vm, leaf: 2, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));

        // A late word of the host at the first port; when leaf2 has answered to that, the host comes to the second.
        world.SpeakAt(1, 0, _vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(1.5));
        _vm.PlugIn(1, 1);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 1);
        Assert.Equal(new PortIndex(1), world.Leaf(1).Bindings.Values.Single().Port);
        Assert.Contains(world.Leaf(1).Events, told => told is HostConflict { ClaimantPort: "swp0" });
    }

    [Fact]
    public void A_thief_that_answers_is_refused_twice_and_then_left_alone()
    {
        HostWorld world = new(TestFabric.Make(2, MoveTrust.Verified));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        _attacker.Answers = true;
        world.Add(_attacker, leaf: 2, port: 0);
        world.Speak(_attacker, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(30));

        world.AssertOwner(_address, 1);
        Assert.Equal(2, world.Leaf(2).ClaimsSent);
        Assert.Equal(2, world.Leaf(2).Events.Count(told => told is HostConflict));
        Assert.DoesNotContain(world.Leaves.SelectMany(leaf => leaf.Events), told => told is HostDuplicate);
    }

    [Fact]
    public void Two_places_that_were_given_up_one_after_the_other_are_both_guarded_against_stragglers()
    {
        HostWorld world = new(TestFabric.Make(2));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        _vm.PlugIn(1, 1);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(300));
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromMilliseconds(600));
        world.SpeakAt(1, 0, _vm, EvidenceKind.Data);
        world.SpeakAt(1, 1, _vm, EvidenceKind.Data);
        world.AssertOwner(_address, 2);

        // The first guard is over; the host may well be back there.
        world.Run(TimeSpan.FromMilliseconds(200));
        world.SpeakAt(1, 1, _vm, EvidenceKind.Data);
        world.AssertOwner(_address, 2);
        _vm.PlugIn(1, 0);
        world.Speak(_vm, EvidenceKind.Data);
        world.Run(TimeSpan.FromSeconds(1));
        world.AssertOwner(_address, 1);
    }
}
