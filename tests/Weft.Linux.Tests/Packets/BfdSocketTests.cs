using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>The socket that takes BFD from a port, and the port owner that keeps the kernel from complaining about it.</summary>
public sealed class BfdSocketTests : IDisposable, IFrameSink
{
    private const string Host = "02:00:00:00:00:11";
    private const string Peer = "02:00:00:00:00:22";

    private readonly Bench _bench = new();
    private readonly ReceiveBatch _batch = new();
    private readonly List<byte[]> _received = [];
    private readonly PacketSocket _socket;

    public BfdSocketTests()
    {
        _bench.Cable("fab1");
        _socket = NetworkNamespace.Run(_bench.Node, () => PacketSocket.OpenForBfd(new PortIndex(2), InterfaceIndex.Of("fab1")));
    }

    private static byte[] Control => Udp(3784);

    public static TheoryData<string, byte[]> Unwanted => new()
    {
        { "echo port", Udp(3785) },
        { "IPv4", TestFrames.Ipv4(Peer, Host, "10.0.0.1", "10.0.0.2", 17, [0xC0, 0, 0x0E, 0xC8, 0, 8, 0, 0]) },
        { "solicitation", TestFrames.Neighbor("33:33:ff:00:00:01", Host, "fe80::1", "ff02::1:ff00:1", 135, "fe80::2") },
        { "ping", TestFrames.Neighbor(Peer, Host, "fe80::1", "fe80::2", 128, "::") },
        { "tcp", TestFrames.Ipv6(Peer, Host, "fe80::1", "fe80::2", 6, [0xC0, 0, 0x0E, 0xC8, .. new byte[16]]) },
        { "IS-IS", TestFrames.Ethernet("09:00:2b:00:00:05", Host, 100, [0xFE, 0xFE, 3, 0x83, .. new byte[96]]) },
    };

    [Fact]
    public void Control_packets_and_answers_of_the_kernel_arrive()
    {
        byte[] answer = TestFrames.Neighbor(Peer, Host, "fe80::1", "fe80::2", 136, "fe80::1");
        _bench.Send("fab1", Control);
        _bench.Send("fab1", answer);
        Collect(Control);
        Collect(answer);
    }

    [Theory]
    [MemberData(nameof(Unwanted))]
    public void Other_frames_stay_in_the_kernel(string name, byte[] frame)
    {
        _bench.Send("fab1", frame);
        _bench.Send("fab1", Control);
        Collect(Control);
        Assert.DoesNotContain(_received, item => item.AsSpan().SequenceEqual(frame));
        Assert.NotEmpty(name);
    }

    [Fact]
    public void An_owned_port_is_not_answered_with_unreachable_and_an_unowned_one_is()
    {
        _bench.Ip("addr", "add", "fe80::2/64", "dev", "fab1", "nodad");
        string mac = _bench.Exec(_bench.Node, "cat", "/sys/class/net/fab1/address").Trim();
        using (NetworkNamespace.Run(_bench.Node, () => UdpPortHolder.TryOpen("fab1", 3784))!)
        {
            for (int i = 0; i < 20; i++)
            {
                _bench.Send("fab1", Udp(3784, mac));
            }

            // Answered in order: when the unowned port's error is there, the owned one's would be.
            _bench.Send("fab1", Udp(3786, mac));
            Bench.Eventually(() => Unreachable() > 0, "the unowned port is answered");
            Assert.Equal(1, Unreachable());
        }

        using UdpPortHolder? again = NetworkNamespace.Run(_bench.Node, () => UdpPortHolder.TryOpen("fab1", 3784));
        Assert.NotNull(again);
    }

    [Fact]
    public void A_port_owner_on_one_interface_leaves_the_others_alone()
    {
        _bench.Cable("fab2");
        using UdpPortHolder? first = NetworkNamespace.Run(_bench.Node, () => UdpPortHolder.TryOpen("fab1", 3784));
        using UdpPortHolder? second = NetworkNamespace.Run(_bench.Node, () => UdpPortHolder.TryOpen("fab2", 3784));
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(NetworkNamespace.Run(_bench.Node, () => UdpPortHolder.TryOpen("fab9", 3784)));
    }

    void IFrameSink.FrameReceived(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        Assert.Equal(new PortIndex(2), port);
        _received.Add(frame.ToArray());
    }

    public void Dispose()
    {
        _socket.Dispose();
        _batch.Dispose();
        _bench.Dispose();
    }

    private static byte[] Udp(ushort port, string destination = Peer)
    {
        byte[] datagram = [0xC0, 0, (byte)(port >> 8), (byte)port, 0, 32, 0, 0, 0x20, 0x40, 3, 24, .. new byte[20]];
        ushort checksum = InternetChecksum.Finish(InternetChecksum.Add(
            InternetChecksum.PseudoHeader(IpAddress.Parse("fe80::1"), IpAddress.Parse("fe80::2"), IpProtocol.Udp, datagram.Length), datagram));
        (datagram[6], datagram[7]) = ((byte)(checksum >> 8), (byte)checksum);
        return TestFrames.Ipv6(destination, Host, "fe80::1", "fe80::2", 17, datagram);
    }

    private int Unreachable() => int.Parse(
        _bench.Exec(_bench.Node, "cat", "/proc/net/snmp6").Split('\n').Single(static line => line.StartsWith("Icmp6OutDestUnreachs", StringComparison.Ordinal))
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);

    private void Collect(byte[] wanted) => Bench.Eventually(
        () =>
        {
            _socket.Receive(_batch, this);
            return _received.Exists(item => item.AsSpan().SequenceEqual(wanted));
        },
        "the frame arrives");
}
