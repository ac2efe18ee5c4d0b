using CsCheck;
using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class DrainTests
{
    // Node 1 is the short way from 0 to 2, node 3 the long one; node 4 hangs on 1 alone.
    private static readonly TestLink[] s_square = [new(0, 1), new(1, 2), new(0, 3), new(3, 2, 30), new(1, 4)];

    private static readonly RouteKey s_outside = new(VrfId.Default, IpPrefix.Parse("198.51.100.0/24"));

    [Fact]
    public void A_drained_node_is_left_by_whoever_has_another_way_and_stays_the_last_resort_of_the_others()
    {
        IsisNetwork network = Ready(s_square);
        Assert.Equal(20u, CostOf(network, 0, 2));
        Drain(network, 1, true);
        network.Run(TimeSpan.FromSeconds(10));

        Assert.Equal(DrainPhase.Drained, network.Nodes[1].Engine.DrainPhase);
        Assert.Equal(40u, CostOf(network, 0, 2));
        Assert.Equal([3], NextNodes(network, s_square, 0, 2));
        Assert.Equal(10u, CostOf(network, 0, 1));
        Assert.Equal(IsisLimits.LastResortMetric + 10, CostOf(network, 0, 4));
        Assert.Equal([0], NextNodes(network, s_square, 3, 4));
        Assert.Equal(20u, CostOf(network, 4, 2) - IsisLimits.LastResortMetric + 10);
        Assert.All(network.Nodes, static node => Assert.Empty(node.LostNodes));
    }

    [Fact]
    public void A_drained_node_goes_on_forwarding_by_its_own_metrics()
    {
        IsisNetwork network = Ready(s_square);
        (NextHop[] Hops, uint Cost) before = network.Nodes[1].Reach[IsisPlans.Id(3)];
        Drain(network, 1, true);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(before.Cost, network.Nodes[1].Reach[IsisPlans.Id(3)].Cost);
        Assert.Equal(before.Hops, network.Nodes[1].Reach[IsisPlans.Id(3)].Hops);
    }

    [Fact]
    public void Undraining_brings_back_exactly_what_was()
    {
        IsisNetwork network = Ready(s_square);
        network.Call(network.Nodes[1], () => network.Nodes[1].Engine.AdvertisePrefix(network.Now, s_outside.Vrf, s_outside.Prefix, 7));
        network.Run(TimeSpan.FromSeconds(1));
        string before = Describe(network);
        Drain(network, 1, true);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.NotEqual(before, Describe(network));
        Drain(network, 1, false);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(DrainPhase.Serving, network.Nodes[1].Engine.DrainPhase);
        Assert.Equal(before, Describe(network));
        Assert.Equal(["draining", "drained", "undraining", "undrained"], network.Nodes[1].Events.OfType<DrainChanged>().Select(static change => change.Kind));
    }

    [Fact]
    public void Another_origin_of_a_prefix_is_preferred_to_a_drained_one_and_without_another_it_stays()
    {
        IsisNetwork network = Ready(s_square);
        network.Call(network.Nodes[1], () => network.Nodes[1].Engine.AdvertisePrefix(network.Now, s_outside.Vrf, s_outside.Prefix, 0));
        network.Call(network.Nodes[2], () => network.Nodes[2].Engine.AdvertisePrefix(network.Now, s_outside.Vrf, s_outside.Prefix, 100));
        network.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([IsisPlans.Id(1)], network.Nodes[0].Prefixes[s_outside].Origins);
        Drain(network, 1, true);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.Equal([IsisPlans.Id(2)], network.Nodes[0].Prefixes[s_outside].Origins);
        Assert.Empty(network.Nodes[1].Engine.Drain().OnlyHere);

        network.Call(network.Nodes[2], () => network.Nodes[2].Engine.WithdrawPrefix(network.Now, s_outside.Vrf, s_outside.Prefix));
        network.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([IsisPlans.Id(1)], network.Nodes[0].Prefixes[s_outside].Origins);
        Assert.Equal([s_outside], network.Nodes[1].Engine.Drain().OnlyHere);
    }

    [Fact]
    public void Hosts_and_loopbacks_of_a_drained_node_cost_what_they_did()
    {
        IsisNetwork network = Ready(s_square);
        network.Advertise(1, TestClaims.Make(1));
        network.Run(TimeSpan.FromSeconds(1));
        Drain(network, 1, true);
        network.Run(TimeSpan.FromSeconds(10));
        RouteKey loopback = new(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback4(1)));
        Assert.Equal(10u, network.Nodes[0].Prefixes[loopback].Cost);
        Assert.Contains((IsisPlans.Id(1), TestClaims.Make(1).Key), network.Nodes[0].Claims.Keys);
        Assert.Empty(network.Nodes[0].Withdrawals);
    }

    [Fact]
    public void A_node_that_restarts_drained_is_drained_from_its_first_LSP_on_and_nobody_looks_back()
    {
        IsisNetwork network = Ready(s_square);
        Drain(network, 1, true);
        network.Run(TimeSpan.FromSeconds(10));
        network.Nodes[1].IsAlive = false;
        network.Run(TimeSpan.FromSeconds(1));
        bool wentBack = false;
        network.Tap = (_, _, _) =>
        {
            wentBack |= CostOf(network, 0, 2) != 40;
            return true;
        };
        IsisTestNode reborn = network.Restart(1, TimeSpan.Zero);
        Set(network, 1, true, atOnce: true);
        network.Run(TimeSpan.FromMinutes(2));
        Assert.False(wentBack);
        Assert.Equal(DrainPhase.Drained, reborn.Engine.DrainPhase);
        Assert.Equal(40u, CostOf(network, 0, 2));
        Assert.All(network.Nodes.Where(static node => node.Index != 1), static node => Assert.Empty(node.LostNodes));

        Drain(network, 1, false);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(20u, CostOf(network, 0, 2));
    }

    [Fact]
    public void It_knows_which_parts_would_be_cut_off()
    {
        IsisNetwork network = Ready(s_square);
        DrainSnapshot snapshot = network.Nodes[1].Engine.Drain();
        Assert.Equal(2, snapshot.Parts.Count);
        Assert.Equal([IsisPlans.Id(0), IsisPlans.Id(2), IsisPlans.Id(3)], snapshot.Parts[0]);
        Assert.Equal([IsisPlans.Id(4)], snapshot.Parts[1]);
        Assert.Single(network.Nodes[3].Engine.Drain().Parts);
    }

    [Fact]
    public void Saying_it_twice_changes_nothing_and_turning_round_on_the_way_ends_where_it_was()
    {
        IsisNetwork network = Ready(s_square);
        string before = Describe(network);
        Drain(network, 1, true);
        Drain(network, 1, true);
        network.Run(TimeSpan.FromMilliseconds(350));
        Assert.Equal(DrainPhase.Draining, network.Nodes[1].Engine.DrainPhase);
        Drain(network, 1, false);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(before, Describe(network));
        Assert.Equal(["draining", "undraining", "undrained"], network.Nodes[1].Events.OfType<DrainChanged>().Select(static change => change.Kind));
    }

    [Fact]
    public void The_last_metric_is_the_dearest_that_counts_and_the_overload_bit_is_not_set()
    {
        IsisNetwork network = Ready(s_square);
        Drain(network, 1, true);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.True(network.Nodes[0].Engine.TryGetLsp(new LspId(IsisPlans.Id(1), 0, 0), out ReadOnlySpan<byte> lsp));
        Assert.Equal(LspFlags.Level2, (LspFlags)lsp[LspHeader.Length - 1]);
        int links = 0;
        foreach (Tlv tlv in new TlvSequence(lsp[LspHeader.Length..]))
        {
            if (tlv.Type == IsisTlvType.ExtendedIsReach)
            {
                foreach (ExtendedIsReach link in new ExtendedIsReachList(tlv.Value))
                {
                    Assert.Equal(0xFF_FFFEu, link.Metric);
                    links++;
                }
            }
        }

        Assert.Equal(3, links);
    }

    [Fact]
    public void Both_topologies_go_around_a_drained_node_where_IPv6_has_its_own()
    {
        IsisNetwork network = new(5, s_square, isis: static _ => new IsisSettings { IsMultiTopology = true });
        network.Start();
        network.Run(TimeSpan.FromSeconds(5));
        Drain(network, 1, true);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(40u, CostOf(network, 0, 2));
        Assert.Equal(40u, network.Nodes[0].Ipv6Reach[IsisPlans.Id(2)].Cost);
        Assert.Equal(10u, network.Nodes[0].Ipv6Reach[IsisPlans.Id(1)].Cost);
        Assert.Equal(2, network.Nodes[1].Engine.Drain().Parts.Count);
        Drain(network, 1, false);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(20u, network.Nodes[0].Ipv6Reach[IsisPlans.Id(2)].Cost);
    }

    [Fact]
    public void A_ring_of_seven_never_sends_a_packet_back_and_forth_while_a_node_drains_and_returns()
    {
        TestLink[] ring = [new(0, 1), new(1, 2), new(2, 3), new(3, 4), new(4, 5), new(5, 6), new(6, 0)];
        CheckWithoutLoops(ring, 7, drained: 1, seed: 3);
    }

    [Fact]
    public void No_graph_has_a_loop_at_any_moment_of_a_drain_or_a_return_however_slowly_a_step_spreads() =>
        Gen.Select(Gen.Int[3, 7], Gen.Int[1, 7], Gen.ULong).Sample(
            static (nodes, extra, seed) =>
            {
                RandomSource random = new(seed);
                List<TestLink> links = [];
                for (int i = 1; i < nodes; i++)
                {
                    links.Add(new TestLink(random.Next(i), i, (uint)(10 + random.Next(90))));
                }

                for (int i = 0; i < extra; i++)
                {
                    int a = random.Next(nodes);
                    links.Add(new TestLink(a, (a + 1 + random.Next(nodes - 1)) % nodes, (uint)(10 + random.Next(90))));
                }

                CheckWithoutLoops(links, nodes, random.Next(nodes), seed);
            },
            iter: 25);

    private static void CheckWithoutLoops(IReadOnlyList<TestLink> links, int nodes, int drained, ulong seed)
    {
        IsisNetwork network = Ready(links, nodes, seed);
        string before = Describe(network);
        network.Reordering = TimeSpan.FromMilliseconds(30);
        foreach (bool drain in new[] { true, false })
        {
            Drain(network, drained, drain);
            string seen = "";
            for (int i = 0; i < 16_000 && network.Nodes[drained].Engine.DrainPhase is DrainPhase.Draining or DrainPhase.Undraining; i++)
            {
                network.Run(TimeSpan.FromMilliseconds(1));
                string now = Describe(network);
                if (now != seen)
                {
                    AssertNoLoop(network, links);
                    seen = now;
                }
            }

            Assert.Equal(drain ? DrainPhase.Drained : DrainPhase.Serving, network.Nodes[drained].Engine.DrainPhase);
            network.Run(TimeSpan.FromSeconds(2));
            Assert.All(network.Nodes, static node => Assert.Empty(node.LostNodes));
            if (drain)
            {
                AssertLeft(network, links, drained);
            }
        }

        Assert.Equal(before, Describe(network));
    }

    /// <summary>Whoever goes through the drained node has no other way.</summary>
    private static void AssertLeft(IsisNetwork network, IReadOnlyList<TestLink> links, int drained)
    {
        HashSet<int> cut = [.. Enumerable.Range(0, links.Count).Where(link => links[link].A == drained || links[link].B == drained)];
        long[,] without = ReferencePaths.Distances(network.Nodes.Count, links, cut);
        for (int from = 0; from < network.Nodes.Count; from++)
        {
            for (int to = 0; to < network.Nodes.Count; to++)
            {
                if (from != to && from != drained && to != drained && without[from, to] < ReferencePaths.Infinite)
                {
                    Assert.Equal(without[from, to], CostOf(network, from, to));
                }
            }
        }
    }

    private static void AssertNoLoop(IsisNetwork network, IReadOnlyList<TestLink> links)
    {
        for (int to = 0; to < network.Nodes.Count; to++)
        {
            HashSet<int> safe = [to];
            for (int from = 0; from < network.Nodes.Count; from++)
            {
                Assert.True(Ends(network, links, from, to, safe, []), $"a packet from {from} to {to} can go in a circle");
            }
        }
    }

    private static bool Ends(IsisNetwork network, IReadOnlyList<TestLink> links, int from, int to, HashSet<int> safe, HashSet<int> onTheWay)
    {
        if (safe.Contains(from))
        {
            return true;
        }

        if (!onTheWay.Add(from) || !NextNodes(network, links, from, to).All(next => Ends(network, links, next, to, safe, onTheWay)))
        {
            return false;
        }

        onTheWay.Remove(from);
        return safe.Add(from);
    }

    private static IsisNetwork Ready(IReadOnlyList<TestLink> links, int nodes = 5, ulong seed = 1)
    {
        IsisNetwork network = new(nodes, links, seed);
        network.Start();
        network.Run(TimeSpan.FromSeconds(5));
        return network;
    }

    private static void Drain(IsisNetwork network, int node, bool drained) => Set(network, node, drained, atOnce: false);

    private static void Set(IsisNetwork network, int node, bool drained, bool atOnce) => network.Call(
        network.Nodes[node], () => network.Nodes[node].Engine.SetDrained(network.Now, drained, atOnce, network.Nodes[node]));

    private static uint CostOf(IsisNetwork network, int from, int to) => network.Nodes[from].Reach[IsisPlans.Id(to)].Cost;

    private static IEnumerable<int> NextNodes(IsisNetwork network, IReadOnlyList<TestLink> links, int from, int to)
    {
        foreach (NextHop hop in network.Nodes[from].Reach[IsisPlans.Id(to)].Hops)
        {
            int link = Enumerable.Range(0, links.Count)
                .Single(i => (links[i].A == from || links[i].B == from) && network.PortOf(from, i) == hop.Port);
            yield return links[link].A == from ? links[link].B : links[link].A;
        }
    }

    private static string Describe(IsisNetwork network) => string.Join(
        '\n',
        network.Nodes.Select(static node => string.Join(' ', node.Reach.OrderBy(static item => item.Key)
            .Select(static item => $"{item.Key}={item.Value.Cost}:{string.Join(',', item.Value.Hops)}"))
            + string.Join(' ', node.Prefixes.OrderBy(static item => item.Key.Prefix).Select(static item => $"{item.Key}={item.Value.Cost}"))));
}
