using CsCheck;
using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Epochs at the end of their range: whoever forges one must not keep an address from its host for good.</summary>
public sealed class EpochTests
{
    private static readonly IpAddress _address = IpAddress.Parse("10.1.0.12");
    private static readonly HostKey _key = new(VrfId.Default, _address);

    private readonly TestHost _vm = new("02:00:00:00:00:12", "10.1.0.12");

    [Theory]
    [InlineData(uint.MaxValue, ClaimFlags.None)]
    [InlineData(uint.MaxValue, ClaimFlags.Tentative)]
    [InlineData(ClaimOrder.MaximumLead + 50, ClaimFlags.None)]
    public void An_absurd_epoch_takes_no_host_from_its_owner(uint epoch, ClaimFlags flags)
    {
        HostWorld world = new(TestFabric.Make(3));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        Forge(world, epoch, flags);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 1);
        Assert.Equal(1u, world.Leaf(1).Claims[_key].Epoch);
        Assert.Empty(world.Leaf(1).Sent);
        Assert.Equal(1, world.Leaf(2).Engine.Counters[HostCounter.AbsurdEpoch]);
        ClaimVerdict expected = flags == ClaimFlags.Tentative ? ClaimVerdict.Tentative : ClaimVerdict.AbsurdEpoch;
        Assert.Equal([ClaimVerdict.Wins, expected], world.Leaf(2).Engine.Explain(_key)!.Claims.Select(claim => claim.Verdict));

        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));
        world.AssertOwner(_address, 2);
        Assert.Equal(2u, world.Leaf(2).Claims[_key].Epoch);
    }

    [Fact]
    public void The_highest_epoch_that_is_not_absurd_is_outbid_by_the_host_that_answers()
    {
        HostWorld world = new(TestFabric.Make(3));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.ArpNd);
        world.Run(TimeSpan.FromSeconds(2));
        Forge(world, ClaimOrder.MaximumLead + 1);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 1);
        Assert.Equal(ClaimOrder.MaximumLead + 2, world.Leaf(1).Claims[_key].Epoch);
    }

    [Theory]
    [InlineData(MoveTrust.Trusted, uint.MaxValue)]
    [InlineData(MoveTrust.Trusted, uint.MaxValue - 3)]
    [InlineData(MoveTrust.Trusted, 1u << 31)]
    [InlineData(MoveTrust.Verified, uint.MaxValue)]
    [InlineData(MoveTrust.Verified, uint.MaxValue - 3)]
    [InlineData(MoveTrust.Verified, 1u << 31)]
    public void A_host_moves_on_after_a_claim_near_the_end_of_the_range_that_came_first_and_went(MoveTrust moves, uint epoch)
    {
        HostWorld world = new(TestFabric.Make(3, moves));
        Forge(world, epoch);
        world.Run(TimeSpan.FromSeconds(2));
        Withdraw(world);
        world.Add(_vm, leaf: 1, port: 0);
        for (int move = 0; move < 8; move++)
        {
            int leaf = 1 + (move % 3);
            _vm.PlugIn(leaf, move % 2);
            world.Speak(_vm, EvidenceKind.Announcement);
            world.Run(TimeSpan.FromSeconds(2));
            world.AssertOwner(_address, leaf);
        }
    }

    [Fact]
    public void A_claim_at_the_end_of_the_range_that_nobody_contested_gives_way_to_the_host_as_soon_as_it_speaks()
    {
        HostWorld world = new(TestFabric.Make(3));
        Forge(world, uint.MaxValue);
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.Data);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 1);
        Assert.Equal(1u, world.Leaf(1).Claims[_key].Epoch);
    }

    [Fact]
    public void An_absurd_epoch_of_an_earlier_life_is_not_taken_over_when_another_leaf_has_the_host()
    {
        HostWorld world = new(TestFabric.Make(3));
        world.Add(_vm, leaf: 2, port: 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));
        LeafRecorder leaf = world.Leaf(1);
        HostClaim forged = new(VrfId.Default, _address, _vm.Mac, uint.MaxValue, SegmentId.Routed(1, 1), 0, ClaimFlags.None);
        leaf.Engine.HandleRecoveredClaim(world.Now, forged, leaf);
        _vm.PlugIn(1, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 1);
        Assert.Equal(2u, leaf.Claims[_key].Epoch);
    }

    [Fact]
    public void A_restarted_leaf_that_begins_anew_is_not_outbid_by_what_others_remember()
    {
        HostWorld world = new(TestFabric.Make(3));
        Forge(world, 1u << 31);
        world.Run(TimeSpan.FromSeconds(2));
        Withdraw(world);
        world.Restart(1);
        world.Leaf(1).Engine.Synchronized(world.Now, world.Leaf(1));
        world.Add(_vm, leaf: 1, port: 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));
        _vm.PlugIn(2, 0);
        world.Speak(_vm, EvidenceKind.Announcement);
        world.Run(TimeSpan.FromSeconds(2));

        world.AssertOwner(_address, 2);
        Assert.Equal(2u, world.Leaf(2).Claims[_key].Epoch);
    }

    /// <summary>Absurd or not: who has got the same claims names the same winner, in whatever order they came.</summary>
    [Fact]
    public void Agreement_holds_with_epochs_from_all_over_the_range()
    {
        uint[] epochs = [0, 1, 2, ClaimOrder.MaximumLead, ClaimOrder.MaximumLead + 1, ClaimOrder.MaximumLead + 2, 1u << 31, uint.MaxValue - 1, uint.MaxValue];
        Gen<HostClaim> claims = Gen.Select(Gen.Int[0, epochs.Length - 1], Gen.Bool, (epoch, tentative) => new HostClaim(
            VrfId.Default, _address, _vm.Mac, epochs[epoch], SegmentId.Routed(1, 1), 0, tentative ? ClaimFlags.Tentative : ClaimFlags.None));
        Gen.Select(claims.Array[5], Gen.Shuffle(Enumerable.Range(2, 5).ToArray()), Gen.Shuffle(Enumerable.Range(2, 5).ToArray())).Sample((each, one, other) =>
        {
            Assert.Equal(WinnerAfter(each, one), WinnerAfter(each, other));
        }, iter: 500, threads: 1);
    }

    private static SystemId WinnerAfter(HostClaim[] claims, int[] order)
    {
        HostWorld world = new(TestFabric.Make(6));
        LeafRecorder leaf = world.Leaf(1);
        foreach (int origin in order)
        {
            leaf.Engine.HandleClaim(world.Now, world.SystemIdOf(origin), claims[origin - 2], leaf);
        }

        return leaf.Winners[_key].Single();
    }

    /// <summary>Somebody lets all leaves hear a claim of the third one, which is at work but has no such host.</summary>
    private void Forge(HostWorld world, uint epoch, ClaimFlags flags = ClaimFlags.None)
    {
        HostClaim forged = new(VrfId.Default, _address, _vm.Mac, epoch, SegmentId.Routed(1, 3), 0, flags);
        world.Flood(world.Leaf(3), (leaf, at) => leaf.Engine.HandleClaim(at, world.SystemIdOf(3), forged, leaf));
        world.Run(TimeSpan.FromMilliseconds(10));
    }

    private void Withdraw(HostWorld world)
    {
        world.Flood(world.Leaf(3), (leaf, at) => leaf.Engine.HandleClaimWithdrawn(at, world.SystemIdOf(3), _key, leaf));
        world.Run(TimeSpan.FromMilliseconds(10));
    }
}
