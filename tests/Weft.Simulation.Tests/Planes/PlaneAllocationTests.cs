using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>After warm-up no frame costs memory.</summary>
public sealed class PlaneAllocationTests : IPlaneEffects
{
    private const string Host = PlaneBench.Host;

    private readonly PlaneBench _bench = new();
    private int _sent;

    public PlaneAllocationTests()
    {
        _bench.Attach("web", "swp1", Host, "10.1.0.11", "2001:db8:1::11");
        _bench.Attach("web", "swp2", PlaneBench.Peer, "10.1.0.12");
        _bench.Attach("lan", "swp3", "02:00:00:00:00:33", "10.3.0.12", "2001:db8:3::12");
        _bench.Route("10.9.0.0/16", 1, VrfId.Default, "to-spine1", "to-spine2");
        _bench.Route("2001:db8:9::9/128", 1, VrfId.Default, "to-spine1", "to-spine2");
    }

    public static TheoryData<string, byte[]> Frames => new()
    {
        { "bridged", PlaneFrames.Udp(PlaneBench.Peer, Host, "10.1.0.11", "10.1.0.12") },
        { "flooded", PlaneFrames.ArpRequest(Host, "10.1.0.11", "10.1.0.12") },
        { "delivered", PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.3.0.12") },
        { "delivered over IPv6", PlaneFrames.Udp(PlaneBench.WebMac6, Host, "2001:db8:1::11", "2001:db8:3::12") },
        { "routed", PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.9.0.1") },
        { "routed over IPv6", PlaneFrames.Udp(PlaneBench.WebMac6, Host, "2001:db8:1::11", "2001:db8:9::9") },
        { "routed instead of bridged", PlaneFrames.Udp("02:00:00:00:77:77", Host, "10.1.0.11", "10.9.0.1") },
        { "answered", PlaneFrames.Echo(PlaneBench.WebMac4, Host, "10.1.0.11", "10.1.0.1") },
        { "out of hops", PlaneFrames.Udp(PlaneBench.WebMac4, Host, "10.1.0.11", "10.9.0.1", hops: 1) },
        { "dropped", PlaneFrames.Udp(PlaneFrames.Broadcast, PlaneBench.WebMac4, "10.1.0.11", "10.1.0.255") },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_costs_no_memory(string what, byte[] frame)
    {
        AssertFree("swp1", frame);
        Assert.Equal(what == "dropped", _sent == 0);
    }

    [Fact]
    public void A_storm_costs_no_memory()
    {
        _bench.Attach("kept", "swp5", Host, "10.15.0.11");
        byte[] frame = PlaneFrames.Udp(PlaneFrames.Broadcast, Host, "10.15.0.11", "10.15.0.255");
        for (int i = 0; i < 1_000; i++)
        {
            _bench.Plane.Receive(_bench.Now, _bench.Port("swp5").Index, VlanId.Untagged, frame, this);
        }

        AssertFree("swp5", frame);
        Assert.Equal(400, _bench.Plane.Counters.Count(PlaneDrop.Storm));
    }

    private void AssertFree(string name, byte[] frame)
    {
        PortIndex port = _bench.Port(name).Index;
        long least = long.MaxValue;
        for (int round = 0; round < 20; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
            {
                _bench.Plane.Receive(_bench.Now, port, VlanId.Untagged, frame, this);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    void IPlaneEffects.Transmit(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => _sent++;

    void IPlaneEffects.Punt(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
    }

    void IPlaneEffects.Report(in FirstPacket packet)
    {
    }

    void IPlaneEffects.Report(in PolicyHit hit)
    {
    }

    void IPlaneEffects.Deliver(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
    }

    void IPlaneEffects.Observe(in PlaneStep step, ReadOnlySpan<byte> frame)
    {
    }
}
