using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Testing;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Sessions of FRR's isisd, recorded between its systems 1 and 2, with this engine in the place of system 1.</summary>
public sealed class IsisReplayTests
{
    private static readonly MacAddress[] Recorded = [MacAddress.Parse("02:00:00:00:00:02"), MacAddress.Parse("02:00:00:00:12:02")];

    [Fact]
    public void FRR_with_300_routes_is_a_neighbour_whose_fragments_are_acknowledged_and_purged()
    {
        IsisBench bench = new(1);
        bench.PortUp(0);
        HashSet<(LspId Id, uint Sequence, bool Purge)> acknowledged = [];
        int most = 0;
        Replay(bench, "isis-p2p-l2-300routes", () =>
        {
            foreach (LspEntry entry in bench.TakePartial(0))
            {
                acknowledged.Add((entry.Id, entry.Sequence, entry.RemainingLifetime == 0));
            }

            most = Math.Max(most, bench.Node.Prefixes.Count);
        });

        Assert.Equal(AdjacencyState.Up, bench.Node.Engine.Adjacencies()[0].State);
        Assert.Single(bench.Node.Events.OfType<AdjacencyChanged>());
        SystemId peer = SystemId.FromValue(2);
        foreach ((LspId id, uint sequence, bool purge) in Sent("isis-p2p-l2-300routes"))
        {
            Assert.Contains((id, sequence, purge), acknowledged);
        }

        Assert.Contains((new LspId(peer, 0, 1), 4u, true), acknowledged);

        // System 2 does not list system 1 with our circuit, but lists it: 300 + 5 redistributed, its loopbacks, the link and none of ours.
        Assert.InRange(most, 305, 312);
        Assert.Equal(10u, bench.Node.Reach[peer].Cost);
        Assert.Equal(0, bench.Node.Engine.Faults.Snapshot().Sum(static fault => fault.Value));
    }

    [Theory]
    [InlineData("isis-p2p-l1l2-up")]
    [InlineData("isis-p2p-l2-triangle-linkfail")]
    [InlineData("isis-p2p-l2-mt-ipv6")]
    public void Other_recorded_sessions_come_up_and_stay_up(string name)
    {
        IsisBench bench = new(1);
        bench.PortUp(0);
        Replay(bench, name, () => bench.Discard());
        Assert.Equal(AdjacencyState.Up, bench.Node.Engine.Adjacencies()[0].State);
        Assert.DoesNotContain(bench.Node.Events.OfType<AdjacencyChanged>(), static change => !change.Up);
        Assert.Contains(bench.Node.Engine.Database(), static lsp => lsp.Id.System == SystemId.FromValue(2) && !lsp.IsPurge);
        Assert.Equal(0, bench.Node.Engine.Faults.Snapshot().Sum(static fault => fault.Value));
    }

    private static void Replay(IsisBench bench, string name, Action afterEach)
    {
        foreach (CapturedFrame frame in Captures.Read(name))
        {
            if (!IsOfPeer(frame.Octets))
            {
                continue;
            }

            Instant at = Instant.Zero + frame.Time;
            if (at > bench.Now)
            {
                bench.Wait(at - bench.Now);
            }

            afterEach();
            byte[] octets = [.. frame.Octets];
            PeerFrames.Adapt(octets, 0);
            bench.DeliverFrame(0, octets);
        }

        bench.Wait(IsisLimits.AcknowledgementDelay);
        afterEach();
    }

    private static IEnumerable<(LspId Id, uint Sequence, bool Purge)> Sent(string name)
    {
        List<(LspId Id, uint Sequence, bool Purge)> sent = [];
        foreach (CapturedFrame frame in Captures.Read(name).Where(static frame => IsOfPeer(frame.Octets)))
        {
            if (IsisFrame.TryParse(frame.Octets, out _, out ReadOnlySpan<byte> octets) == IsisFault.None
                && IsisPdu.TryParse(octets, out IsisPdu pdu) == IsisFault.None
                && pdu.Type == IsisPduType.Level2LinkState
                && LspHeader.Read(pdu).Id.System == SystemId.FromValue(2))
            {
                LspHeader header = LspHeader.Read(pdu);
                sent.Add((header.Id, header.Sequence, header.IsPurge));
            }
        }

        return sent;
    }

    private static bool IsOfPeer(byte[] frame) =>
        EthernetView.TryParse(frame, out EthernetView ethernet) == EthernetFault.None && ethernet.IsLlc && Recorded.Contains(ethernet.Source);
}
