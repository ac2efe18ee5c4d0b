using System.Buffers.Binary;
using System.Diagnostics;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Stateful policies on a kernel that tracks bridged connections: what a known connection may, and what the ten seconds after a move are worth to
/// an attacker. A kernel that cannot track refuses the policy, and a test of the lab plays these in a guest.</summary>
public sealed class PolicyConnectionTests(PolicyBench bench) : IClassFixture<PolicyBench>
{
    private const byte Syn = 2;
    private const byte Rst = 4;
    private const byte Ack = 0x10;
    private const byte SynAck = 0x12;
    private const ushort Open = 80;
    private const ushort Shut = 81;

    private static readonly HostPolicy s_web = PolicyBench.Policy(1, [PolicyBench.Rule(1, PolicyAction.Allow, "tcp/80")], []) with { IsStateful = true, Name = "web" };

    // The kernel knows the connections of earlier tests.
    private static ushort s_port = 20_000;

    [Fact]
    public void A_connection_that_was_let_in_is_answered_and_nothing_else_is()
    {
        if (!Begin())
        {
            return;
        }

        ushort port = ++s_port;
        Assert.True(ToB(port, Open, Syn));
        Assert.True(FromB(Open, port, SynAck));
        Assert.True(ToB(port, Open, Ack));
        Assert.False(FromB(Open, ++s_port, SynAck));
        Assert.False(FromB(Open, ++s_port, Syn));
        Assert.False(ToB(port, Shut, Syn));
        Assert.False(FromB(Shut, port, SynAck));
    }

    [Fact]
    public void Without_a_move_segments_in_midstream_reach_open_ports_only()
    {
        if (!Begin())
        {
            return;
        }

        Assert.True(ToB(++s_port, Open, Ack));
        Assert.False(ToB(++s_port, Shut, Ack));
        Assert.False(FromB(Shut, ++s_port, Ack));
    }

    [Fact]
    public void Right_after_a_move_a_connection_goes_on_and_none_can_be_opened_or_reset_to_a_shut_port()
    {
        if (!Begin())
        {
            return;
        }

        Attach();
        ushort port = ++s_port;
        Assert.True(ToB(port, Shut, Ack));
        Assert.True(FromB(Shut, port, Ack));
        Assert.True(FromB(Shut, ++s_port, Ack));
        Assert.False(ToB(++s_port, Shut, Syn));
        Assert.False(ToB(++s_port, Shut, SynAck));
        Assert.False(ToB(++s_port, Shut, Rst));
        Assert.False(FromB(Shut, ++s_port, Syn));
        Assert.False(bench.Reaches(true, PolicyBench.Frame(true, false, PolicyProtocol.Udp, ++s_port, Shut)));

        // The window closes: what was taken goes on, and nothing more is taken.
        Expire();
        Assert.True(ToB(port, Shut, Ack));
        Assert.True(FromB(Shut, port, Ack));
        Assert.False(ToB(++s_port, Shut, Ack));
        Assert.False(FromB(Shut, ++s_port, Ack));
    }

    [Fact]
    public void The_kernel_itself_closes_the_window_after_ten_seconds()
    {
        if (!Begin())
        {
            return;
        }

        Attach();
        string set = bench.Bench.Exec(bench.Bench.Node, "nft", "list", "set", "bridge", "weft", "policy_arrived");
        Assert.Contains($"{PolicyBench.MacB} timeout 10s expires", set);
    }

    [Fact]
    public void A_flood_in_midstream_is_taken_in_at_the_rate_that_is_promised()
    {
        if (!Begin())
        {
            return;
        }

        const int Segments = 4_000;
        long before = bench.Counter("policy/web/in/arrived");
        Attach();
        int port = NetworkNamespace.Run(bench.Bench.Far, () => InterfaceIndex.Of("swp1"));
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < Segments; i++)
        {
            Assert.Equal(0, bench.Bench.Sender.Send(port, default, Frame(true, (ushort)(30_000 + i), Shut, Ack)));
        }

        Assert.False(ToB(++s_port, Shut, Syn));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        long taken = bench.Counter("policy/web/in/arrived") - before;
        long most = PolicyArrival.SegmentsPerSecond + (long)(PolicyArrival.SegmentsPerSecond * seconds) + 1;
        Assert.InRange(taken, Math.Min(Segments, PolicyArrival.SegmentsPerSecond), most);
    }

    [Fact]
    public void A_host_that_comes_back_after_it_has_spoken_elsewhere_goes_on_with_its_connection()
    {
        if (!Begin())
        {
            return;
        }

        ushort port = ++s_port;
        Assert.True(ToB(port, Open, Syn));
        Assert.True(FromB(Open, port, SynAck));
        Assert.True(ToB(port, Open, Ack));

        // Both confirm octets that this leaf has never seen.
        Assert.True(bench.Reaches(true, Frame(true, port, Open, Ack, sequence: 50_000, confirmed: 70_000)));
        Assert.True(bench.Reaches(false, Frame(false, Open, port, Ack, sequence: 70_000, confirmed: 50_000)));
    }

    private static byte[] Frame(bool fromA, ushort from, ushort to, byte flags, uint sequence = 0, uint confirmed = 0)
    {
        const int TcpOffset = 34;
        byte[] frame = PolicyBench.Frame(fromA, false, PolicyProtocol.Tcp, from, to, flags);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(TcpOffset + 4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(TcpOffset + 8), confirmed);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(TcpOffset + 14), 1_000);
        return frame;
    }

    private bool ToB(ushort from, ushort to, byte flags) => bench.Reaches(true, Frame(true, from, to, flags));

    private bool FromB(ushort from, ushort to, byte flags) => bench.Reaches(false, Frame(false, from, to, flags));

    /// <summary>Loads the policy for host B; false where the kernel cannot enforce it, and then says so.</summary>
    private bool Begin()
    {
        Exception? refused = Record.Exception(() => bench.Load([s_web], new() { [PolicyBench.MacB] = 1 }));
        if (!NetworkNamespace.Run(bench.Bench.Node, CapabilityProbe.CanTrack))
        {
            Assert.IsType<KernelException>(refused);
            return false;
        }

        Assert.Null(refused);
        Expire();
        using RtnetlinkKernel kernel = NetworkNamespace.Run(bench.Bench.Node, () => new RtnetlinkKernel());
        NetworkNamespace.Run(bench.Bench.Node, () => new NodeSettings(kernel).ApplyTracking());

        // Segments made by hand have no checksum.
        bench.Bench.Exec(bench.Bench.Node, "sysctl", "-qw", "net.netfilter.nf_conntrack_checksum=0");
        return true;
    }

    /// <summary>Host B has just been attached, as the daemon writes it.</summary>
    private void Attach()
    {
        using FilterSets sets = NetworkNamespace.Run(bench.Bench.Node, () => new FilterSets(bench.Plan));
        AttachedMac host = new(new AttachedMacKey(FilterPlan.Web, MacAddress.Parse(PolicyBench.MacB)), new AttachedMacRow(FilterPlan.Port("swp2")));
        Assert.True(sets.ApplyAttachedMacs([], [host]));
        Assert.True(sets.ApplyAttachedMacs([host], []));
    }

    private void Expire() => bench.Bench.Exec(bench.Bench.Node, "nft", "flush", "set", "bridge", "weft", "policy_arrived");
}
