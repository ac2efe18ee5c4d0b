using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Single clauses of the standards that no other test is about.</summary>
public sealed class IsisConformanceTests
{
    private static readonly SystemId Self = IsisPlans.Id(IsisBench.Self);
    private static readonly SystemId Near = IsisBench.Peer(0);
    private static readonly SystemId Far = SystemId.FromValue(0x50);

    /// <summary>RFC 5305 section 4: such a prefix must not be considered in the normal SPF computation.</summary>
    [Theory]
    [InlineData(0xFE00_0000 - 10, true)]
    [InlineData(0xFE00_0001, false)]
    [InlineData(0xFFFF_FFFF, false)]
    public void A_prefix_above_MAX_PATH_METRIC_is_not_used(uint metric, bool isUsed)
    {
        IsisBench bench = Ready();
        IpPrefix prefix = IpPrefix.Parse("192.0.2.0/24");
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(Near), 1, links: [(Self, 10)], prefixes: [(prefix, metric)]));
        bench.Wait(IsisLimits.SpfLongDelay);
        Assert.Equal(isUsed, bench.Node.Engine.Prefixes().Any(item => item.Key.Prefix == prefix && item.Origins.Count > 0));
    }

    /// <summary>ISO 10589 clause 7.2.5: without LSP number 0 nothing of a system is looked at.</summary>
    [Fact]
    public void A_system_without_fragment_0_does_not_exist()
    {
        IsisBench bench = Ready();
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(Near), 1, links: [(Self, 10), (Far, 1)]));
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(Far, fragment: 1), 1, links: [(Near, 1)]));
        bench.Wait(IsisLimits.SpfHoldDown);
        Assert.DoesNotContain(Far, bench.Node.Reach.Keys);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(Far), 1));
        bench.Wait(IsisLimits.SpfLongDelay);
        Assert.Equal(11u, bench.Node.Reach[Far].Cost);
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Deliver(0, TestLsps.Purge(TestLsps.IdOf(Far), 2));
        bench.Wait(IsisLimits.SpfLongDelay);
        Assert.DoesNotContain(Far, bench.Node.Reach.Keys);
    }

    /// <summary>ISO 10589 clause 7.2.5: a LAN is a node of its own, reached at no cost from itself to its members.</summary>
    [Fact]
    public void A_LAN_of_others_is_routed_through()
    {
        IsisBench bench = Ready();
        LspId lan = TestLsps.IdOf(Near, pseudonode: 7);
        bench.Deliver(0, WithPseudonode(TestLsps.IdOf(Near), (Self, 0, 10), (Near, 7, 5)));
        bench.Deliver(0, WithPseudonode(lan, (Near, 0, 0), (Far, 0, 0)));
        bench.Deliver(0, WithPseudonode(TestLsps.IdOf(Far), (Near, 7, 9)));
        bench.Wait(IsisLimits.SpfHoldDown);
        Assert.Equal(15u, bench.Node.Reach[Far].Cost);
    }

    /// <summary>ISO 10589 clause 9: the three highest bits of the type are reserved, and ignored on receipt.</summary>
    [Fact]
    public void Reserved_bits_above_the_PDU_type_are_ignored()
    {
        IsisBench bench = Ready();
        byte[] lsp = TestLsps.Make(TestLsps.IdOf(Near), 1);
        lsp[4] |= 0xE0;
        bench.Deliver(0, lsp);
        Assert.Contains(bench.Node.Engine.Database(), static item => item.Id.System == Near);
    }

    /// <summary>ISO 10589 clause 8.4 is for broadcast circuits; ours are point-to-point (RFC 5309).</summary>
    [Fact]
    public void LAN_hellos_are_counted_and_have_no_effect()
    {
        IsisBench bench = new(1);
        bench.PortUp(0);
        bench.Discard();
        LanHelloHeader header = new(IsisLevels.Level2, Near, 30, 64, new IsisNodeId(Near, 1));
        bench.Deliver(0, new IsisPduWriter(new byte[100], IsisPduType.Level2LanHello, header).Finish().ToArray());
        Assert.Equal(1, bench.Node.Engine.Counters[IsisCounter.OtherPduType]);
        Assert.Equal(AdjacencyState.Down, Assert.Single(bench.Node.Engine.Adjacencies()).State);
        Assert.Empty(bench.Node.Outbox);
    }

    /// <summary>RFC 5304 section 2.1 would have us outbid it; then whoever has no key drives our sequence number up.</summary>
    [Fact]
    public void An_LSP_in_our_name_that_is_not_signed_is_not_outbid()
    {
        IsisBench bench = new(1) { Keys = TestKeys.Make("1") };
        bench.Node.Engine.SetKeys(bench.Now, TestKeys.Make("1"), bench.Node);
        bench.BringUp(0);
        bench.Wait(TimeSpan.FromSeconds(2));
        uint sequence = OwnSequence(bench);
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(Self), sequence + 1000));
        bench.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(sequence, OwnSequence(bench));
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(Self), sequence + 1000, key: TestKeys.Make("1").Area!.Send));
        Assert.Equal(sequence + 1001, OwnSequence(bench));
    }

    private static uint OwnSequence(IsisBench bench) => bench.Node.Engine.Database().Single(static lsp => lsp.Id == TestLsps.IdOf(Self)).Sequence;

    private static byte[] WithPseudonode(LspId id, params (SystemId System, byte Pseudonode, uint Metric)[] links) =>
        TestLsps.Make(id, 1, extraTlvs: tlvs =>
        {
            byte[] octets = new byte[64];
            foreach ((SystemId system, byte pseudonode, uint metric) in links)
            {
                int length = new ExtendedIsReach(new IsisNodeId(system, pseudonode), metric, []).Write(octets);
                tlvs.AddRange([(byte)IsisTlvType.ExtendedIsReach, (byte)length, .. octets[..length]]);
            }
        });

    private static IsisBench Ready()
    {
        IsisBench bench = new(1);
        bench.BringUp(0);
        bench.Wait(TimeSpan.FromSeconds(2));
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        return bench;
    }
}
