using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

public sealed class VerifiedMoveTests
{
    private readonly HostWorld _world = new(TestFabric.Make(3, MoveTrust.Verified));
    private readonly TestHost _vm = new("02:00:00:00:00:12", "10.1.0.12");
    private readonly IpAddress _address = IpAddress.Parse("10.1.0.12");

    public VerifiedMoveTests()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _world.Run(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_thief_never_wins_while_the_real_host_answers_and_is_named()
    {
        TestHost thief = new("02:00:00:00:00:12", "10.1.0.12");
        _world.Add(thief, leaf: 2, port: 3);
        for (int i = 0; i < 20; i++)
        {
            _world.Speak(thief, EvidenceKind.Announcement);
            for (int step = 0; step < 50; step++)
            {
                _world.Run(TimeSpan.FromMilliseconds(4));
                Assert.Equal([1], _world.BoundAt(_address));
            }
        }

        _world.AssertOwner(_address, 1);
        Assert.Contains(_world.Leaf(2).Events, nodeEvent => nodeEvent is HostConflict { ClaimantPort: "swp3", Owner: "leaf1" });
    }

    [Fact]
    public void A_host_that_left_silently_is_given_away_after_three_unanswered_probes()
    {
        _vm.PlugIn(2, 3);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromMilliseconds(40));
        Assert.Equal([1], _world.BoundAt(_address));

        _world.Run(TimeSpan.FromMilliseconds(40));
        _world.AssertOwner(_address, 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_restarted_leaf_takes_back_what_its_earlier_life_announced_of_a_host_that_left_meanwhile(bool isRecoveredFirst)
    {
        LeafRecorder leaf = _world.Leaf(1);
        HostClaim before = leaf.Claims.Values.Single();
        (BindingKey binding, BindingRow row) = leaf.Bindings.Single();
        _world.Restart(1);
        leaf.Engine.Adopt(_world.Now, new AdoptedBinding(binding, row), leaf);
        _world.SetPort(1, 0, up: false);
        _vm.PlugIn(2, 3);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromMilliseconds(5));
        if (isRecoveredFirst)
        {
            leaf.Engine.HandleRecoveredClaim(_world.Now, before, leaf);
            leaf.Engine.Synchronized(_world.Now, leaf);
        }
        else
        {
            // Its own old claim is the last thing that it hears of.
            leaf.Engine.Synchronized(_world.Now, leaf);
            leaf.Engine.HandleRecoveredClaim(_world.Now, before, leaf);
        }

        _world.Run(TimeSpan.FromMilliseconds(5));
        _world.AssertOwner(_address, 2);
    }

    [Fact]
    public void Lost_carrier_at_the_old_port_is_an_answer_at_once()
    {
        _world.SetPort(1, 0, up: false);
        _vm.PlugIn(2, 3);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromMilliseconds(3));

        _world.AssertOwner(_address, 2);
    }

    [Fact]
    public void Carrier_that_is_lost_while_the_old_port_is_being_asked_ends_the_question()
    {
        _vm.PlugIn(2, 3);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromMilliseconds(10));
        _world.SetPort(1, 0, up: false);
        _world.Run(TimeSpan.FromMilliseconds(3));

        _world.AssertOwner(_address, 2);
    }
}
