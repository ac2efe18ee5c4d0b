using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Nodes with more hosts than one system can name (RFC 5311).</summary>
public sealed class IsisVirtualSystemTests
{
    private const int Hosts = 30_000;
    private static readonly SystemId Leaf = IsisPlans.Id(0);

    [Fact]
    public void Thirty_thousand_hosts_of_one_leaf_reach_everybody_as_its_own()
    {
        IsisNetwork network = Full();
        IsisTestNode far = network.Nodes[2];
        Assert.Equal(Hosts, far.Claims.Count);
        Assert.All(far.Claims.Keys, static key => Assert.Equal(Leaf, key.Origin));
        Assert.Equal([IsisPlans.Id(0), IsisPlans.Id(1)], far.Reach.Keys.Order());
        Assert.Equal(Hosts, far.Engine.Nodes().Single(static node => node.Node == Leaf).Claims);
        Assert.True(network.HasConverged());
        Assert.DoesNotContain(network.Nodes[0].Events.OfType<IsisAlarm>(), static alarm => alarm.Reason == IsisAlarmReason.FragmentsFull);
        Assert.Equal(
            Enumerable.Range(0, 3).Select(static number => VirtualSystems.Of(Leaf, number)).Order(),
            far.Engine.Database().Select(static lsp => lsp.Id.System).Where(static id => id != IsisPlans.Id(1) && id != IsisPlans.Id(2)).Distinct());
    }

    [Fact]
    public void Growing_into_a_virtual_system_rewrites_no_fragment_but_the_first()
    {
        IsisNetwork network = new(2, [new TestLink(0, 1)]);
        network.Start();
        int hosts = Grow(network, 0, until: static id => id.System != Leaf);
        Dictionary<LspId, uint> before = Sequences(network.Nodes[1]);
        for (int host = hosts; host < hosts + 500; host++)
        {
            network.Advertise(0, TestClaims.Make(host));
        }

        network.Run(TimeSpan.FromSeconds(1));
        Dictionary<LspId, uint> after = Sequences(network.Nodes[1]);
        Assert.All(before.Where(static item => item.Key.System == Leaf), item => Assert.Equal(item.Value, after[item.Key]));
        Assert.Equal(hosts + 500, network.Nodes[1].Claims.Count);
    }

    [Fact]
    public void A_host_in_a_virtual_system_that_comes_moves_or_goes_rewrites_one_fragment_and_runs_no_shortest_paths()
    {
        IsisNetwork network = Full();
        IsisTestNode far = network.Nodes[2];
        long runs = far.Engine.Counters[IsisCounter.SpfRuns];
        HostClaim changed = TestClaims.Make(Hosts - 1, epoch: 2);
        HostClaim added = TestClaims.Make(Hosts + 1);
        int received = 0;
        network.Tap = (node, _, frame) =>
        {
            received += node.Index == 1 && frame[IsisFrame.HeaderLength + 4] == (byte)IsisPduType.Level2LinkState ? 1 : 0;
            return true;
        };
        network.Advertise(0, changed);
        network.Run(TimeSpan.FromMilliseconds(10));
        Assert.Equal(changed, far.Claims[(Leaf, changed.Key)]);
        network.Advertise(0, added);
        network.Run(TimeSpan.FromMilliseconds(10));
        Assert.Equal(added, far.Claims[(Leaf, added.Key)]);
        network.Withdraw(0, added.Key);
        network.Run(TimeSpan.FromMilliseconds(10));
        Assert.DoesNotContain((Leaf, added.Key), far.Claims.Keys);
        Assert.Equal(3, received);
        Assert.Equal(runs, far.Engine.Counters[IsisCounter.SpfRuns]);
    }

    [Fact]
    public void A_restart_finds_the_hosts_of_the_virtual_systems_where_they_were()
    {
        IsisNetwork network = Full();
        Dictionary<LspId, uint> before = Sequences(network.Nodes[2]);
        IsisTestNode leaf = network.Restart(0, TimeSpan.FromSeconds(1));
        network.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(Hosts, leaf.Recovered.Count);
        for (int host = 0; host < Hosts; host++)
        {
            network.Advertise(0, TestClaims.Make(host));
        }

        network.Run(TimeSpan.FromSeconds(10));
        Assert.Empty(network.Nodes[2].Withdrawals);
        Assert.Equal(Hosts, network.Nodes[2].Claims.Count);
        Assert.Equal(before, Sequences(network.Nodes[2]));
    }

    [Fact]
    public void A_virtual_system_that_the_next_life_does_not_need_is_purged_and_no_longer_listed()
    {
        IsisNetwork network = Full();
        network.Restart(0, TimeSpan.FromSeconds(1));
        network.Run(TimeSpan.FromSeconds(3));
        network.Advertise(0, TestClaims.Make(0));
        network.Run(IsisLimits.RecoveryGrace + TimeSpan.FromSeconds(5));
        IsisTestNode far = network.Nodes[2];
        Assert.Single(far.Claims);
        Assert.All(far.Engine.Database().Where(static lsp => lsp.Id.System != Leaf && VirtualSystems.TryGetNumber(Leaf, lsp.Id.System, out _)), static lsp => Assert.True(lsp.IsPurge));
        Assert.True(far.Engine.TryGetLsp(TestLsps.IdOf(Leaf), out ReadOnlySpan<byte> first));
        Assert.Equal([IsisPlans.Id(1)], LinksOf(first));
    }

    [Fact]
    public void A_system_that_names_a_node_which_does_not_list_it_is_not_believed()
    {
        IsisBench bench = new(1);
        bench.BringUp(0);
        SystemId peer = IsisBench.Peer(0);
        SystemId impostor = VirtualSystems.Of(peer, 3);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(peer), 1, links: [(Self(bench), 10)]));
        bench.Deliver(0, TestLsps.Alias(impostor, peer, TestClaims.Make(1)));
        Assert.Equal(impostor, Assert.Single(bench.Node.Claims.Keys).Origin);
        Assert.DoesNotContain(impostor, bench.Node.Reach.Keys);

        // Not even a real link makes it part of the other: only the metric of a virtual one does.
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(peer), 2, links: [(Self(bench), 10), (impostor, 1)]));
        bench.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(impostor, Assert.Single(bench.Node.Claims.Keys).Origin);
    }

    [Fact]
    public void Whatever_comes_first_a_claim_belongs_to_the_originator_as_soon_as_both_list_each_other_and_no_longer()
    {
        IsisBench bench = new(1);
        bench.BringUp(0);
        SystemId peer = IsisBench.Peer(0);
        SystemId virtualPeer = VirtualSystems.Of(peer, 1);
        HostClaim claim = TestClaims.Make(1);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(virtualPeer, 7), 1, claims: [claim], prefixes: [(IpPrefix.Parse("10.9.0.0/16"), 4)]));
        bench.Deliver(0, TestLsps.Alias(virtualPeer, peer, TestClaims.Make(2)));
        Assert.All(bench.Node.Claims.Keys, key => Assert.Equal(virtualPeer, key.Origin));
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(peer), 1, links: [(Self(bench), 10), (virtualPeer, 0)]));
        bench.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(2, bench.Node.Claims.Count);
        Assert.All(bench.Node.Claims.Keys, key => Assert.Equal(peer, key.Origin));
        (SystemId[] origins, uint cost) = bench.Node.Prefixes[new RouteKey(VrfId.Default, IpPrefix.Parse("10.9.0.0/16"))];
        Assert.Equal([peer], origins);
        Assert.Equal(14u, cost);
        Assert.Equal([peer], bench.Node.Reach.Keys);

        // While an entry moves from one system to the other it stands in both.
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(peer, 1), 1, claims: [claim]));
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(virtualPeer, 7), 2, claims: []));
        Assert.Equal(claim, bench.Node.Claims[(peer, claim.Key)]);

        bench.Deliver(0, TestLsps.Purge(TestLsps.IdOf(virtualPeer), 1));
        bench.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal((peer, claim.Key), Assert.Single(bench.Node.Claims.Keys));
    }

    [Fact]
    public void An_LSP_in_the_name_of_our_virtual_system_is_answered_as_one_in_our_own()
    {
        IsisBench bench = new(1);
        bench.BringUp(0);
        bench.Wait(IsisLimits.RecoveryGrace + TimeSpan.FromSeconds(1));
        bench.BringUp(0);
        bench.Wait(TimeSpan.FromSeconds(1));
        bench.Discard();
        LspId id = TestLsps.IdOf(VirtualSystems.Of(Self(bench), 2), 9);
        bench.Deliver(0, TestLsps.Make(id, 5, claims: [TestClaims.Make(1)]));
        LspHeader answer = Assert.Single(bench.TakeLsps(0));
        Assert.Equal((id, 5u, true), (answer.Id, answer.Sequence, answer.IsPurge));
        Assert.Empty(bench.Node.Claims);
    }

    private static IsisNetwork Full()
    {
        IsisNetwork network = new(3, [new(0, 1), new(1, 2)]);
        network.Start();
        network.Run(TimeSpan.FromSeconds(3));
        for (int host = 0; host < Hosts; host++)
        {
            network.Nodes[0].Engine.Advertise(network.Now, TestClaims.Make(host));
        }

        network.Run(TimeSpan.FromSeconds(3));
        return network;
    }

    /// <summary>Adds hosts until an LSP of some kind is there; returns how many there are.</summary>
    private static int Grow(IsisNetwork network, int index, Func<LspId, bool> until)
    {
        int hosts = 0;
        while (!network.Nodes[index].Engine.Database().Any(lsp => lsp.IsOwn && until(lsp.Id)))
        {
            for (int i = 0; i < 1_000; i++)
            {
                network.Nodes[index].Engine.Advertise(network.Now, TestClaims.Make(hosts++));
            }

            network.Run(TimeSpan.FromSeconds(2));
        }

        return hosts;
    }

    private static SystemId Self(IsisBench bench) => bench.Node.Plan.SystemId;

    private static Dictionary<LspId, uint> Sequences(IsisTestNode node) => node.Engine.Database().Where(static lsp => !lsp.IsPurge).ToDictionary(static lsp => lsp.Id, static lsp => lsp.Sequence);

    private static List<SystemId> LinksOf(ReadOnlySpan<byte> lsp)
    {
        List<SystemId> links = [];
        foreach (Tlv tlv in new TlvSequence(lsp[LspHeader.Length..]))
        {
            foreach (ExtendedIsReach link in tlv.Type == IsisTlvType.ExtendedIsReach ? new ExtendedIsReachList(tlv.Value) : default)
            {
                links.Add(link.Neighbor.System);
            }
        }

        return links;
    }
}
