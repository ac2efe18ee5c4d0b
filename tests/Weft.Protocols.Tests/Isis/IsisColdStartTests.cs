using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Nodes that begin without anything: the one that does, and its neighbours.</summary>
public sealed class IsisColdStartTests
{
    private static readonly SystemId Self = IsisPlans.Id(IsisBench.Self);
    private static readonly LspId Own = TestLsps.IdOf(Self);

    [Fact]
    public void A_neighbour_that_begins_without_anything_is_up_but_neither_announced_nor_used()
    {
        IsisBench bench = new(1);
        bench.PortUp(0);
        Handshake(bench, RestartSignal.Suppress);
        bench.Describe(0);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1, links: [(Self, 10)]));
        bench.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(AdjacencyState.Up, bench.Node.Engine.Adjacencies()[0].State);
        Assert.Empty(bench.Node.Reach);
        Assert.Equal(0, bench.Node.Engine.Fragments()[0].Links);

        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Wait(IsisLimits.SpfLongDelay);
        Assert.Equal([IsisBench.Peer(0)], bench.Node.Reach.Keys);
        Assert.Equal(1, bench.Node.Engine.Fragments()[0].Links);
        Assert.Equal(
            [AdjacencyReason.HandshakeComplete, AdjacencyReason.NeighborReady],
            bench.Node.Events.OfType<AdjacencyChanged>().Select(static change => change.Reason));
    }

    [Fact]
    public void A_copy_of_a_neighbours_first_hellos_does_not_take_a_link_away_that_is_in_use()
    {
        IsisBench bench = new(1);
        bench.BringUp(0);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1, links: [(Self, 10)]));
        bench.Wait(TimeSpan.FromSeconds(2));
        bench.Hello(0, AdjacencyState.Up, Self, 1, restart: RestartSignal.Suppress);
        bench.Wait(IsisLimits.SpfLongDelay);
        Assert.Equal([IsisBench.Peer(0)], bench.Node.Reach.Keys);
        Assert.Equal(1, bench.Node.Engine.Fragments()[0].Links);
    }

    [Fact]
    public void A_node_without_routes_asks_not_to_be_announced_until_its_old_LSPs_are_replaced_and_is_overloaded_until_it_has_routes()
    {
        IsisBench bench = new(1);
        bench.Node.Engine.StartCold(bench.Now);
        bench.PortUp(0);
        Assert.All(bench.Take(0, IsisPduType.PointToPointHello), static hello => Assert.Equal(RestartSignal.Suppress, SignalOf(hello)));
        Handshake(bench, null);
        byte[] old = TestLsps.Make(Own, 7, links: [(IsisBench.Peer(0), 10)]);
        bench.Describe(0, TestLsps.EntryOf(old));
        Assert.All(bench.Take(0, IsisPduType.PointToPointHello), static hello => Assert.Equal(RestartSignal.Suppress, SignalOf(hello)));
        Assert.Empty(bench.TakeLsps(0));

        // What the neighbour still has of the earlier life is replaced at once by one that nobody routes through.
        bench.Deliver(0, old);
        LspHeader replaced = Assert.Single(bench.TakeLsps(0));
        Assert.Equal((Own, 8u, true), (replaced.Id, replaced.Sequence, IsOverloaded(replaced)));
        Assert.Equal([null], bench.Take(0, IsisPduType.PointToPointHello).Select(SignalOf));

        // The neighbour lists us now; the last word is that of a node that can be routed through.
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1, links: [(Self, 10)]));
        bench.Wait(IsisLimits.SpfLongDelay);
        Assert.Equal([IsisBench.Peer(0)], bench.Node.Reach.Keys);
        bench.Wait(IsisLimits.ColdStartSettle);
        Assert.False(IsOverloaded(bench.TakeLsps(0)[^1]));
    }

    [Fact]
    public void A_neighbour_that_never_lists_us_does_not_keep_us_overloaded_for_ever()
    {
        IsisBench bench = new(1);
        bench.Node.Engine.StartCold(bench.Now);
        bench.BringUp(0);
        bench.Wait(TimeSpan.FromSeconds(2));
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        Assert.True(IsOverloaded(bench.TakeLsps(0)[^1]));
        bench.Wait(TimeSpan.FromSeconds(2));
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Wait(IsisLimits.StartTimeout - TimeSpan.FromSeconds(4));
        Assert.False(IsOverloaded(bench.TakeLsps(0)[^1]));
    }

    private static bool IsOverloaded(LspHeader lsp) => (lsp.Flags & LspFlags.Overload) != 0;

    private static RestartSignal? SignalOf(byte[] hello)
    {
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(hello, out IsisPdu pdu));
        return pdu.Tlvs.TryFind(IsisTlvType.Restart, out ReadOnlySpan<byte> value) && RestartSignal.TryRead(value, out RestartSignal signal) ? signal : null;
    }

    private static void Handshake(IsisBench bench, RestartSignal? signal)
    {
        bench.Hello(0, AdjacencyState.Down, restart: signal);
        bench.Hello(0, AdjacencyState.Initializing, Self, 1, restart: signal);
        bench.Hello(0, AdjacencyState.Up, Self, 1, restart: signal);
    }
}
