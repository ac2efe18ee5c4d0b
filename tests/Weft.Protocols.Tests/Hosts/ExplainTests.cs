using Weft.Model;
using Weft.Protocols.Hosts;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Why a host is where it is, as each leaf tells it.</summary>
public sealed class ExplainTests
{
    private readonly HostWorld _world = new(TestFabric.Make(3));
    private readonly TestHost _vm = new("02:00:00:00:00:12", "10.1.0.12");

    public ExplainTests()
    {
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _world.Run(TimeSpan.FromSeconds(2));
    }

    private HostKey Key => new(VrfId.Default, _vm.Addresses[0]);

    [Fact]
    public void Nothing_is_told_of_an_address_that_nobody_claims() =>
        Assert.Null(_world.Leaf(2).Engine.Explain(new HostKey(VrfId.Default, Weft.Wire.IpAddress.Parse("10.1.0.99"))));

    [Fact]
    public void A_leaf_tells_where_its_route_leads_since_when_and_where_it_led_before()
    {
        _vm.PlugIn(2, 1);
        Instant moved = _world.Now;
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(2));

        HostExplanation third = Explain(3);
        Assert.Equal([_world.SystemIdOf(2)], third.Winners);
        Assert.Equal([_world.SystemIdOf(1)], third.Before);
        Assert.Equal(third.WinnersSince, third.Host.Since);
        Assert.InRange(third.WinnersSince - moved, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
        ClaimView only = Assert.Single(third.Claims);
        Assert.Equal((_world.SystemIdOf(2), 2u, ClaimVerdict.Wins), (only.Origin, only.Claim.Epoch, only.Verdict));

        HostExplanation second = Explain(2);
        Assert.Empty(second.Winners);
        Assert.Equal(ClaimVerdict.Wins, Assert.Single(second.Claims).Verdict);
        Assert.Equal(HostState.Confirmed, second.Host.History[^1].State);
        Assert.Equal(HostReason.BetterClaim, Explain(1).Host.History[^1].Reason);
    }

    [Fact]
    public void A_claim_that_loses_says_to_what()
    {
        HostClaim won = _world.Leaf(1).Claims[Key];
        Claim(2, won with { Flags = ClaimFlags.Tentative, Epoch = 9 });
        Assert.Equal([ClaimVerdict.Wins, ClaimVerdict.Tentative], VerdictsAt(3));

        Claim(2, won with { Epoch = 0 });
        Assert.Equal([ClaimVerdict.Wins, ClaimVerdict.LowerEpoch], VerdictsAt(3));

        Claim(2, won);
        Assert.Equal([ClaimVerdict.Wins, ClaimVerdict.HigherSystemId], VerdictsAt(3));

        _world.Leaf(3).Engine.HandleReach(_world.SystemIdOf(1), reachable: false);
        _world.Leaf(3).Engine.SettleReach(_world.Now, _world.Leaf(3));
        Assert.Equal([ClaimVerdict.Wins, ClaimVerdict.Unreachable], VerdictsAt(3));
        Assert.Equal([_world.SystemIdOf(2)], Explain(3).Winners);

        Claim(1, won with { Attachment = 7 });
        Claim(2, won with { Attachment = 7 });
        _world.Leaf(3).Engine.HandleReach(_world.SystemIdOf(1), reachable: true);
        _world.Leaf(3).Engine.SettleReach(_world.Now, _world.Leaf(3));
        Assert.Equal([ClaimVerdict.Wins, ClaimVerdict.Shares], VerdictsAt(3));
    }

    private void Claim(int origin, HostClaim claim) =>
        _world.Leaf(3).Engine.HandleClaim(_world.Now, _world.SystemIdOf(origin), claim, _world.Leaf(3));

    private HostExplanation Explain(int leaf)
    {
        HostExplanation? explanation = _world.Leaf(leaf).Engine.Explain(Key);
        Assert.NotNull(explanation);
        return explanation;
    }

    private ClaimVerdict[] VerdictsAt(int leaf) => [.. Explain(leaf).Claims.Select(claim => claim.Verdict)];
}
