using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>After warm-up no frame, host or timer costs memory.</summary>
public sealed class AllocationTests : IGatewayEffects
{
    private const string Asker = "02:00:00:00:00:0a";

    private readonly GatewayBench _bench = new();
    private readonly byte[] _frame = new byte[FrameWriter.MaximumLength];
    private int _sent;

    void IGatewayEffects.Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => _sent++;

    void IGatewayEffects.Emit(NodeEvent nodeEvent)
    {
    }

    [Fact]
    public void Answering_arp_allocates_nothing()
    {
        _bench.Hosts.Put("10.1.0.13", HostPlace.Remote, "02:00:00:00:00:0b");
        MacAddress mac = MacAddress.Parse(Asker);
        ArpPacket question = ArpPacket.Request(mac, IpAddress.Parse("10.1.0.11"), IpAddress.Parse("10.1.0.13"));
        int length = FrameWriter.Arp(_frame, MacAddress.Broadcast, mac, question);
        AssertFree("swp1", length, expectedFrames: 1);
    }

    [Fact]
    public void Answering_a_solicitation_allocates_nothing()
    {
        _bench.Hosts.Put("2001:db8:1::13", HostPlace.Remote, "02:00:00:00:00:0b");
        MacAddress mac = MacAddress.Parse(Asker);
        int length = FrameWriter.NeighborSolicitation(_frame, mac, IpAddress.Parse("fe80::a"), IpAddress.Parse("2001:db8:1::13"), mac);
        AssertFree("swp1", length, expectedFrames: 1);
    }

    [Fact]
    public void Following_another_master_allocates_nothing()
    {
        VrrpAdvertisement better = new(3, _bench.Subnet("storage").Vrid, 250, 100);
        int length = FrameWriter.Vrrp(
            _frame, MacAddress.Parse(Asker), IpAddress.Parse("fe80::251"), better, [IpAddress.Parse("fe80::1:3"), IpAddress.Parse("2001:db8:3::1")]);
        AssertFree("swp4", length, expectedFrames: 0);
    }

    [Fact]
    public void Correcting_caches_allocates_nothing()
    {
        SegmentId web = _bench.Segment("web").Id;
        Instant now = _bench.Now;
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _bench.Engine.HostMovedAway(now, web, IpAddress.Ipv4(0x0A01_0010), this);
            while (_bench.Engine.WaitingCorrections > 0)
            {
                now = _bench.Engine.NextDeadline;
                _bench.Engine.HandleTimer(now, this);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.True(_sent >= 20 * 18);
    }

    private void AssertFree(string port, int length, int expectedFrames)
    {
        PortIndex index = _bench.Index(port);
        const int Rounds = 5;
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1_000; i++)
            {
                _bench.Engine.HandleFrame(_bench.Now, index, default, _frame.AsSpan(0, length), this);
            }

            // The runtime itself may allocate when it compiles a method anew; a cost per frame would show in every round.
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.Equal(Rounds * 1_000 * expectedFrames, _sent);
    }
}
