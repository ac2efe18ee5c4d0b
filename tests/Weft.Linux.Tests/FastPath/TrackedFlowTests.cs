using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>Connections that a policy tracks take the fast path in between, where the kernel can track bridged ones; a test of the lab plays this in a guest.</summary>
public sealed class TrackedFlowTests : IDisposable
{
    private const byte Syn = 2;
    private const byte SynAck = 0x12;
    private const byte Fin = 0x11;
    private const byte Ack = 0x10;

    private readonly FlowBench _bench = new();

    [Fact]
    public void A_tracked_connection_takes_the_short_way_both_ways_between_its_first_and_its_last_segments()
    {
        if (!NetworkNamespace.Run(_bench.Policies.Bench.Node, CapabilityProbe.CanTrack))
        {
            return;
        }

        HostPolicy policy = PolicyBench.Policy(1, [PolicyBench.Rule(1, PolicyAction.Allow, "tcp/80")], []) with { IsStateful = true };
        _bench.Policies.Load([policy], new() { [PolicyBench.MacB] = 1 });
        using RtnetlinkKernel kernel = NetworkNamespace.Run(_bench.Policies.Bench.Node, () => new RtnetlinkKernel());
        NetworkNamespace.Run(_bench.Policies.Bench.Node, () => new NodeSettings(kernel).ApplyTracking());
        _bench.Policies.Bench.Exec(_bench.Policies.Bench.Node, "sysctl", "-qw", "net.netfilter.nf_conntrack_checksum=0");
        _bench.Open(TimeSpan.FromMinutes(10));
        Assert.NotNull(_bench.Fast);

        Assert.True(_bench.Policies.Reaches(true, Segment(toB: true, Syn)));
        Assert.True(_bench.Policies.Reaches(false, Segment(toB: false, SynAck)));
        _bench.AwaitShortWay(Segment(toB: true, Ack));
        _bench.AwaitShortWay(Segment(toB: false, Ack), fromA: false);
        byte[] unknown = PolicyBench.Frame(false, false, PolicyProtocol.Tcp, 80, 7, Ack);
        Assert.False(_bench.Policies.Reaches(false, unknown));

        _bench.CloseLongWay(true);
        Assert.True(_bench.Policies.Reaches(true, Segment(toB: true, Ack)));
        Assert.True(_bench.Policies.Reaches(false, Segment(toB: false, Ack)));
        Assert.False(_bench.Policies.Reaches(true, Segment(toB: true, Fin)));
        Assert.False(_bench.Policies.Reaches(false, unknown));
        _bench.CloseLongWay(false);
        Assert.True(_bench.Policies.Reaches(true, Segment(toB: true, Fin)));

        static byte[] Segment(bool toB, byte flags) =>
            PolicyBench.Frame(toB, false, PolicyProtocol.Tcp, toB ? PolicyBench.HighPort : (ushort)80, toB ? (ushort)80 : PolicyBench.HighPort, flags);
    }

    public void Dispose() => _bench.Dispose();
}
