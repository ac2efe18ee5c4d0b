using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisFloodingTests
{
    private static readonly SystemId Far = SystemId.FromValue(0x50);
    private static readonly LspId FarId = TestLsps.IdOf(Far);

    [Theory]
    [InlineData(2u, 100, 1u, 1u, 100, 1u, nameof(LspComparison.Newer))]
    [InlineData(1u, 100, 1u, 2u, 100, 1u, nameof(LspComparison.Older))]
    [InlineData(1u, 100, 1u, 1u, 900, 1u, nameof(LspComparison.Same))]
    [InlineData(1u, 0, 1u, 1u, 100, 1u, nameof(LspComparison.Newer))]
    [InlineData(1u, 100, 1u, 1u, 0, 1u, nameof(LspComparison.Older))]
    [InlineData(1u, 0, 1u, 1u, 0, 2u, nameof(LspComparison.Same))]
    [InlineData(1u, 100, 1u, 1u, 100, 2u, nameof(LspComparison.Conflict))]
    [InlineData(2u, 100, 1u, 1u, 0, 2u, nameof(LspComparison.Newer))]
    [InlineData(uint.MaxValue, 100, 1u, 1u, 100, 1u, nameof(LspComparison.Newer))]
    public void Versions_are_ordered_by_sequence_then_purge_then_checksum(
        uint sequence, int lifetime, uint checksum, uint storedSequence, int storedLifetime, uint storedChecksum, string expected)
    {
        LspEntry received = new((ushort)lifetime, FarId, sequence, (ushort)checksum);
        LspEntry stored = new((ushort)storedLifetime, FarId, storedSequence, (ushort)storedChecksum);
        Assert.Equal(expected, LspOrder.Compare(received, stored).ToString());
    }

    [Fact]
    public void A_new_LSP_is_relayed_at_once_octet_for_octet_and_acknowledged()
    {
        IsisBench bench = Ready();
        byte[] lsp = TestLsps.Make(FarId, 5, extraTlvs: static tlvs => tlvs.AddRange([199, 3, 1, 2, 3]));
        bench.Deliver(0, lsp);
        Assert.Equal(Convert.ToHexString(lsp), Convert.ToHexString(Assert.Single(bench.Take(1, IsisPduType.Level2LinkState))));
        Assert.Empty(bench.TakeLsps(0));
        bench.Wait(IsisLimits.AcknowledgementDelay);
        Assert.Equal(TestLsps.EntryOf(lsp), Assert.Single(bench.TakePartial(0)));
        Assert.Empty(bench.TakePartial(1));
    }

    [Fact]
    public void The_same_LSP_is_acknowledged_and_an_older_one_is_answered_by_ours()
    {
        IsisBench bench = Ready();
        byte[] lsp = TestLsps.Make(FarId, 5);
        bench.Deliver(0, lsp);
        bench.Wait(IsisLimits.AcknowledgementDelay);
        bench.Discard();
        bench.Deliver(0, lsp);
        bench.Wait(IsisLimits.AcknowledgementDelay);
        Assert.Single(bench.TakePartial(0));
        Assert.Empty(bench.TakeLsps(1));

        bench.Deliver(0, TestLsps.Make(FarId, 4));
        Assert.Equal(5u, Assert.Single(bench.TakeLsps(0)).Sequence);
        bench.Wait(IsisLimits.AcknowledgementDelay);
        Assert.Empty(bench.TakePartial(0));
    }

    [Fact]
    public void An_LSP_is_sent_again_until_it_is_acknowledged()
    {
        // The neighbour has never sent a PSNP: how long it takes for one is not known.
        IsisBench bench = new();
        bench.BringUp(0);
        bench.BringUp(1);
        bench.Describe(0, OwnEntry(bench));
        bench.Describe(1, OwnEntry(bench));
        bench.Discard();
        byte[] lsp = TestLsps.Make(FarId, 5);
        bench.Deliver(0, lsp);
        Assert.Single(bench.TakeLsps(1));
        bench.Wait(TimeSpan.FromSeconds(2));
        KeepAlive(bench);
        bench.Wait(TimeSpan.FromSeconds(1.75) - TimeSpan.FromTicks(1));
        Assert.Empty(bench.TakeLsps(1));
        bench.Wait(TimeSpan.FromSeconds(1.25) + TimeSpan.FromTicks(1));
        Assert.Equal(5u, Assert.Single(bench.TakeLsps(1)).Sequence);
        KeepAlive(bench);
        bench.Acknowledge(1, TestLsps.EntryOf(lsp));
        for (int i = 0; i < 8; i++)
        {
            bench.Wait(TimeSpan.FromSeconds(2));
            KeepAlive(bench);
        }

        Assert.Empty(bench.TakeLsps(1));
    }

    [Fact]
    public void A_neighbour_that_acknowledges_soon_is_sent_a_lost_LSP_soon_and_then_ever_later()
    {
        IsisBench bench = Ready();
        for (uint sequence = 1; sequence <= 20; sequence++)
        {
            byte[] lsp = TestLsps.Make(FarId, sequence);
            bench.Deliver(0, lsp);
            bench.Wait(IsisLimits.AcknowledgementDelay);
            bench.Acknowledge(1, TestLsps.EntryOf(lsp));
            KeepAlive(bench);
        }

        bench.Discard();
        bench.Deliver(0, TestLsps.Make(FarId, 21));
        Assert.Single(bench.TakeLsps(1));
        bench.Wait(IsisLimits.LeastRetransmit - TimeSpan.FromTicks(1));
        Assert.Empty(bench.TakeLsps(1));
        bench.Wait((IsisLimits.LeastRetransmit / 3) + TimeSpan.FromTicks(1));
        Assert.Single(bench.TakeLsps(1));

        // The second wait is twice as long, and began at some time in that third.
        bench.Wait((IsisLimits.LeastRetransmit * 5 / 3) - TimeSpan.FromTicks(1));
        Assert.Empty(bench.TakeLsps(1));
        bench.Wait(IsisLimits.LeastRetransmit + TimeSpan.FromTicks(1));
        Assert.Single(bench.TakeLsps(1));
    }

    [Fact]
    public void A_neighbour_that_begins_anew_under_the_sequence_number_of_its_earlier_life_is_shown_what_it_said_then()
    {
        IsisBench bench = Ready();
        LspId own = TestLsps.IdOf(IsisBench.Peer(1));
        byte[] before = TestLsps.Make(own, 3, claims: [TestClaims.Make(2)]);
        byte[] now = TestLsps.Make(own, 3);
        bench.Deliver(0, before);
        bench.Wait(IsisLimits.FlightTime * 2);
        KeepAlive(bench);
        bench.Discard();

        bench.Deliver(1, now);
        bench.Settle();
        ushort checksum = TestLsps.EntryOf(before).Checksum;
        Assert.Contains(bench.Take(1, IsisPduType.Level2CompleteSequence), octets => TestLsps.EntriesOf(octets).Any(entry => entry.Id == own && entry.Checksum == checksum));

        bench.Acknowledge(1, TestLsps.EntryOf(now));
        Assert.Equal(checksum, Assert.Single(bench.TakeLsps(1)).Checksum);
        Assert.Empty(bench.TakeLsps(0));
    }

    [Fact]
    public void A_description_brings_what_it_lacks_and_is_asked_for_what_it_has_newer()
    {
        IsisBench bench = Ready();
        LspId other = TestLsps.IdOf(SystemId.FromValue(0x51));
        LspId third = TestLsps.IdOf(SystemId.FromValue(0x52));
        bench.Deliver(0, TestLsps.Make(FarId, 5));
        bench.Deliver(0, TestLsps.Make(other, 5));
        bench.Wait(IsisLimits.FlightTime * 2);
        KeepAlive(bench);
        bench.Discard();

        LspEntry own = OwnEntry(bench);
        bench.Describe(1, own, new LspEntry(900, other, 6, 0x1234), new LspEntry(900, third, 1, 0x1234));
        Assert.Equal([FarId], bench.TakeLsps(1).Select(static lsp => lsp.Id));
        Assert.Equal([(other, 5u), (third, 0u)], bench.TakePartial(1).Select(static entry => (entry.Id, entry.Sequence)));

        bench.Wait(IsisLimits.RequestInterval);
        Assert.Equal([other, third], bench.TakePartial(1).Select(static entry => entry.Id));
        bench.Deliver(1, TestLsps.Make(other, 6));
        bench.Deliver(1, TestLsps.Make(third, 1));
        bench.Wait(IsisLimits.AcknowledgementDelay);
        Assert.Equal([(other, 6u), (third, 1u)], bench.TakePartial(1).Select(static entry => (entry.Id, entry.Sequence)));
        bench.Wait(IsisLimits.RequestInterval);
        Assert.Empty(bench.TakePartial(1));
    }

    [Fact]
    public void A_request_is_answered_at_once()
    {
        IsisBench bench = Ready();
        bench.Deliver(0, TestLsps.Make(FarId, 5));
        bench.Discard();
        bench.Acknowledge(1, new LspEntry(0, FarId, 0, 0));
        Assert.Equal(5u, Assert.Single(bench.TakeLsps(1)).Sequence);
    }

    [Fact]
    public void A_description_of_ours_covers_everything_without_a_gap()
    {
        IsisBench bench = Ready();
        for (uint i = 0; i < 200; i++)
        {
            bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(SystemId.FromValue(0x100 + i)), 1));
        }

        bench.Discard();
        bench.PortUp(1, up: false);
        bench.BringUp(1);
        List<byte[]> pdus = bench.Take(1, IsisPduType.Level2CompleteSequence);
        Assert.Equal(3, pdus.Count);
        ulong next = 0;
        foreach (byte[] octets in pdus)
        {
            Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
            CompleteSequenceHeader header = CompleteSequenceHeader.Read(pdu);
            Assert.Equal(next, header.First.Value);
            next = header.Last.Value + 1;
            LspId[] ids = [.. TestLsps.EntriesOf(octets).Select(static entry => entry.Id)];
            Assert.Equal(ids.Order(), ids);
            Assert.All(ids, id => Assert.True(id >= header.First && id <= header.Last));
        }

        Assert.Equal(0ul, next);
        Assert.Equal(201, pdus.Sum(static pdu => TestLsps.EntriesOf(pdu).Length));
    }

    [Fact]
    public void A_new_neighbour_gets_only_what_its_description_lacks()
    {
        IsisBench bench = Ready();
        byte[] known = TestLsps.Make(FarId, 5);
        LspId other = TestLsps.IdOf(SystemId.FromValue(0x51));
        bench.Deliver(0, known);
        bench.Deliver(0, TestLsps.Make(other, 5));
        bench.PortUp(1, up: false);
        bench.Discard();
        bench.PortUp(1);
        bench.Hello(1, AdjacencyState.Down);
        bench.Hello(1, AdjacencyState.Initializing, IsisPlans.Id(IsisBench.Self), 2);
        bench.Describe(1, TestLsps.EntryOf(known), OwnEntry(bench));
        Assert.Equal([other], bench.TakeLsps(1).Where(static lsp => lsp.Id.System != IsisPlans.Id(0)).Select(static lsp => lsp.Id));
    }

    [Fact]
    public void A_burst_is_paced_and_nothing_of_it_is_lost()
    {
        IsisBench bench = Ready();
        for (uint i = 0; i < 300; i++)
        {
            bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(SystemId.FromValue(0x100 + i)), 1));
        }

        Assert.InRange(bench.TakeLsps(1).Count, IsisLimits.FloodBurst - 8, IsisLimits.FloodBurst + 8);
        bench.Wait(IsisLimits.FloodInterval * (2.5 * IsisLimits.FloodBatch));
        Assert.InRange(bench.TakeLsps(1).Count, (2 * IsisLimits.FloodBatch) - 1, (2 * IsisLimits.FloodBatch) + 1);
        bench.Wait(TimeSpan.FromSeconds(1));
        Assert.InRange(bench.TakeLsps(1).Count, 205, 230);
    }

    [Fact]
    public void A_purge_is_relayed_and_forgotten_after_a_minute()
    {
        IsisBench bench = Ready();
        bench.Deliver(0, TestLsps.Make(FarId, 5, claims: [TestClaims.Make(2)]));
        bench.Discard();
        bench.Deliver(0, TestLsps.Purge(FarId, 5));
        Assert.True(Assert.Single(bench.TakeLsps(1)).IsPurge);
        Assert.Empty(bench.Node.Claims);
        bench.Acknowledge(1, new LspEntry(0, FarId, 5, 0));
        Instant purged = bench.Now;
        while (bench.Now < purged + (IsisLimits.ZeroAgeLifetime - TimeSpan.FromSeconds(1)))
        {
            bench.Wait(TimeSpan.FromSeconds(1));
            KeepAlive(bench);
            Assert.True(Find(bench, FarId)?.IsPurge);
        }

        bench.Wait(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(Find(bench, FarId));
        bench.Wait(TimeSpan.FromTicks(1));
        Assert.Null(Find(bench, FarId));
    }

    [Fact]
    public void A_purge_of_an_unknown_LSP_is_acknowledged_and_not_stored()
    {
        IsisBench bench = Ready();
        bench.Deliver(0, TestLsps.Purge(FarId, 5));
        bench.Wait(IsisLimits.AcknowledgementDelay);
        Assert.Equal(FarId, Assert.Single(bench.TakePartial(0)).Id);
        Assert.Null(Find(bench, FarId));
        Assert.Empty(bench.TakeLsps(1));
    }

    [Fact]
    public void A_purge_with_its_whole_body_counts_like_one_without()
    {
        IsisBench bench = Ready();
        byte[] lsp = TestLsps.Make(FarId, 5, claims: [TestClaims.Make(2)]);
        bench.Deliver(0, lsp);
        bench.Discard();
        byte[] purge = [.. lsp];
        purge[LspHeader.LifetimeOffset] = purge[LspHeader.LifetimeOffset + 1] = 0;
        bench.Deliver(0, purge);
        Assert.Empty(bench.Node.Claims);
        Assert.Equal(purge, Assert.Single(bench.Take(1, IsisPduType.Level2LinkState)));
    }

    [Fact]
    public void An_LSP_ages_out_after_MaxAge_however_short_its_lifetime_said_and_is_purged_everywhere()
    {
        IsisBench bench = Ready();
        bench.Deliver(0, TestLsps.Make(FarId, 5, lifetime: 2, claims: [TestClaims.Make(2)]));
        Instant end = bench.Now + IsisLimits.MaximumAge;
        while (end - bench.Now > TimeSpan.FromSeconds(1))
        {
            bench.Wait(TimeSpan.FromSeconds(1));
            KeepAlive(bench);
            bench.Discard();
        }

        bench.Wait(end - bench.Now - TimeSpan.FromTicks(1));
        Assert.NotEmpty(bench.Node.Claims);
        bench.Wait(TimeSpan.FromTicks(1));
        Assert.Empty(bench.Node.Claims);
        Assert.Single(bench.TakeLsps(0), static lsp => lsp.Id == FarId && lsp.IsPurge);
        Assert.Single(bench.TakeLsps(1), static lsp => lsp.Id == FarId && lsp.IsPurge);
    }

    [Fact]
    public void The_database_of_a_system_that_is_no_neighbour_is_not_read()
    {
        IsisBench bench = new();
        bench.PortUp(0);
        bench.Hello(0, AdjacencyState.Down);
        bench.Deliver(0, TestLsps.Make(FarId, 5));
        Assert.Null(Find(bench, FarId));
        Assert.Equal(1, bench.Node.Engine.Counters[IsisCounter.NoAdjacency]);
    }

    /// <summary>Both neighbours up, the node synchronised and its own first LSP acknowledged.</summary>
    private static IsisBench Ready()
    {
        IsisBench bench = new();
        bench.BringUp(0);
        bench.BringUp(1);
        Assert.NotNull(bench.Node.SynchronizedAt);
        bench.Acknowledge(0, OwnEntry(bench));
        bench.Acknowledge(1, OwnEntry(bench));
        bench.Discard();
        return bench;
    }

    private static void KeepAlive(IsisBench bench)
    {
        bench.Hello(0, AdjacencyState.Up, IsisPlans.Id(IsisBench.Self), 1);
        bench.Hello(1, AdjacencyState.Up, IsisPlans.Id(IsisBench.Self), 2);
    }

    private static LspEntry OwnEntry(IsisBench bench)
    {
        LspSnapshot own = Find(bench, TestLsps.IdOf(IsisPlans.Id(IsisBench.Self)))!.Value;
        return new LspEntry(1000, own.Id, own.Sequence, own.Checksum);
    }

    private static LspSnapshot? Find(IsisBench bench, LspId id)
    {
        foreach (LspSnapshot lsp in bench.Node.Engine.Database())
        {
            if (lsp.Id == id)
            {
                return lsp;
            }
        }

        return null;
    }
}
