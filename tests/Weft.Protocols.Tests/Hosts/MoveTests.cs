using Weft.Model;
using Weft.Protocols.Hosts;

namespace Weft.Protocols.Tests.Hosts;

public sealed class MoveTests
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private readonly HostWorld _world = new(TestFabric.Make(3));
    private readonly TestHost _vm = new("02:00:00:00:00:12", "10.1.0.12", "2001:db8:1::12");

    public MoveTests()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _world.Speak(_vm, EvidenceKind.ArpNd, _vm.Addresses[1]);
        _world.Run(TimeSpan.FromSeconds(2));
        _world.AssertOwner(_vm.Addresses[0], 1);
        _world.AssertOwner(_vm.Addresses[1], 1);
    }

    [Theory]
    [InlineData(EvidenceKind.Announcement)]
    [InlineData(EvidenceKind.ArpNd)]
    [InlineData(EvidenceKind.Data)]
    public void A_host_that_shows_itself_at_another_leaf_belongs_there_and_the_old_leaf_yields_at_once(EvidenceKind kind)
    {
        _vm.PlugIn(2, 1);
        _world.Speak(_vm, kind);
        _world.Run(TimeSpan.FromMilliseconds(1));

        _world.AssertOwner(_vm.Addresses[0], 2);
        Assert.Contains(_vm.Addresses[0], _world.Leaf(1).MovedAway);
        Assert.Equal(2u, _world.Leaf(2).Claims[new HostKey(VrfId.Default, _vm.Addresses[0])].Epoch);
    }

    [Fact]
    public void Case27_all_addresses_of_a_mac_follow_the_one_that_spoke()
    {
        _vm.PlugIn(2, 1);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(Settle);

        _world.AssertOwner(_vm.Addresses[0], 2);
        _world.AssertOwner(_vm.Addresses[1], 2);
        Assert.Empty(_world.Leaf(1).Macs);
    }

    [Fact]
    public void A_mac_leaves_with_the_last_address_at_the_port_where_it_was_seen_last_although_its_link_local_one_is_still_bound_elsewhere()
    {
        TestHost vm = _world.Add(new TestHost("02:00:00:00:00:13", "10.1.0.13", "fe80::13"), leaf: 1, port: 0);
        AttachedMacKey key = new(_world.Place(1, 0, vm.Mac).Segment, vm.Mac);
        _world.Speak(vm, EvidenceKind.ArpNd);
        _world.Speak(vm, EvidenceKind.ArpNd, vm.Addresses[1]);
        _world.Run(Settle);
        vm.PlugIn(1, 1);
        _world.Speak(vm, EvidenceKind.Announcement);
        _world.Run(Settle);
        Assert.Equal(new PortIndex(1), _world.Leaf(1).Macs[key].Port);
        Assert.Equal([1], _world.BoundAt(vm.Addresses[1]));

        // Who has the MAC in a cache is led by its route, not into a port without anybody.
        vm.PlugIn(2, 1);
        _world.SetPort(1, 1, up: false);
        _world.Run(new FabricTimers().LinkDownHold);
        Assert.DoesNotContain(key, _world.Leaf(1).Macs.Keys);
    }

    [Fact]
    public void Case14_rarp_moves_every_address_at_once_and_releases_those_that_do_not_answer()
    {
        _vm.PlugIn(3, 2);
        _vm.Dropped.Add(_vm.Addresses[1]);
        _world.Speak(_vm, EvidenceKind.Rarp);
        _world.Run(TimeSpan.FromMilliseconds(1));

        _world.AssertOwner(_vm.Addresses[0], 3);
        _world.AssertOwner(_vm.Addresses[1], 3);

        _world.Run(TimeSpan.FromSeconds(5));
        _world.AssertOwner(_vm.Addresses[0], 3);
        Assert.Empty(_world.BoundAt(_vm.Addresses[1]));
    }

    [Fact]
    public void Case44_back_to_back_moves_take_one_epoch_each_and_are_never_a_duplicate()
    {
        for (int move = 1; move <= 20; move++)
        {
            int target = 1 + (move % 2);
            _vm.PlugIn(target, move % 4);
            _world.Speak(_vm, EvidenceKind.Announcement);
            _world.Run(TimeSpan.FromSeconds(1));
            _world.AssertOwner(_vm.Addresses[0], target);
            Assert.Equal((uint)move + 1, _world.Leaf(target).Claims[new HostKey(VrfId.Default, _vm.Addresses[0])].Epoch);
        }

        Assert.DoesNotContain(_world.Leaves.SelectMany(leaf => leaf.Events), nodeEvent => nodeEvent is HostDuplicate or HostConflict);
    }

    [Fact]
    public void Frames_that_were_under_way_at_the_old_port_do_not_win_the_host_back_but_are_asked_for_again()
    {
        _vm.PlugIn(2, 1);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(Settle);
        _world.Leaf(1).Forgotten.Clear();

        _world.SpeakAt(1, 0, _vm, EvidenceKind.Data);
        _world.SpeakAt(1, 0, _vm, EvidenceKind.ArpNd);
        _world.Run(Settle);

        _world.AssertOwner(_vm.Addresses[0], 2);
        Assert.Equal(2, _world.Leaf(1).Engine.Counters[HostCounter.StaleAfterYield]);
        Assert.Empty(_world.Leaf(1).Forgotten);
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Single(_world.Leaf(1).Forgotten);
    }

    [Fact]
    public void An_announcement_wins_a_host_back_inside_the_guard_time()
    {
        _vm.PlugIn(2, 1);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromMilliseconds(5));
        _vm.PlugIn(1, 0);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(Settle);

        _world.AssertOwner(_vm.Addresses[0], 1);
    }

    [Fact]
    public void Case20_a_move_inside_the_leaf_changes_the_port_and_keeps_the_neighbours_caches()
    {
        _vm.PlugIn(1, 2);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(Settle);

        _world.AssertOwner(_vm.Addresses[0], 1);
        BindingRow row = _world.Leaf(1).Bindings[new BindingKey(SegmentId.Routed(1, 1), _vm.Addresses[0])];
        Assert.Equal(new PortIndex(2), row.Port);
        Assert.Empty(_world.Leaf(1).MovedAway);
    }

    [Fact]
    public void Case21_two_live_hosts_with_one_address_end_as_a_duplicate_with_an_alarm_and_the_route_stands_still()
    {
        TestHost other = _world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 2, port: 3);
        _world.Speak(other, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(2));

        Assert.Contains(_world.Leaves.SelectMany(leaf => leaf.Events), nodeEvent => nodeEvent is HostDuplicate);
        int sent = _world.Leaves.Sum(leaf => leaf.ClaimsSent);
        for (int i = 0; i < 20; i++)
        {
            _world.Speak(other, EvidenceKind.Announcement);
            _world.Speak(_vm, EvidenceKind.Announcement);
            for (int step = 0; step < 50; step++)
            {
                _world.Run(TimeSpan.FromMilliseconds(20));
                Assert.Equal([1], _world.BoundAt(_vm.Addresses[0]));
            }
        }

        // The holder is asked at 1, 2, 4 and 8 s; each question costs a claim here and an answer there, for both addresses of the MAC.
        Assert.InRange(_world.Leaves.Sum(leaf => leaf.ClaimsSent) - sent, 1, 20);
    }

    [Fact]
    public void Case21_two_macs_that_both_answer_are_a_duplicate_at_the_first_contest()
    {
        TestHost other = _world.Add(new TestHost("02:00:00:00:00:99", "10.1.0.12"), leaf: 2, port: 3);
        _world.Speak(other, EvidenceKind.Announcement);
        for (int step = 0; step < 100; step++)
        {
            _world.Run(TimeSpan.FromMilliseconds(5));
            Assert.Equal([1], _world.BoundAt(_vm.Addresses[0]));
        }

        Assert.Single(_world.Leaf(1).Events, nodeEvent => nodeEvent is HostDuplicate { Here: "swp0", There: "leaf2" });
        Assert.Single(_world.Leaf(2).Events, nodeEvent => nodeEvent is HostDuplicate { Here: "swp3", There: "leaf1" });
    }

    [Fact]
    public void A_duplicate_whose_holder_went_away_is_given_to_the_live_host_without_waiting_for_the_recovery()
    {
        TestHost other = _world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 2, port: 3);
        _world.Speak(other, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(2));
        _vm.Answers = false;
        _world.Speak(other, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(1));
        _world.AssertOwner(_vm.Addresses[0], 2);
    }

    [Fact]
    public void Case49_a_withdrawal_of_the_old_leaf_that_comes_late_does_not_hurt_the_new_claim()
    {
        _vm.PlugIn(2, 1);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromMilliseconds(1));
        LeafRecorder third = _world.Leaf(3);
        third.Engine.HandleClaimWithdrawn(_world.Now, _world.SystemIdOf(1), new HostKey(VrfId.Default, _vm.Addresses[0]), third);

        _world.AssertOwner(_vm.Addresses[0], 2);
    }

    [Fact]
    public void A_host_that_moves_without_end_is_slowed_down_but_not_cut_off()
    {
        for (int move = 0; move < 100; move++)
        {
            _vm.PlugIn(1 + (move % 2), 0);
            _world.Speak(_vm, EvidenceKind.Announcement);
            _world.Run(TimeSpan.FromMilliseconds(20));
        }

        Assert.InRange(_world.Leaves.Sum(leaf => leaf.Engine.Counters[HostCounter.Damped]), 1, 100);
        _world.Run(TimeSpan.FromSeconds(30));
        _vm.PlugIn(3, 0);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(Settle);
        _world.AssertOwner(_vm.Addresses[0], 3);
    }
}
