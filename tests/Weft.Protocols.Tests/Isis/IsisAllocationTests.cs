using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisAllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_host_that_moves_again_and_again_costs_only_the_room_of_the_LSP_where_it_is_read_and_relayed(bool hasKeys)
    {
        IsisBench bench = new(2);
        if (hasKeys)
        {
            bench.Keys = TestKeys.Make("1");
            bench.Node.Engine.SetKeys(bench.Now, bench.Keys, bench.Node);
        }

        bench.BringUp(0);
        bench.BringUp(1);
        SilentEffects sink = new();
        HostClaim[] hosts = [.. Enumerable.Range(0, 30).Select(static host => TestClaims.Make(host))];
        byte[][] frames = new byte[3_000][];
        for (int i = 0; i < frames.Length; i++)
        {
            hosts[7] = hosts[7] with { Epoch = (uint)i };
            byte[] lsp = TestLsps.Make(TestLsps.IdOf(SystemId.FromValue(0x50)), (uint)i + 1, claims: hosts, key: bench.Keys.Area?.Send);
            frames[i] = new byte[IsisFrame.HeaderLength + lsp.Length];
            IsisFrame.WriteHeader(frames[i], IsisBench.PeerMac(0), lsp.Length);
            lsp.CopyTo(frames[i], IsisFrame.HeaderLength);
        }

        IsisEngine engine = bench.Node.Engine;
        Instant now = bench.Now;
        long before = 0;
        for (int i = 0; i < frames.Length; i++)
        {
            // The first third warms buffers up, and gives the compiler its time.
            before = i == frames.Length / 3 ? GC.GetAllocatedBytesForCurrentThread() : before;
            now += TimeSpan.FromMilliseconds(1);
            engine.HandleFrame(now, new PortIndex(0), frames[i], sink);
            while (engine.NextDeadline <= now)
            {
                engine.HandleTimer(now, sink);
            }
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(frames.Length + hosts.Length - 1, sink.Claims);
        Assert.True(sink.Frames >= frames.Length, $"{sink.Frames} frames relayed");
        Assert.InRange(allocated / (frames.Length * 2 / 3), 0, 8 * frames[0].Length);
    }

    private sealed class SilentEffects : IIsisEffects
    {
        public int Claims { get; private set; }

        public int Frames { get; private set; }

        public void Send(PortIndex port, ReadOnlySpan<byte> frame) => Frames++;

        public void ClaimReceived(Instant now, SystemId origin, AnnouncedClaim claim) => Claims++;

        public void ClaimWithdrawn(Instant now, SystemId origin, HostKey key)
        {
        }

        public void OwnClaimRecovered(Instant now, in HostClaim claim)
        {
        }

        public void ReachChanged(SystemId node, AddressFamily? family, ReadOnlySpan<NextHop> nextHops, uint cost)
        {
        }

        public void PrefixChanged(VrfId vrf, IpPrefix prefix, ReadOnlySpan<SystemId> origins, uint cost)
        {
        }

        public void NeighborChanged(PortIndex port, SystemId neighbor, IpAddress linkLocal, MacAddress mac, bool up)
        {
        }

        public void NeighborHeard(Instant now, PortIndex port, IpAddress linkLocal, MacAddress mac)
        {
        }

        public void DrainChanged(Instant now, DrainPhase phase)
        {
        }

        public void Synchronized(Instant now)
        {
        }

        public void Emit(NodeEvent nodeEvent)
        {
        }
    }
}
