using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisAdjacencyTests
{
    private static readonly SystemId Self = IsisPlans.Id(IsisBench.Self);

    [Theory]
    [InlineData(AdjacencyState.Down, AdjacencyState.Down, AdjacencyState.Initializing)]
    [InlineData(AdjacencyState.Down, AdjacencyState.Initializing, AdjacencyState.Up)]
    [InlineData(AdjacencyState.Down, AdjacencyState.Up, AdjacencyState.Down)]
    [InlineData(AdjacencyState.Down, null, AdjacencyState.Up)]
    [InlineData(AdjacencyState.Initializing, AdjacencyState.Down, AdjacencyState.Initializing)]
    [InlineData(AdjacencyState.Initializing, AdjacencyState.Initializing, AdjacencyState.Up)]
    [InlineData(AdjacencyState.Initializing, AdjacencyState.Up, AdjacencyState.Up)]
    [InlineData(AdjacencyState.Initializing, null, AdjacencyState.Up)]
    [InlineData(AdjacencyState.Up, AdjacencyState.Down, AdjacencyState.Initializing)]
    [InlineData(AdjacencyState.Up, AdjacencyState.Initializing, AdjacencyState.Up)]
    [InlineData(AdjacencyState.Up, AdjacencyState.Up, AdjacencyState.Up)]
    [InlineData(AdjacencyState.Up, null, AdjacencyState.Up)]
    public void The_three_way_table_is_that_of_RFC_5303(AdjacencyState own, AdjacencyState? received, AdjacencyState expected)
    {
        Assert.Equal(expected, ThreeWayTable.Next(own, received));
    }

    [Fact]
    public void Every_change_is_answered_by_a_hello_at_once()
    {
        IsisBench bench = new();
        bench.PortUp(0);
        Assert.Equal((AdjacencyState.Down, 1u, null, null), Single(bench));

        bench.Hello(0, AdjacencyState.Down);
        Assert.Equal((AdjacencyState.Initializing, 1u, IsisBench.Peer(0), 7u), Single(bench));

        bench.Hello(0, AdjacencyState.Initializing, Self, 1);
        Assert.Equal((AdjacencyState.Up, 1u, IsisBench.Peer(0), 7u), Single(bench));

        bench.Hello(0, AdjacencyState.Up, Self, 1);
        Assert.Empty(bench.Take(0, IsisPduType.PointToPointHello));
        AdjacencySnapshot adjacency = bench.Node.Engine.Adjacencies()[0];
        Assert.Equal((AdjacencyState.Up, IsisBench.Peer(0), IsisPlans.LinkLocal(1, 0)), (adjacency.State, adjacency.Neighbor, adjacency.LinkLocal));
    }

    [Fact]
    public void A_hello_carries_what_other_routers_need_to_use_us()
    {
        IsisBench bench = new();
        bench.PortUp(0);
        byte[] hello = Assert.Single(bench.Take(0, IsisPduType.PointToPointHello));
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(hello, out IsisPdu pdu));
        PointToPointHelloHeader header = PointToPointHelloHeader.Read(pdu);
        Assert.Equal((IsisLevels.Level2, Self, (ushort)3), (header.Levels, header.Source, header.HoldingTime));
        Assert.Equal("03490001", ValueOf(pdu, IsisTlvType.AreaAddresses));
        Assert.Equal("CC8E", ValueOf(pdu, IsisTlvType.ProtocolsSupported));
        Assert.Equal("0AFF0001", ValueOf(pdu, IsisTlvType.Ipv4InterfaceAddresses));
        Assert.Equal("FE80000000000000000000FFFE000100", ValueOf(pdu, IsisTlvType.Ipv6InterfaceAddresses));
    }

    [Fact]
    public void Hellos_fill_the_MTU_until_the_adjacency_is_up_and_are_short_from_then_on()
    {
        IsisBench bench = new(1);
        bench.PortUp(0);
        bench.Hello(0, AdjacencyState.Down);
        Assert.All(bench.Take(0, IsisPduType.PointToPointHello), static hello => Assert.Equal(IsisFrame.MaximumPduLength, hello.Length));
        bench.Hello(0, AdjacencyState.Initializing, Self, 1);
        bench.Wait(TimeSpan.FromSeconds(1));
        Assert.All(bench.Take(0, IsisPduType.PointToPointHello), static hello => Assert.InRange(hello.Length, 0, 200));
    }

    [Theory]
    [InlineData(1400, 1397)]
    [InlineData(1500, IsisFrame.MaximumPduLength)]
    [InlineData(9000, IsisFrame.MaximumPduLength)]
    public void Hellos_are_padded_to_what_the_port_carries_but_to_no_more_than_a_frame_with_a_length_can_have(int mtu, int length)
    {
        IsisBench bench = new(1);
        bench.Port(0, IsisNetwork.StatusOf(IsisBench.Self, new PortIndex(0), true) with { Mtu = mtu });
        Assert.Equal(length, Assert.Single(bench.Take(0, IsisPduType.PointToPointHello)).Length);
    }

    [Fact]
    public void A_link_that_is_narrower_at_the_other_end_brings_no_adjacency_up_and_is_alarmed()
    {
        IsisNetwork network = new(2, [new TestLink(0, 1)]);
        bool isNarrow = true;
        network.Tap = (_, _, frame) => !isNarrow || frame.Length < 1400;
        network.Start();

        // The other end has no room for more and does not pad so far.
        network.Call(network.Nodes[1], () => network.Nodes[1].Engine.HandlePort(
            network.Now, new PortIndex(0), IsisNetwork.StatusOf(1, new PortIndex(0), true) with { Mtu = 1300 }, network.Nodes[1]));
        network.Run(TimeSpan.FromSeconds(10));
        Assert.NotEqual(AdjacencyState.Up, Assert.Single(network.Nodes[0].Engine.Adjacencies()).State);
        Assert.Equal(IsisAlarmReason.NotHeard, Assert.Single(network.Nodes[0].Events.OfType<IsisAlarm>()).Reason);
        Assert.Equal(IsisAlarmReason.MtuTooSmall, Assert.Single(network.Nodes[1].Events.OfType<IsisAlarm>()).Reason);

        isNarrow = false;
        network.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(AdjacencyState.Up, Assert.Single(network.Nodes[0].Engine.Adjacencies()).State);
    }

    [Theory]
    [InlineData(99ul, 1u, IsisCounter.HellosForOthers)]
    [InlineData(1ul, 2u, IsisCounter.HellosForOthers)]
    public void A_hello_that_names_another_system_or_circuit_is_not_for_us(ulong system, uint circuit, IsisCounter counter)
    {
        IsisBench bench = new();
        bench.PortUp(0);
        bench.Hello(0, AdjacencyState.Initializing, SystemId.FromValue(system), circuit);
        Assert.Equal(AdjacencyState.Down, StateOf(bench));
        Assert.Equal(1, bench.Node.Engine.Counters[counter]);
    }

    [Fact]
    public void A_level_1_system_is_no_neighbour()
    {
        IsisBench bench = new();
        bench.PortUp(0);
        bench.Hello(0, AdjacencyState.Down, levels: IsisLevels.Level1);
        Assert.Equal(AdjacencyState.Down, StateOf(bench));
        Assert.Equal(1, bench.Node.Engine.Counters[IsisCounter.LevelMismatch]);
        Assert.Equal(IsisAlarmReason.LevelMismatch, Assert.Single(bench.Node.Events.OfType<IsisAlarm>()).Reason);
    }

    [Fact]
    public void A_neighbour_without_the_three_way_TLV_is_up_at_once()
    {
        IsisBench bench = new();
        bench.PortUp(0);
        bench.Hello(0, null);
        Assert.Equal(AdjacencyState.Up, StateOf(bench));
    }

    [Fact]
    public void Our_own_system_id_in_a_hello_raises_one_alarm_a_minute()
    {
        IsisBench bench = new();
        bench.PortUp(0);
        for (int i = 0; i < 100; i++)
        {
            bench.Hello(0, AdjacencyState.Down, source: Self);
        }

        Assert.Equal(AdjacencyState.Down, StateOf(bench));
        Assert.Equal([IsisAlarmReason.DuplicateSystemId], bench.Node.Events.OfType<IsisAlarm>().Select(static alarm => alarm.Reason));
        bench.Wait(IsisLimits.AlarmInterval);
        bench.Hello(0, AdjacencyState.Down, source: Self);
        Assert.Equal(2, bench.Node.Events.OfType<IsisAlarm>().Count());
        Assert.Equal(101, bench.Node.Engine.Counters[IsisCounter.OwnSystemId]);
    }

    [Fact]
    public void A_second_speaker_on_the_link_does_not_push_the_neighbour_out()
    {
        IsisBench bench = new();
        bench.BringUp(0);
        bench.Hello(0, AdjacencyState.Down, source: SystemId.FromValue(77));
        Assert.Equal(AdjacencyState.Up, StateOf(bench));
        Assert.Equal(IsisAlarmReason.SecondNeighbor, Assert.Single(bench.Node.Events.OfType<IsisAlarm>()).Reason);

        bench.Wait(TimeSpan.FromSeconds(3));
        bench.Hello(0, AdjacencyState.Down, source: SystemId.FromValue(77));
        Assert.Equal(SystemId.FromValue(77), bench.Node.Engine.Adjacencies()[0].Neighbor);
    }

    [Fact]
    public void An_adjacency_lives_until_its_holding_time_and_not_a_tick_longer()
    {
        IsisBench bench = new();
        bench.BringUp(0);
        Instant until = bench.Node.Engine.Adjacencies()[0].HoldUntil;
        Assert.Equal(bench.Now + TimeSpan.FromSeconds(3), until);
        bench.Wait(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
        Assert.Equal(AdjacencyState.Up, StateOf(bench));
        bench.Wait(TimeSpan.FromTicks(1));
        Assert.Equal(AdjacencyState.Down, StateOf(bench));
        Assert.Equal(AdjacencyReason.HoldingTimeExpired, bench.Node.Events.OfType<AdjacencyChanged>().Last().Reason);
    }

    [Fact]
    public void Hellos_are_sent_at_75_to_100_percent_of_the_interval()
    {
        IsisBench bench = new();
        bench.PortUp(0);
        bench.Discard();
        for (int i = 0; i < 50; i++)
        {
            Instant before = bench.Now;
            while (bench.Take(0, IsisPduType.PointToPointHello).Count == 0)
            {
                bench.Wait(bench.Node.Engine.NextDeadline - bench.Now);
            }

            Assert.InRange(bench.Now - before, TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_port_that_goes_down_takes_the_adjacency_with_it_and_says_so_once()
    {
        IsisBench bench = new();
        bench.BringUp(0);
        bench.PortUp(0, up: false);
        Assert.Equal(AdjacencyState.Down, StateOf(bench));
        bench.Discard();
        bench.Wait(TimeSpan.FromSeconds(10));
        Assert.Empty(bench.Take(0, IsisPduType.PointToPointHello));
        AdjacencyChanged[] events = [.. bench.Node.Events.OfType<AdjacencyChanged>()];
        Assert.Equal([(true, AdjacencyReason.HandshakeComplete), (false, AdjacencyReason.PortDown)], events.Select(static e => (e.Up, e.Reason)));
    }

    [Fact]
    public void A_neighbour_that_restarts_without_asking_takes_the_adjacency_down()
    {
        IsisBench bench = new();
        bench.BringUp(0);
        bench.Hello(0, AdjacencyState.Down);
        Assert.Equal(AdjacencyState.Initializing, StateOf(bench));
        Assert.Equal(AdjacencyReason.NeighborRestarted, bench.Node.Events.OfType<AdjacencyChanged>().Last().Reason);
    }

    [Fact]
    public void A_neighbour_that_asks_for_it_keeps_the_adjacency_over_its_restart_and_gets_the_database_again()
    {
        IsisBench bench = new();
        bench.BringUp(0);
        bench.Wait(TimeSpan.FromSeconds(2));
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Discard();
        bench.Hello(0, AdjacencyState.Down, restart: RestartSignal.Request);
        Assert.Equal(AdjacencyState.Up, StateOf(bench));

        byte[] answer = Assert.Single(bench.Take(0, IsisPduType.PointToPointHello));
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(answer, out IsisPdu pdu));
        Assert.True(pdu.Tlvs.TryFind(IsisTlvType.Restart, out ReadOnlySpan<byte> value));
        Assert.True(RestartSignal.TryRead(value, out RestartSignal signal));
        Assert.Equal(RestartSignal.Acknowledgement(3, IsisBench.Peer(0)), signal);
        Assert.NotEmpty(bench.Take(0, IsisPduType.Level2CompleteSequence));
        bench.Wait(IsisLimits.DatabaseWait);
        Assert.NotEmpty(bench.TakeLsps(0));
        Assert.Single(bench.Node.Events.OfType<AdjacencyChanged>());
    }

    [Fact]
    public void After_our_own_restart_an_acknowledgement_brings_the_adjacency_up_at_once()
    {
        IsisBench bench = new();
        bench.PortUp(0);
        byte[] hello = Assert.Single(bench.Take(0, IsisPduType.PointToPointHello));
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(hello, out IsisPdu pdu));
        Assert.Equal("01", ValueOf(pdu, IsisTlvType.Restart));

        bench.Hello(0, AdjacencyState.Up, Self, 1, restart: RestartSignal.Acknowledgement(3, Self));
        Assert.Equal(AdjacencyState.Up, StateOf(bench));
        Assert.Equal(AdjacencyReason.RestartAcknowledged, Assert.Single(bench.Node.Events.OfType<AdjacencyChanged>()).Reason);
        hello = Assert.Single(bench.Take(0, IsisPduType.PointToPointHello));
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(hello, out pdu));
        Assert.Equal(string.Empty, ValueOf(pdu, IsisTlvType.Restart));
    }

    [Fact]
    public void A_neighbour_with_another_address_is_reported_anew_and_paths_follow()
    {
        IsisBench bench = new(1);
        bench.BringUp(0);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1, links: [(Self, 10)]));
        Assert.Equal(IsisPlans.LinkLocal(1, 0), bench.Node.Reach[IsisBench.Peer(0)].Hops[0].Gateway);
        bench.Hello(0, AdjacencyState.Up, Self, 1, linkLocalHost: 5);
        bench.Wait(IsisLimits.SpfShortDelay);
        Assert.Equal(IpAddress.Parse("fe80::5"), bench.Node.Reach[IsisBench.Peer(0)].Hops[0].Gateway);
        Assert.Equal(AdjacencyReason.AddressChanged, bench.Node.Events.OfType<AdjacencyChanged>().Last().Reason);
    }

    [Fact]
    public void A_neighbour_without_a_link_local_address_is_no_gateway_and_raises_an_alarm()
    {
        IsisBench bench = new(1);
        bench.PortUp(0);
        bench.Hello(0, AdjacencyState.Down, hasLinkLocal: false);
        Assert.Empty(bench.Node.Events);
        bench.Hello(0, AdjacencyState.Up, Self, 1, hasLinkLocal: false);
        Assert.Equal(AdjacencyState.Initializing, StateOf(bench));
        Assert.Equal(1, bench.Node.Engine.Counters[IsisCounter.NoLinkLocal]);
        Assert.Equal(IsisAlarmReason.NoLinkLocal, Assert.Single(bench.Node.Events.OfType<IsisAlarm>()).Reason);
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        Assert.Equal(AdjacencyState.Up, StateOf(bench));
    }

    [Fact]
    public void A_neighbour_that_stops_naming_its_address_keeps_it()
    {
        IsisBench bench = new(1);
        bench.BringUp(0);
        bench.Hello(0, AdjacencyState.Up, Self, 1, hasLinkLocal: false);
        AdjacencySnapshot adjacency = Assert.Single(bench.Node.Engine.Adjacencies());
        Assert.Equal((AdjacencyState.Up, IsisPlans.LinkLocal(1, 0)), (adjacency.State, adjacency.LinkLocal));
    }

    [Fact]
    public void A_port_says_hello_from_the_moment_it_has_a_link_local_address_and_keeps_the_adjacency_when_it_goes()
    {
        IsisBench bench = new(1);
        PortStatus ready = new(true, IsisPlans.Mac(0, 0), IsisPlans.LinkLocal(0, 0), 1500);
        bench.Port(0, ready with { LinkLocal = IpAddress.Ipv6Any });
        bench.Wait(TimeSpan.FromSeconds(5));
        Assert.Empty(bench.Take(0, IsisPduType.PointToPointHello));

        bench.Port(0, ready);
        Assert.NotEmpty(bench.Take(0, IsisPduType.PointToPointHello));
        bench.BringUp(0);
        bench.Port(0, ready with { LinkLocal = IpAddress.Ipv6Any });
        Assert.Equal(AdjacencyState.Up, StateOf(bench));
    }

    [Fact]
    public void Frames_of_ports_that_are_down_or_no_fabric_ports_are_ignored()
    {
        IsisBench bench = new(1);
        bench.Hello(0, AdjacencyState.Down);
        bench.DeliverFrame(9, new byte[100]);
        Assert.Equal(0, bench.Node.Engine.Counters[IsisCounter.HellosReceived]);
        Assert.Empty(bench.Node.Outbox);
    }

    private static AdjacencyState StateOf(IsisBench bench) => bench.Node.Engine.Adjacencies()[0].State;

    private static (AdjacencyState State, uint? Circuit, SystemId? Neighbor, uint? NeighborCircuit) Single(IsisBench bench)
    {
        byte[] hello = Assert.Single(bench.Take(0, IsisPduType.PointToPointHello));
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(hello, out IsisPdu pdu));
        Assert.True(pdu.Tlvs.TryFind(IsisTlvType.ThreeWayAdjacency, out ReadOnlySpan<byte> value));
        Assert.True(ThreeWayAdjacency.TryRead(value, out ThreeWayAdjacency threeWay));
        return (threeWay.State, threeWay.CircuitId, threeWay.Neighbor, threeWay.NeighborCircuitId);
    }

    private static string ValueOf(IsisPdu pdu, IsisTlvType type) =>
        pdu.Tlvs.TryFind(type, out ReadOnlySpan<byte> value) ? Convert.ToHexString(value) : string.Empty;
}
