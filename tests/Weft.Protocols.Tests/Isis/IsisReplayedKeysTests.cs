using CsCheck;
using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Somebody on the link records signed frames and sends them again, at every state and after every change.</summary>
public sealed class IsisReplayedKeysTests
{
    private static readonly TestLink[] Chain = [new(0, 1), new(1, 2)];

    [Fact]
    public void Copies_of_a_neighbours_first_hellos_do_not_take_the_adjacency_down()
    {
        IsisNetwork network = Keyed(out List<byte[]> toward1);
        network.Run(TimeSpan.FromSeconds(10));
        byte[][] hellos = [.. toward1.Where(static frame => TypeOf(frame) == IsisPduType.PointToPointHello)];
        Assert.Contains(hellos, static hello => StateOf(hello) == AdjacencyState.Down);
        Assert.Contains(hellos, static hello => StateOf(hello) == AdjacencyState.Initializing);
        for (int round = 0; round < 40; round++)
        {
            foreach (byte[] hello in hellos)
            {
                network.Inject(1, new PortIndex(0), hello);
            }

            network.Run(TimeSpan.FromMilliseconds(137));
        }

        network.Run(TimeSpan.FromSeconds(10));
        AssertUnharmed(network);
    }

    [Fact]
    public void Copies_of_a_request_for_the_database_do_not_draw_it_out_again_and_again()
    {
        IsisBench bench = IsisAuthenticationTests.Ready("1", out AuthenticationKey area);
        for (int i = 0; i < 50; i++)
        {
            bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(SystemId.FromValue(0x50), (byte)i), 1, key: area));
        }

        bench.Wait(TimeSpan.FromSeconds(2));
        bench.Discard();
        for (int i = 0; i < 500; i++)
        {
            bench.Hello(0, AdjacencyState.Down, restart: RestartSignal.Request);
            bench.Wait(TimeSpan.FromMilliseconds(2));
        }

        Assert.Equal(AdjacencyState.Up, bench.Node.Engine.Adjacencies()[0].State);
        Assert.DoesNotContain(bench.TakeLsps(0), static lsp => lsp.Id.System == SystemId.FromValue(0x50));
        Assert.InRange(bench.Take(0, IsisPduType.Level2CompleteSequence).Count, 1, 6);
    }

    [Fact]
    public void Copies_of_everything_ever_said_change_nothing_in_any_order()
    {
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[0, 3000].Array[20, 60]).Sample(
            (seed, picks) =>
            {
                IsisNetwork network = Keyed(out List<byte[]> toward1, (ulong)seed);
                network.Advertise(0, TestClaims.Make(1, epoch: 1));
                network.Run(TimeSpan.FromSeconds(3));
                network.Advertise(0, TestClaims.Make(1, epoch: 2));
                network.Withdraw(0, TestClaims.Make(2).Key);
                network.Run(TimeSpan.FromSeconds(3));
                foreach (int pick in picks)
                {
                    network.Inject(1, new PortIndex(0), toward1[pick % toward1.Count]);
                    network.Run(TimeSpan.FromMilliseconds(pick % 200));
                }

                network.Run(TimeSpan.FromSeconds(12));
                AssertUnharmed(network);
                Assert.Equal(2u, Assert.Single(network.Nodes[2].Claims).Value.Epoch);
            },
            iter: 30);
    }

    [Fact]
    public void Frames_of_before_a_restart_and_of_before_a_key_was_taken_out_are_harmless()
    {
        IsisNetwork network = Keyed(out List<byte[]> toward1);
        network.Run(TimeSpan.FromSeconds(5));
        network.Restart(0, TimeSpan.FromMilliseconds(300));
        network.Run(TimeSpan.FromSeconds(40));
        byte[][] old = [.. toward1];
        Replay(network, old);
        AssertUnharmed(network);

        foreach (string ids in new[] { "1 2", "2 1", "2" })
        {
            for (int node = 0; node < 3; node++)
            {
                network.SetKeys(node, TestKeys.Make(ids));
                network.Run(TimeSpan.FromSeconds(2));
            }
        }

        long refusedHellos = network.Nodes[1].Engine.LinkVerdicts[AuthenticationVerdict.UnknownKeyId];
        long sequenceBefore = Sequences(network);
        Replay(network, old);
        AssertUnharmed(network);
        Assert.Equal(sequenceBefore, Sequences(network));
        Assert.Equal(
            old.Count(static frame => TypeOf(frame) == IsisPduType.PointToPointHello),
            network.Nodes[1].Engine.LinkVerdicts[AuthenticationVerdict.UnknownKeyId] - refusedHellos);
    }

    [Fact]
    public void Copies_in_the_name_of_a_neighbour_that_is_gone_leave_no_trace_when_it_comes_back()
    {
        IsisNetwork network = Keyed(out List<byte[]> toward1);
        network.Run(TimeSpan.FromSeconds(10));
        byte[][] old = [.. toward1];
        network.Nodes[0].IsAlive = false;
        network.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(AdjacencyState.Down, network.Nodes[1].Engine.Adjacencies()[0].State);

        // Somebody plays the whole session again; that may make the dead seem alive, which no signature can prevent.
        Replay(network, old);
        network.Run(TimeSpan.FromSeconds(10));
        Assert.NotEqual(AdjacencyState.Up, network.Nodes[1].Engine.Adjacencies()[0].State);
        network.Restart(0, TimeSpan.Zero);
        Replay(network, old);
        network.Run(TimeSpan.FromSeconds(50));
        Assert.True(network.HasConverged());
        Assert.All(network.Nodes, static node => Assert.All(node.Engine.Adjacencies(), static adjacency => Assert.Equal(AdjacencyState.Up, adjacency.State)));
        Assert.Equal([IsisPlans.Id(0), IsisPlans.Id(1)], network.Nodes[2].Reach.Keys.Order());
    }

    [Fact]
    public void A_neighbour_that_really_began_anew_is_believed_when_its_old_life_stays_silent()
    {
        IsisBench bench = IsisAuthenticationTests.Ready("1", out _);
        bench.Hello(0, AdjacencyState.Down);
        Assert.Equal(AdjacencyState.Up, bench.Node.Engine.Adjacencies()[0].State);
        TimeSpan doubt = bench.Node.Plan.Fabric.Timers.HelloInterval * 1.25;
        bench.Wait(doubt - TimeSpan.FromTicks(1));
        bench.Hello(0, AdjacencyState.Down);
        Assert.Equal(AdjacencyState.Up, bench.Node.Engine.Adjacencies()[0].State);
        bench.Wait(TimeSpan.FromTicks(1));
        Assert.Equal(AdjacencyState.Initializing, bench.Node.Engine.Adjacencies()[0].State);
        Assert.Equal(AdjacencyReason.NeighborRestarted, bench.Node.Events.OfType<AdjacencyChanged>().Single(static change => !change.Up).Reason);
        bench.Hello(0, AdjacencyState.Initializing, bench.Node.Plan.SystemId, 1);
        Assert.Equal(AdjacencyState.Up, bench.Node.Engine.Adjacencies()[0].State);
    }

    [Fact]
    public void A_living_neighbours_next_hello_ends_the_doubt()
    {
        IsisBench bench = IsisAuthenticationTests.Ready("1", out _);
        bench.Hello(0, AdjacencyState.Down);
        bench.Wait(TimeSpan.FromSeconds(1));
        bench.Hello(0, AdjacencyState.Up, bench.Node.Plan.SystemId, 1);
        bench.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(AdjacencyState.Up, bench.Node.Engine.Adjacencies()[0].State);
    }

    [Fact]
    public void A_doubted_hello_neither_prolongs_nor_shortens_the_holding_time()
    {
        IsisBench bench = IsisAuthenticationTests.Ready("1", out _);
        Instant until = bench.Node.Engine.Adjacencies()[0].HoldUntil;
        bench.Wait(TimeSpan.FromSeconds(1));
        bench.Hello(0, AdjacencyState.Down, holdingTime: 1);
        Assert.Equal(until, bench.Node.Engine.Adjacencies()[0].HoldUntil);
        bench.Hello(0, AdjacencyState.Up, bench.Node.Plan.SystemId, 1, holdingTime: 1);
        Assert.Equal(until, bench.Node.Engine.Adjacencies()[0].HoldUntil);
    }

    [Fact]
    public void A_copy_from_another_MAC_does_not_draw_the_neighbours_traffic_there()
    {
        IsisNetwork network = Keyed(out List<byte[]> toward1);
        network.Run(TimeSpan.FromSeconds(10));
        MacAddress attacker = MacAddress.Parse("02:66:66:66:66:66");
        MacAddress neighbor = network.Nodes[1].Engine.Adjacencies()[0].Mac;
        foreach (byte[] hello in toward1.Where(static frame => TypeOf(frame) == IsisPduType.PointToPointHello).ToArray())
        {
            byte[] copy = [.. hello];
            attacker.Write(copy.AsSpan(MacAddress.Length));
            network.Inject(1, new PortIndex(0), copy);
            Assert.Equal(neighbor, network.Nodes[1].Engine.Adjacencies()[0].Mac);
        }

        Assert.Contains(network.Nodes[1].Events.OfType<IsisAlarm>(), static alarm => alarm.Reason == IsisAlarmReason.HelloCopied);
        AssertUnharmed(network);
    }

    [Fact]
    public void A_neighbour_that_does_not_sign_its_MAC_keeps_the_one_it_came_up_with()
    {
        IsisBench bench = IsisAuthenticationTests.Ready("1", out _);
        bench.Node.Outbox.Clear();
        bench.Hello(0, AdjacencyState.Up, bench.Node.Plan.SystemId, 1, from: MacAddress.Parse("02:66:66:66:66:66"));
        Assert.Equal(IsisBench.PeerMac(0), bench.Node.Engine.Adjacencies()[0].Mac);
        Assert.Equal(1, bench.Node.Engine.Counters[IsisCounter.HellosCopied]);
    }

    /// <summary>Three nodes with keys; what node 0 sends to node 1 is recorded.</summary>
    private static IsisNetwork Keyed(out List<byte[]> toward1, ulong seed = 1)
    {
        List<byte[]> recorded = [];
        IsisNetwork network = new(3, Chain, seed)
        {
            Tap = (node, _, frame) =>
            {
                if (node.Index == 0)
                {
                    recorded.Add(frame);
                }

                return true;
            },
        };
        for (int node = 0; node < 3; node++)
        {
            network.SetKeys(node, TestKeys.Make("1"));
        }

        network.Start();
        toward1 = recorded;
        return network;
    }

    private static void Replay(IsisNetwork network, byte[][] frames)
    {
        foreach (byte[] frame in frames)
        {
            network.Inject(1, new PortIndex(0), frame);
            network.Run(TimeSpan.FromMilliseconds(40));
        }

        network.Run(TimeSpan.FromSeconds(12));
    }

    private static void AssertUnharmed(IsisNetwork network)
    {
        Assert.True(network.HasConverged());
        foreach (IsisTestNode node in network.Nodes)
        {
            Assert.All(node.Engine.Adjacencies(), static adjacency => Assert.Equal(AdjacencyState.Up, adjacency.State));
            Assert.DoesNotContain(node.Events.OfType<AdjacencyChanged>(), static change => !change.Up);
            Assert.Empty(node.LostNodes);
        }
    }

    private static long Sequences(IsisNetwork network) =>
        network.Nodes.Sum(static node => node.Engine.Database().Where(static lsp => lsp.IsOwn).Sum(static lsp => lsp.Sequence));

    private static IsisPduType TypeOf(byte[] frame) => (IsisPduType)frame[IsisFrame.HeaderLength + 4];

    private static AdjacencyState StateOf(byte[] frame)
    {
        Assert.Equal(IsisFault.None, IsisFrame.TryParse(frame, out _, out ReadOnlySpan<byte> octets));
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
        Assert.True(pdu.Tlvs.TryFind(IsisTlvType.ThreeWayAdjacency, out ReadOnlySpan<byte> value));
        Assert.True(ThreeWayAdjacency.TryRead(value, out ThreeWayAdjacency threeWay));
        return threeWay.State;
    }
}
