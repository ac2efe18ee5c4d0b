using CsCheck;
using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisConvergenceTests
{
    [Fact]
    public void Two_nodes_come_up_within_milliseconds_and_know_each_other()
    {
        IsisNetwork network = new(2, [new TestLink(0, 1)]);
        network.Start();
        network.Run(TimeSpan.FromMilliseconds(5));

        foreach (IsisTestNode node in network.Nodes)
        {
            int other = 1 - node.Index;
            Assert.Equal(IsisPlans.Id(other), node.Engine.Adjacencies()[0].Neighbor);
            Assert.NotNull(node.SynchronizedAt);
            Assert.Equal([new NextHop(new PortIndex(0), IsisPlans.LinkLocal(other, 0))], node.Reach[IsisPlans.Id(other)].Hops);
            Assert.Equal(10u, node.Reach[IsisPlans.Id(other)].Cost);
            RouteKey loopback = new(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback6(other)));
            Assert.Equal([IsisPlans.Id(other)], node.Prefixes[loopback].Origins);
            Assert.DoesNotContain(new RouteKey(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback4(node.Index))), node.Prefixes.Keys);
        }
    }

    [Fact]
    public void A_host_that_appears_moves_and_leaves_is_relayed_over_five_hops_without_a_shortest_path_run()
    {
        IsisNetwork network = new(6, [new(0, 1), new(1, 2), new(2, 3), new(3, 4), new(4, 5)]);
        network.Start();
        network.Run(TimeSpan.FromSeconds(3));
        long[] runs = [.. network.Nodes.Select(static node => node.Engine.Counters[IsisCounter.SpfRuns])];

        HostClaim claim = TestClaims.Make(1, epoch: 7);
        network.Advertise(0, claim);
        network.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(claim, network.Nodes[5].Claims[(IsisPlans.Id(0), claim.Key)]);

        network.Advertise(5, claim with { Epoch = 8 });
        network.Withdraw(0, claim.Key);
        network.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(8u, Assert.Single(network.Nodes[0].Claims).Value.Epoch);
        Assert.Equal(8u, Assert.Single(network.Nodes[3].Claims).Value.Epoch);
        Assert.Empty(network.Nodes[5].Claims);
        Assert.Equal(runs, network.Nodes.Select(static node => node.Engine.Counters[IsisCounter.SpfRuns]));
    }

    [Fact]
    public void Random_graphs_converge_to_one_database_and_to_the_paths_of_a_plain_reference()
    {
        Gen.Select(Gen.Int[2, 9], Gen.Int[0, 12], Gen.ULong).Sample((nodes, extra, seed) =>
        {
            List<TestLink> links = RandomGraph(nodes, extra, seed);
            IsisNetwork network = new(nodes, links, seed)
            {
                Loss = 50,
                Duplication = 50,
                Reordering = TimeSpan.FromMilliseconds(2),
            };
            network.Start();
            network.Run(TimeSpan.FromSeconds(20));
            RandomSource random = new(seed);
            HashSet<int> cut = [];
            for (int i = 0; i < 3; i++)
            {
                int link = random.Next(links.Count);
                bool up = cut.Remove(link);
                _ = up || cut.Add(link);
                network.SetLink(link, up);
                network.Advertise(random.Next(nodes), TestClaims.Make(random.Next(4), (uint)i));
                network.Run(TimeSpan.FromMilliseconds(random.Next(4000)));
            }

            network.Loss = 0;
            network.Duplication = 0;
            network.Run(TimeSpan.FromSeconds(30));
            CheckPaths(network, links, cut);
        }, iter: 60);
    }

    /// <summary>Floyd-Warshall, and next hops by definition: a link is one when its metric and the rest add up to the distance.</summary>
    private static void CheckPaths(IsisNetwork network, List<TestLink> links, HashSet<int> cut)
    {
        int count = network.Nodes.Count;
        long[,] distance = ReferencePaths.Distances(count, links, cut);
        foreach (IsisTestNode node in network.Nodes)
        {
            for (int to = 0; to < count; to++)
            {
                bool reachable = to != node.Index && distance[node.Index, to] < ReferencePaths.Infinite;
                Assert.Equal(reachable, node.Reach.TryGetValue(IsisPlans.Id(to), out (NextHop[] Hops, uint Cost) reach));
                if (!reachable)
                {
                    continue;
                }

                Assert.Equal(distance[node.Index, to], reach.Cost);
                Assert.Equal(ReferencePaths.NextHops(network, links, cut, distance, node.Index, to), reach.Hops);
                RouteKey loopback = new(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback4(to)));
                Assert.Equal(distance[node.Index, to], node.Prefixes[loopback].Cost);
            }
        }

        if (cut.Count == 0)
        {
            Assert.True(network.HasConverged());
        }
    }

    private static List<TestLink> RandomGraph(int nodes, int extra, ulong seed)
    {
        RandomSource random = new(seed);
        List<TestLink> links = [];
        for (int i = 1; i < nodes; i++)
        {
            links.Add(new TestLink(random.Next(i), i, (uint)(1 + random.Next(4))));
        }

        for (int i = 0; i < extra; i++)
        {
            int a = random.Next(nodes);
            int b = random.Next(nodes);
            if (a != b)
            {
                links.Add(new TestLink(a, b, (uint)(1 + random.Next(4))));
            }
        }

        return links;
    }
}
