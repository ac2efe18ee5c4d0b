using CsCheck;
using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisRestartTests
{
    [Fact]
    public void A_restart_within_the_holding_time_is_not_noticed_by_anybody()
    {
        IsisNetwork network = Ready(hosts: 150);
        IsisTestNode reborn = network.Restart(0, TimeSpan.FromSeconds(1));
        network.Run(TimeSpan.FromMilliseconds(20));
        Assert.NotNull(reborn.SynchronizedAt);
        Assert.Equal(150, reborn.Recovered.Count);
        Assert.Equal(2, reborn.Reach.Count);
        foreach (HostClaim claim in reborn.Recovered.ToArray())
        {
            network.Advertise(0, claim);
        }

        network.Run(TimeSpan.FromMinutes(5));
        foreach (IsisTestNode other in network.Nodes.Skip(1))
        {
            Assert.Empty(other.LostNodes);
            Assert.Empty(other.Withdrawals);
            Assert.Equal(150, other.Claims.Count);
            Assert.DoesNotContain(other.Events.OfType<AdjacencyChanged>(), static change => !change.Up);
        }

        Assert.Empty(network.Nodes.SelectMany(static node => node.Events.OfType<IsisAlarm>()));
        Assert.True(network.HasConverged());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_node_that_stops_in_order_may_be_away_for_longer_than_the_holding_time_and_one_that_dies_may_not(bool inOrder)
    {
        IsisNetwork network = Ready(hosts: 20);
        if (inOrder)
        {
            network.Call(network.Nodes[0], () => network.Nodes[0].Engine.Shutdown(network.Now, network.Nodes[0]));
        }

        network.Restart(0, IsisLimits.StopAllowance - TimeSpan.FromSeconds(1));
        network.Run(TimeSpan.FromMinutes(1));
        foreach (IsisTestNode other in network.Nodes.Skip(1))
        {
            Assert.Equal(inOrder, other.LostNodes.Count == 0);
            Assert.Equal(2, other.Reach.Count);
        }
    }

    [Fact]
    public void A_node_that_stops_in_order_and_stays_away_is_given_up_after_the_allowance()
    {
        IsisNetwork network = Ready(hosts: 20);
        network.Call(network.Nodes[0], () => network.Nodes[0].Engine.Shutdown(network.Now, network.Nodes[0]));
        network.Nodes[0].IsAlive = false;
        network.Run(IsisLimits.StopAllowance - TimeSpan.FromMilliseconds(10));
        Assert.All(network.Nodes.Skip(1), static node => Assert.Empty(node.LostNodes));
        network.Run(TimeSpan.FromMilliseconds(20));
        Assert.All(network.Nodes.Skip(1), static node => Assert.Equal([IsisPlans.Id(0)], node.LostNodes));
    }

    [Fact]
    public void What_the_earlier_life_announced_stays_for_the_grace_and_then_only_what_was_said_anew()
    {
        IsisNetwork network = Ready(hosts: 60);
        IsisTestNode reborn = network.Restart(0, TimeSpan.FromSeconds(1));
        for (int host = 0; host < 30; host++)
        {
            network.Advertise(0, TestClaims.Make(host, epoch: 4));
        }

        network.Run(TimeSpan.FromMilliseconds(20));
        IsisTestNode other = network.Nodes[2];
        network.Withdraw(0, TestClaims.Make(59).Key);
        network.Run(TimeSpan.FromMilliseconds(20));
        Assert.Equal([TestClaims.Make(59).Key], other.Withdrawals.Select(static w => w.Key));

        Instant synchronized = reborn.SynchronizedAt!.Value;
        network.Run(IsisLimits.RecoveryGrace - (network.Now - synchronized) - TimeSpan.FromTicks(1));
        Assert.Single(other.Withdrawals);
        network.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(30, other.Claims.Count);
        Assert.All(other.Claims.Values, static claim => Assert.Equal(4u, claim.Epoch));
    }

    [Fact]
    public void Claims_of_this_life_take_their_old_places_again()
    {
        IsisNetwork network = Ready(hosts: 120);
        IsisTestNode reborn = network.Restart(0, TimeSpan.FromSeconds(1));

        // In another order than before, so that a packing from scratch would look quite different.
        for (int host = 119; host >= 0; host--)
        {
            network.Advertise(0, TestClaims.Make(host));
        }

        network.Run(TimeSpan.FromSeconds(40));
        Assert.Equal(120, network.Nodes[2].Claims.Count);
        Assert.Empty(network.Nodes[2].Withdrawals);

        // Fragment 0 aside, whose link may change, no new version was needed before the refresh.
        Assert.InRange(reborn.Engine.Counters[IsisCounter.LspsOriginated], 0, 8);
    }

    [Fact]
    public void A_link_that_loses_its_carrier_before_the_restart_is_over_is_not_announced_for_the_grace()
    {
        IsisNetwork network = Ready(hosts: 1);
        network.Restart(1, TimeSpan.FromSeconds(1));
        network.SetLink(1, up: false);
        network.Run(IsisLimits.StartWait);
        Assert.Equal([IsisPlans.Id(2)], network.Nodes[0].LostNodes);
        Assert.Equal([IsisPlans.Id(1)], network.Nodes[0].Reach.Keys);
    }

    [Fact]
    public void A_link_that_was_lost_while_the_daemon_was_dead_is_not_announced_for_the_grace()
    {
        IsisNetwork network = Ready(hosts: 1);
        network.Nodes[2].IsAlive = false;
        IsisTestNode reborn = network.Restart(1, TimeSpan.FromMilliseconds(100));
        network.Run(IsisLimits.StartWait - TimeSpan.FromMilliseconds(1));
        Assert.Null(reborn.SynchronizedAt);
        Assert.Empty(network.Nodes[0].LostNodes);
        network.Run(TimeSpan.FromMilliseconds(2));
        Assert.Equal([IsisPlans.Id(2)], network.Nodes[0].LostNodes);
    }

    [Fact]
    public void Paths_are_computed_when_all_neighbours_are_back_or_their_time_is_over_and_links_that_are_not_go_with_them()
    {
        // A square: while node 3 is not back at node 1, the way over node 0 and 2 looks like the shortest, and these go through node 1.
        IsisNetwork network = new(4, [new(0, 1), new(0, 2), new(1, 3), new(2, 3, Metric: 100)]);
        network.Start();
        network.Run(TimeSpan.FromSeconds(10));
        network.Nodes[3].IsAlive = false;
        IsisTestNode reborn = network.Restart(1, TimeSpan.FromMilliseconds(100));
        network.Run(IsisLimits.StartWait - TimeSpan.FromMilliseconds(1));
        Assert.Empty(reborn.Reach);
        Assert.Equal(new PortIndex(0), Assert.Single(network.Nodes[0].Reach[IsisPlans.Id(3)].Hops).Port);
        network.Run(TimeSpan.FromMilliseconds(2));
        Assert.Equal(new PortIndex(0), Assert.Single(reborn.Reach[IsisPlans.Id(3)].Hops).Port);
        Assert.Equal(new PortIndex(1), Assert.Single(network.Nodes[0].Reach[IsisPlans.Id(3)].Hops).Port);
    }

    [Fact]
    public void A_cold_start_without_neighbours_does_not_wait_for_ever()
    {
        IsisBench bench = new(1);
        bench.PortUp(0);
        bench.Wait(IsisLimits.StartTimeout - TimeSpan.FromTicks(1));
        Assert.Null(bench.Node.SynchronizedAt);
        bench.Wait(TimeSpan.FromTicks(1));
        Assert.NotNull(bench.Node.SynchronizedAt);
    }

    [Fact]
    public void A_dead_port_does_not_keep_a_starting_node_silent()
    {
        IsisBench bench = new(2);
        bench.PortUp(1);
        bench.BringUp(0);
        Assert.Null(bench.Node.SynchronizedAt);
        bench.Wait(IsisLimits.StartWait);
        Assert.NotNull(bench.Node.SynchronizedAt);
        Assert.NotEmpty(bench.TakeLsps(0));
    }

    [Fact]
    public void A_neighbour_that_never_describes_its_database_does_not_keep_a_starting_node_silent()
    {
        IsisBench bench = new(1);
        bench.PortUp(0);
        bench.Hello(0, null);
        bench.Wait(IsisLimits.DescriptionWait - TimeSpan.FromTicks(1));
        Assert.Null(bench.Node.SynchronizedAt);
        bench.Wait(TimeSpan.FromTicks(1));
        Assert.NotNull(bench.Node.SynchronizedAt);
    }

    [Fact]
    public void No_restart_at_any_time_lowers_an_epoch_or_withdraws_a_living_host()
    {
        Gen.Select(Gen.ULong, Gen.Int[1, 40]).Sample((seed, hosts) =>
        {
            RandomSource random = new(seed);
            IsisNetwork network = new(4, [new(0, 1), new(0, 2), new(1, 3), new(2, 3)], seed)
            {
                Loss = 20,
                Duplication = 20,
                Reordering = TimeSpan.FromMilliseconds(1),
            };
            network.Start();
            uint[] epochs = new uint[hosts];
            for (int life = 0; life < 3; life++)
            {
                for (int host = 0; host < hosts; host++)
                {
                    epochs[host] = life == 0 || random.Next(3) == 0 ? epochs[host] + 1 : epochs[host];
                    network.Advertise(0, TestClaims.Make(host, epochs[host]));
                    network.Run(TimeSpan.FromMilliseconds(random.Next(10)));
                }

                // Everything that was announced has arrived somewhere before the crash.
                network.Run(TimeSpan.FromSeconds(6 + random.Next(20)));
                IsisTestNode reborn = network.Restart(0, TimeSpan.FromMilliseconds(100 + random.Next(2000)));
                network.Run(TimeSpan.FromMilliseconds(random.Next(8000)));
                foreach (HostClaim claim in reborn.Recovered)
                {
                    int host = (int)(claim.Address.Bits & 0xFFFF);
                    Assert.Equal(TestClaims.Make(host, epochs[host]), claim);
                }
            }

            for (int host = 0; host < hosts; host++)
            {
                network.Advertise(0, TestClaims.Make(host, epochs[host]));
            }

            network.Loss = 0;
            network.Run(TimeSpan.FromSeconds(60));
            foreach (IsisTestNode other in network.Nodes.Skip(1))
            {
                Assert.Empty(other.Withdrawals);
                Assert.Equal(hosts, other.Claims.Count);
                for (int host = 0; host < hosts; host++)
                {
                    HostClaim expected = TestClaims.Make(host, epochs[host]);
                    Assert.Equal(expected, other.Claims[(IsisPlans.Id(0), expected.Key)]);
                }
            }
        }, iter: 40);
    }

    private static IsisNetwork Ready(int hosts)
    {
        IsisNetwork network = new(3, [new(0, 1), new(1, 2)]);
        network.Start();
        network.Run(TimeSpan.FromSeconds(1));
        for (int host = 0; host < hosts; host++)
        {
            network.Advertise(0, TestClaims.Make(host, epoch: 3));
        }

        network.Run(TimeSpan.FromSeconds(40));
        Assert.Equal(hosts, network.Nodes[2].Claims.Count);
        return network;
    }

    [Fact]
    public void A_restarted_node_computes_once_all_its_neighbours_are_back_and_not_with_the_first_of_them()
    {
        IsisBench bench = new(2);
        SystemId far = SystemId.FromValue(0x77);
        bench.PortUp(0);
        bench.PortUp(1);
        bench.BringUp(0);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1, links: [(bench.Node.Plan.SystemId, 10), (far, 100)]));
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(far), 1, links: [(IsisBench.Peer(0), 100), (IsisBench.Peer(1), 1)]));
        bench.Wait(TimeSpan.FromMilliseconds(500));
        Assert.Empty(bench.Node.Reach);

        bench.BringUp(1);
        bench.Deliver(1, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(1)), 1, links: [(bench.Node.Plan.SystemId, 10), (far, 1)]));
        bench.Wait(TimeSpan.FromMilliseconds(200));
        Assert.Equal([new PortIndex(1)], bench.Node.Reach[far].Hops.Select(static hop => hop.Port));
    }

    [Fact]
    public void A_node_that_starts_with_nothing_computes_at_once()
    {
        IsisBench bench = new(2);
        bench.Node.Engine.StartCold(bench.Now);
        bench.PortUp(1);
        bench.BringUp(0);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1, links: [(bench.Node.Plan.SystemId, 10)]));
        bench.Wait(TimeSpan.FromMilliseconds(200));
        Assert.Equal([IsisBench.Peer(0)], bench.Node.Reach.Keys);
    }
}
