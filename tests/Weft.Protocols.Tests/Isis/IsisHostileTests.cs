using CsCheck;
using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Testing;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisHostileTests
{
    private static readonly SystemId Self = IsisPlans.Id(IsisBench.Self);
    private static readonly SystemId Far = SystemId.FromValue(0x50);
    private static readonly LspId FarId = TestLsps.IdOf(Far);

    [Fact]
    public void A_forged_LSP_of_equal_sequence_neither_replaces_nor_purges_the_real_one()
    {
        IsisBench bench = Ready();
        HostClaim real = TestClaims.Make(2);
        bench.Deliver(0, TestLsps.Make(FarId, 5, claims: [real]));
        bench.Discard();
        for (uint i = 0; i < 1000; i++)
        {
            bench.Deliver(0, TestLsps.Make(FarId, 5, claims: [TestClaims.Make(4, epoch: i)]));
        }

        Assert.Equal([real], bench.Node.Claims.Values);
        Assert.Empty(bench.TakeLsps(1));
        Assert.Equal(1000, bench.Node.Engine.Counters[IsisCounter.ContentConflict]);
        Assert.Equal(IsisAlarmReason.ContentConflict, Assert.Single(bench.Node.Events.OfType<IsisAlarm>()).Reason);
    }

    [Fact]
    public void Another_version_of_a_neighbours_LSP_is_shown_to_that_neighbour_alone_and_not_often()
    {
        IsisBench bench = Ready();
        LspId id = TestLsps.IdOf(IsisBench.Peer(1));
        bench.Deliver(1, TestLsps.Make(id, 5, links: [(Self, 10)]));
        bench.Discard();
        byte[] other = TestLsps.Make(id, 5, claims: [TestClaims.Make(4)]);
        for (int i = 0; i < 10; i++)
        {
            bench.Deliver(0, other);
        }

        Assert.Single(bench.TakeLsps(1));
        Assert.Empty(bench.TakeLsps(0));
        bench.Wait(IsisLimits.ShowInterval);
        bench.Discard();
        bench.Deliver(0, other);
        Assert.Single(bench.TakeLsps(1));
    }

    [Fact]
    public void A_purge_in_our_name_is_outbid_and_a_storm_of_them_raises_one_alarm()
    {
        IsisBench bench = Ready();
        LspId own = TestLsps.IdOf(Self);
        uint sequence = Find(bench, own).Sequence;
        bench.Deliver(0, TestLsps.Purge(own, sequence));
        Assert.Equal((sequence + 1, false), (Find(bench, own).Sequence, Find(bench, own).IsPurge));
        bench.Deliver(0, TestLsps.Make(own, sequence + 1000));
        Assert.Equal(sequence + 1001, Find(bench, own).Sequence);
        bench.Discard();

        for (uint i = 0; i < 5000; i++)
        {
            bench.Deliver(0, TestLsps.Purge(own, sequence + 2000 + i));
        }

        Assert.Empty(bench.TakeLsps(0));
        bench.Wait(IsisLimits.DefenseInterval);
        Assert.Equal(sequence + 7000, Assert.Single(bench.TakeLsps(0)).Sequence);
        Assert.Equal((sequence + 7000, false), (Find(bench, own).Sequence, Find(bench, own).IsPurge));
        Assert.Equal(IsisAlarmReason.OwnLspForeign, Assert.Single(bench.Node.Events.OfType<IsisAlarm>()).Reason);
    }

    [Fact]
    public void The_last_sequence_number_in_our_name_silences_the_fragment_until_it_is_gone_everywhere()
    {
        IsisBench bench = Ready();
        LspId own = TestLsps.IdOf(Self);
        bench.Deliver(0, TestLsps.Make(own, uint.MaxValue));
        Assert.Equal((uint.MaxValue, true), (Find(bench, own).Sequence, Find(bench, own).IsPurge));
        Assert.Contains(bench.TakeLsps(1), static lsp => lsp.IsPurge && lsp.Sequence == uint.MaxValue);
        Assert.Contains(bench.Node.Events.OfType<IsisAlarm>(), static alarm => alarm.Reason == IsisAlarmReason.SequenceWrapped);

        Instant silent = bench.Now + (IsisLimits.MaximumAge + IsisLimits.ZeroAgeLifetime);
        while (silent - bench.Now > TimeSpan.FromSeconds(1))
        {
            bench.Wait(TimeSpan.FromSeconds(1));
            KeepAlive(bench);
            Assert.DoesNotContain(bench.Node.Engine.Database(), lsp => lsp.Id == own && !lsp.IsPurge);
        }

        bench.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal((1u, false), (Find(bench, own).Sequence, Find(bench, own).IsPurge));
    }

    [Fact]
    public void Two_systems_with_one_id_do_not_fight_faster_than_the_defense_interval()
    {
        // Nodes 0 and 2 of a line get the same system id: the third node of the plan takes the first one's.
        IsisNetwork network = new(3, [new(0, 1), new(1, 2)], identity: static node => node == 2 ? 0 : node);
        network.Start();
        network.Advertise(0, TestClaims.Make(2));
        network.Run(TimeSpan.FromSeconds(60));
        long before = network.Nodes[0].Engine.Counters[IsisCounter.LspsOriginated];
        network.Run(TimeSpan.FromSeconds(60));
        Assert.InRange(network.Nodes[0].Engine.Counters[IsisCounter.LspsOriginated] - before, 1, 700);
        Assert.Contains(network.Nodes[0].Events.OfType<IsisAlarm>(), static alarm => alarm.Reason == IsisAlarmReason.OwnLspForeign);
    }

    [Fact]
    public void A_port_whose_MTU_is_too_small_for_LSPs_is_alarmed()
    {
        IsisBench bench = new(1);
        PortStatus status = IsisNetwork.StatusOf(IsisBench.Self, new PortIndex(0), true);
        bench.Node.Engine.HandlePort(bench.Now, new PortIndex(0), status with { Mtu = IsisLimits.MinimumMtu }, bench.Node);
        Assert.Empty(bench.Node.Events);
        bench.Node.Engine.HandlePort(bench.Now, new PortIndex(0), status with { Mtu = IsisLimits.MinimumMtu - 1 }, bench.Node);
        Assert.Equal(IsisAlarmReason.MtuTooSmall, Assert.Single(bench.Node.Events.OfType<IsisAlarm>()).Reason);
    }

    [Fact]
    public void LSPs_in_our_name_that_we_do_not_have_are_purged()
    {
        IsisBench bench = Ready();
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(Self, fragment: 9), 7, claims: [TestClaims.Make(2)]));
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(Self, pseudonode: 3), 7));
        List<LspHeader> sent = bench.TakeLsps(0);
        Assert.Equal([(byte)9, (byte)0], sent.Where(static lsp => lsp.IsPurge && lsp.Sequence == 7).Select(static lsp => lsp.Id.Fragment));
        Assert.Empty(bench.Node.Claims);
    }

    [Fact]
    public void Phantom_systems_fill_the_database_no_further_than_its_limit()
    {
        IsisBench bench = Ready(new FabricLimits { LinkStateFragments = 50 });
        for (uint i = 0; i < 20_000; i++)
        {
            bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(SystemId.FromValue(0x1000 + i)), 1));
        }

        Assert.Equal(50, bench.Node.Engine.Database().Count);
        Assert.Equal(20_000 - 49, bench.Node.Engine.Counters[IsisCounter.DatabaseFull]);
        Assert.Equal(IsisLimits.AlarmSubjects, bench.Node.Events.OfType<IsisAlarm>().Count());
        Assert.Equal(20_000 - 49 - IsisLimits.AlarmSubjects, bench.Node.Engine.Counters[IsisCounter.AlarmsSuppressed]);

        LspEntry[] phantoms = [.. Enumerable.Range(0, 80).Select(static i => new LspEntry(900, TestLsps.IdOf(SystemId.FromValue(0x90000 + (ulong)i)), 1, 1))];
        bench.Discard();
        bench.Describe(0, phantoms);
        bench.Wait(IsisLimits.AcknowledgementDelay);
        Assert.DoesNotContain(bench.TakePartial(0), static entry => entry.Sequence == 0);
    }

    [Fact]
    public void Phantom_systems_leave_room_for_the_nodes_of_the_fabric()
    {
        IsisBench bench = Ready(new FabricLimits { LinkStateFragments = 50, StrangerFragments = 20 });
        for (uint i = 0; i < 1000; i++)
        {
            bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(SystemId.FromValue(0x1000 + i)), 1));
        }

        Assert.Equal(20 + 1, bench.Node.Engine.Database().Count);
        HostClaim claim = TestClaims.Make(2);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(1)), 1, claims: [claim]));
        Assert.Equal([claim], bench.Node.Claims.Values);

        // What a phantom gives up is free for another stranger.
        bench.Deliver(0, TestLsps.Purge(TestLsps.IdOf(SystemId.FromValue(0x1000)), 2));
        bench.Wait(IsisLimits.ZeroAgeLifetime);
        bench.BringUp(0);
        bench.Deliver(0, TestLsps.Make(FarId, 1));
        Assert.Contains(bench.Node.Engine.Database(), static lsp => lsp.Id == FarId);
    }

    [Fact]
    public void A_storm_of_alarms_of_one_kind_does_not_hide_another_kind()
    {
        IsisBench bench = Ready();
        for (uint i = 0; i < 500; i++)
        {
            LspId id = TestLsps.IdOf(SystemId.FromValue(0x1000 + i));
            bench.Deliver(0, TestLsps.Make(id, 1));
            bench.Deliver(0, TestLsps.Make(id, 1, claims: [TestClaims.Make(4)]));
        }

        Assert.Equal(IsisLimits.AlarmSubjects, bench.Node.Events.OfType<IsisAlarm>().Count());
        bench.Hello(0, AdjacencyState.Down, source: Self);
        Assert.Equal(IsisAlarmReason.DuplicateSystemId, bench.Node.Events.OfType<IsisAlarm>().Last().Reason);
        bench.Wait(IsisLimits.AlarmInterval);
        bench.BringUp(0);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(SystemId.FromValue(0x1000 + 499)), 1, claims: [TestClaims.Make(6)]));
        Assert.Equal(IsisAlarmReason.ContentConflict, bench.Node.Events.OfType<IsisAlarm>().Last().Reason);
    }

    [Fact]
    public void Bad_checksums_sequence_0_and_live_purge_originators_are_counted_and_dropped()
    {
        IsisBench bench = Ready();
        byte[] lsp = TestLsps.Make(FarId, 5, claims: [TestClaims.Make(2)]);
        lsp[^1] ^= 1;
        bench.Deliver(0, lsp);
        bench.Deliver(0, TestLsps.Make(FarId, 0));
        bench.Deliver(0, TestLsps.Make(FarId, 5, extraTlvs: static tlvs => tlvs.AddRange([13, 7, 1, 0, 0, 0, 0, 0, 9])));
        IsisEngine engine = bench.Node.Engine;
        Assert.Equal(
            (1L, 1L, 1L),
            (engine.Faults[IsisFault.Checksum], engine.Counters[IsisCounter.SequenceZero], engine.Counters[IsisCounter.LivePurgeOriginator]));
        Assert.DoesNotContain(engine.Database(), static entry => entry.Id == FarId);
        bench.Wait(IsisLimits.AcknowledgementDelay);
        Assert.Empty(bench.TakePartial(0));
    }

    [Fact]
    public void An_address_claimed_many_times_by_one_node_counts_once_and_goes_only_with_its_last_entry()
    {
        IsisBench bench = Ready();
        HostClaim low = TestClaims.Make(2, epoch: 1);
        HostClaim high = TestClaims.Make(2, epoch: 9);
        LspId second = TestLsps.IdOf(Far, fragment: 1);
        bench.Deliver(0, TestLsps.Make(FarId, 1, claims: [low, low, high]));
        Assert.Equal([high], bench.Node.Claims.Values);
        bench.Deliver(0, TestLsps.Make(second, 1, claims: [low]));
        Assert.Equal([high], bench.Node.Claims.Values);
        bench.Deliver(0, TestLsps.Make(FarId, 2, claims: [low]));
        Assert.Equal([low], bench.Node.Claims.Values);
        bench.Deliver(0, TestLsps.Make(FarId, 3));
        Assert.Equal([low], bench.Node.Claims.Values);
        Assert.Empty(bench.Node.Withdrawals);
        bench.Deliver(0, TestLsps.Purge(second, 1));
        Assert.Empty(bench.Node.Claims);
    }

    [Fact]
    public void A_node_that_does_not_list_its_neighbour_carries_no_traffic()
    {
        IsisBench bench = Ready();
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1, links: [(Self, 10), (Far, 1)]));
        bench.Deliver(0, TestLsps.Make(FarId, 1, links: [(Self, 1)]));
        bench.Wait(IsisLimits.SpfShortDelay);
        Assert.Equal([IsisBench.Peer(0)], bench.Node.Reach.Keys);

        bench.Deliver(0, TestLsps.Make(FarId, 2, links: [(IsisBench.Peer(0), 0xFF_FFFF)]));
        bench.Wait(IsisLimits.SpfHoldDown);
        Assert.Equal([IsisBench.Peer(0)], bench.Node.Reach.Keys);
        bench.Deliver(0, TestLsps.Make(FarId, 3, links: [(IsisBench.Peer(0), 1)]));
        bench.Wait(IsisLimits.SpfLongDelay);
        Assert.Equal(11u, bench.Node.Reach[Far].Cost);

        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 2, flags: LspFlags.Level2 | LspFlags.Overload, links: [(Self, 10), (Far, 1)]));
        bench.Wait(IsisLimits.SpfLongDelay);
        Assert.Equal([IsisBench.Peer(0)], bench.Node.Reach.Keys);
    }

    [Theory]
    [InlineData(IsisLevels.Level2, false)]
    [InlineData(IsisLevels.Level2, true)]
    [InlineData(IsisLevels.Level1, false)]
    public void Mutated_frames_of_real_routers_never_throw_and_never_stop_the_engine(IsisLevels level, bool isMultiTopology)
    {
        IsisSettings settings = new() { Level = level, IsMultiTopology = isMultiTopology };
        SystemId peer = IsisBench.Peer(0);
        SystemId virtualPeer = VirtualSystems.Of(peer, 1);
        byte[][] frames =
        [
            .. Captures.Names.Where(static name => name.StartsWith("isis-", StringComparison.Ordinal))
                .SelectMany(static name => Captures.Read(name).Select(static frame => frame.Octets)),
            PeerFrames.Of(TestLsps.Make(TestLsps.IdOf(peer), 1, links: [(Self, 10), (virtualPeer, 0)])),
            PeerFrames.Of(TestLsps.Alias(virtualPeer, peer, TestClaims.Make(2))),
        ];
        Gen.Select(Gen.Int[0, frames.Length - 1], Gen.Select(Gen.Int[0, 1513], Gen.Byte).Array[0, 4]).Array[20, 60].Sample(inputs =>
        {
            IsisBench bench = Ready(isis: settings);
            foreach ((int index, (int Position, byte Value)[] changes) in inputs)
            {
                byte[] frame = [.. frames[index]];
                PeerFrames.Adapt(frame, 0);
                foreach ((int position, byte value) in changes)
                {
                    frame[position % frame.Length] = value;
                }

                PeerFrames.FixChecksum(frame);
                bench.DeliverFrame(0, frame);
                bench.Wait(TimeSpan.FromMilliseconds(100));
            }

            // The other neighbour still gets its hellos.
            bench.Discard();
            bench.Wait(TimeSpan.FromSeconds(1));
            return bench.Take(1, IsisPduType.PointToPointHello).Count > 0;
        }, iter: 100);
    }

    private static IsisBench Ready(FabricLimits? limits = null, IsisSettings? isis = null)
    {
        IsisBench bench = new(2, limits, isis: isis);
        bench.BringUp(0);
        bench.BringUp(1);

        // Past the grace: nothing of an earlier life is expected any more.
        for (int i = 0; i < 40; i++)
        {
            bench.Wait(TimeSpan.FromSeconds(1));
            KeepAlive(bench);
        }

        foreach (int port in new[] { 0, 1 })
        {
            LspSnapshot own = Find(bench, TestLsps.IdOf(Self));
            bench.Acknowledge(port, new LspEntry(1000, own.Id, own.Sequence, own.Checksum));
        }

        bench.Discard();
        return bench;
    }

    private static void KeepAlive(IsisBench bench)
    {
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Hello(1, AdjacencyState.Up, Self, 2);
    }

    private static LspSnapshot Find(IsisBench bench, LspId id) => bench.Node.Engine.Database().Single(lsp => lsp.Id == id);
}
