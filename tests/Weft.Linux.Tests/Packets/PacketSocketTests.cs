using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class PacketSocketTests : IDisposable, IFrameSink
{
    private const string Host = "02:00:00:00:00:11";
    private const string Peer = "02:00:00:00:00:22";
    private const string Broadcast = "ff:ff:ff:ff:ff:ff";

    private readonly Bench _bench = new();
    private readonly ReceiveBatch _batch = new();
    private readonly List<(PortIndex Port, VlanId Tag, byte[] Frame)> _received = [];
    private readonly PacketSocket _hosts;
    private readonly PacketSocket _isis;

    public PacketSocketTests()
    {
        _bench.Cable("swp1");
        (_hosts, _isis) = NetworkNamespace.Run(_bench.Node, () => (
            PacketSocket.OpenForHosts(new PortIndex(3), InterfaceIndex.Of("swp1")),
            PacketSocket.OpenForIsis(new PortIndex(4), InterfaceIndex.Of("swp1"))));
    }

    private static byte[] Marker { get; } = TestFrames.Arp(Broadcast, Host, 1, Host, "192.0.2.1", "192.0.2.2");

    public static TheoryData<string, byte[]> Wanted => new()
    {
        { "ARP", TestFrames.Arp(Broadcast, Host, 1, Host, "10.1.0.11", "10.1.0.1") },
        { "RARP", TestFrames.Ethernet(Broadcast, Host, 0x8035, 0, 1, 8, 0, 6, 4, 0, 3) },
        { "solicitation", TestFrames.Neighbor("33:33:ff:00:00:01", Host, "fe80::1", "ff02::1:ff00:1", 135, "2001:db8::1") },
        { "advertisement", TestFrames.Neighbor("33:33:00:00:00:01", Host, "fe80::1", "ff02::1", 136, "2001:db8::1") },
        { "router solicitation", TestFrames.Neighbor("33:33:00:00:00:02", Host, "fe80::1", "ff02::2", 133, "::") },
        { "redirect", TestFrames.Neighbor(Peer, Host, "fe80::1", "fe80::2", 137, "::") },
        { "behind hop-by-hop", TestFrames.Neighbor("33:33:ff:00:00:01", Host, "fe80::1", "ff02::1:ff00:1", 135, "2001:db8::1", hopByHop: true) },
        { "VRRP", TestFrames.Ipv4("01:00:5e:00:00:12", "00:00:5e:00:01:0a", "10.1.0.2", "224.0.0.18", 112, 0x31) },
        { "VRRP over IPv6", TestFrames.Ipv6("33:33:00:00:00:12", "00:00:5e:00:02:0a", "fe80::1", "ff02::12", 112, 0x31) },
        { "DHCP of a client", TestFrames.Ipv4(Broadcast, Host, "0.0.0.0", "255.255.255.255", 17, 0, 68, 0, 67, 0, 8, 0, 0) },
        { "DHCP of a server", TestFrames.Ipv4(Peer, Host, "10.1.0.11", "10.1.0.12", 17, 0, 67, 0, 68, 0, 8, 0, 0) },
        { "DHCP behind IPv4 options", WithOptions(TestFrames.Ipv4(Peer, Host, "10.1.0.11", "10.1.0.12", 17, 1, 1, 1, 0, 0, 68, 0, 67, 0, 8, 0, 0)) },
        { "DHCPv6 of a client", TestFrames.Ipv6("33:33:00:01:00:02", Host, "fe80::1", "ff02::1:2", 17, 2, 34, 2, 35, 0, 8, 0, 0) },
        { "DHCPv6 of a server", TestFrames.Ipv6(Peer, Host, "fe80::1", "fe80::2", 17, 2, 35, 2, 34, 0, 8, 0, 0) },
    };

    public static TheoryData<string, byte[]> Unwanted => new()
    {
        { "IPv4 data", TestFrames.Udp4(Peer, Host, "10.1.0.11", "10.1.0.12", "data") },
        { "a later fragment", LaterFragment(TestFrames.Ipv4(Peer, Host, "10.1.0.11", "10.1.0.12", 17, 0, 68, 0, 67, 0, 8, 0, 0)) },
        { "IPv6 data", TestFrames.Udp6(Peer, Host, "2001:db8::11", "2001:db8::12", "data") },
        { "ping over IPv6", TestFrames.Neighbor(Peer, Host, "2001:db8::11", "2001:db8::12", 128, "::") },
        { "MLD behind hop-by-hop", TestFrames.Neighbor("33:33:00:00:00:16", Host, "fe80::1", "ff02::16", 143, "::", hopByHop: true) },
        { "type above redirect", TestFrames.Neighbor(Peer, Host, "fe80::1", "fe80::2", 138, "::") },
        { "LLDP", TestFrames.Ethernet("01:80:c2:00:00:0e", Host, 0x88CC, 2, 7) },
        { "spanning tree", TestFrames.Ethernet("01:80:c2:00:00:00", Host, 38, 0x42, 0x42, 3) },
    };

    public static TheoryData<string, byte[]> Bridges => new()
    {
        { "spanning tree", TestFrames.Ethernet("01:80:c2:00:00:00", Host, 38, 0x42, 0x42, 3) },
        { "a tree of each VLAN", TestFrames.Ethernet("01:00:0c:cc:cc:cd", Host, 50, 0xAA, 0xAA, 3, 0, 0, 0x0C, 1, 0x0B) },
    };

    [Theory]
    [MemberData(nameof(Bridges))]
    public void Bpdus_arrive_where_they_are_asked_for_and_everything_else_as_before(string name, byte[] frame)
    {
        using PacketSocket both = NetworkNamespace.Run(_bench.Node, () => PacketSocket.OpenForHosts(new PortIndex(5), InterfaceIndex.Of("swp1"), hearsBridges: true));
        byte[][] unwanted = [.. Unwanted.Select(row => row.Data.Item2).Where(other => other[14] != 0x42), TestFrames.Ethernet("01:00:0c:cc:cc:cc", Host, 50, 0xAA, 0xAA, 3, 0, 0, 0x0C, 0x20, 0)];
        byte[][] sent = [frame, .. unwanted, .. Wanted.Select(row => row.Data.Item2), Marker];
        foreach (byte[] one in sent)
        {
            _bench.Send("swp1", one);
        }

        Bench.Eventually(
            () =>
            {
                both.Receive(_batch, this);
                return _received.Any(seen => seen.Frame.AsSpan().SequenceEqual(Marker));
            },
            "the last frame arrives");
        Assert.True(_received[0].Frame.AsSpan().SequenceEqual(frame), name);
        Assert.Equal(1 + Wanted.Count + 1, _received.Count);
    }

    [Theory]
    [MemberData(nameof(Wanted))]
    public void Control_frames_of_hosts_arrive_whole(string name, byte[] frame)
    {
        Assert.NotEmpty(name);
        _bench.Send("swp1", frame);
        (PortIndex port, VlanId tag, _) = Collect(_hosts, frame);
        Assert.Equal(new PortIndex(3), port);
        Assert.Equal(VlanId.Untagged, tag);
    }

    [Theory]
    [MemberData(nameof(Unwanted))]
    public void Other_frames_stay_in_the_kernel(string name, byte[] frame)
    {
        _bench.Send("swp1", frame);
        _bench.Send("swp1", Marker);
        Collect(_hosts, Marker);
        Assert.DoesNotContain(_received, item => item.Frame.AsSpan().SequenceEqual(frame));
        Assert.NotEmpty(name);
    }

    [Fact]
    public void A_tag_is_taken_off_and_told()
    {
        byte[] frame = TestFrames.Arp(Broadcast, Host, 1, Host, "10.1.0.11", "10.1.0.1");
        _bench.Send("swp1", frame, vlan: 4094);
        Assert.Equal(new VlanId(4094), Collect(_hosts, frame).Tag);
    }

    [Fact]
    public void A_tag_is_put_in_when_asked()
    {
        Tap tap = _bench.Tap("swp1");
        using FrameSender sender = NetworkNamespace.Run(_bench.Node, () => new FrameSender());
        Assert.Equal(0, sender.Send(_hosts.InterfaceIndex, new VlanId(20), Marker));
        tap.Until(Marker.AsSpan(14).ToArray());
        Assert.Equal(0, sender.Send(_hosts.InterfaceIndex, VlanId.Untagged, Marker));
        Bench.Eventually(
            () =>
            {
                tap.Poll();
                return tap.Frames.Any(item => item.Tag == VlanId.Untagged && item.Frame.AsSpan().SequenceEqual(Marker));
            },
            "the untagged frame arrives");
    }

    [Fact]
    public void The_nodes_own_frames_do_not_come_back()
    {
        byte[] own = TestFrames.Arp(Broadcast, Peer, 1, Peer, "10.1.0.1", "10.1.0.11");
        using FrameSender sender = NetworkNamespace.Run(_bench.Node, () => new FrameSender());
        Assert.Equal(0, sender.Send(_hosts.InterfaceIndex, VlanId.Untagged, own));
        _bench.Send("swp1", Marker);
        Collect(_hosts, Marker);
        Assert.DoesNotContain(_received, item => item.Frame.AsSpan().SequenceEqual(own));
    }

    [Theory]
    [InlineData("01:80:c2:00:00:14")]
    [InlineData("01:80:c2:00:00:15")]
    [InlineData("09:00:2b:00:00:05")]
    public void Isis_arrives_on_every_group_at_full_length(string group)
    {
        byte[] hello = TestFrames.Ethernet(group, Host, 1500, [0xFE, 0xFE, 3, 0x83, .. Enumerable.Repeat((byte)0x5A, 1496)]);
        _bench.Send("swp1", hello);
        Assert.Equal(new PortIndex(4), Collect(_isis, hello).Port);
    }

    [Fact]
    public void Other_802_2_frames_do_not_reach_isis()
    {
        byte[] tree = TestFrames.Ethernet("01:80:c2:00:00:14", Host, 38, 0x42, 0x42, 3);
        byte[] hello = TestFrames.Ethernet("01:80:c2:00:00:14", Host, 100, [0xFE, 0xFE, 3, 0x83, .. new byte[96]]);
        _bench.Send("swp1", tree);
        _bench.Send("swp1", hello);
        Collect(_isis, hello);
        Assert.DoesNotContain(_received, item => item.Frame.AsSpan().SequenceEqual(tree));
    }

    [Fact]
    public void Receiving_allocates_nothing()
    {
        CountingSink sink = new();
        SendBurst(64);
        Drain(sink, 64);
        SendBurst(512);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Drain(sink, 64 + 512);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_port_that_is_down_is_an_error_number()
    {
        NamespaceLinks.SetUp(_bench.Node, "swp1", false);
        using FrameSender sender = NetworkNamespace.Run(_bench.Node, () => new FrameSender());
        Assert.Equal(Errno.NetworkDown, sender.Send(_hosts.InterfaceIndex, VlanId.Untagged, Marker));
    }

    void IFrameSink.FrameReceived(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => _received.Add((port, tag, frame.ToArray()));

    public void Dispose()
    {
        _hosts.Dispose();
        _isis.Dispose();
        _batch.Dispose();
        _bench.Dispose();
    }

    // Other frames may come too: the kernel at the far end looks for duplicates of its own addresses.
    private (PortIndex Port, VlanId Tag, byte[] Frame) Collect(PacketSocket socket, byte[] wanted)
    {
        int found = -1;
        Bench.Eventually(
            () =>
            {
                socket.Receive(_batch, this);
                found = _received.FindIndex(item => item.Frame.AsSpan().SequenceEqual(wanted));
                return found >= 0;
            },
            "the frame arrives");
        return _received[found];
    }

    private void SendBurst(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _bench.Send("swp1", Marker);
        }
    }

    private void Drain(CountingSink sink, int until)
    {
        SpinWait wait = default;
        while (sink.Count < until)
        {
            _hosts.Receive(_batch, sink);
            wait.SpinOnce(-1);
        }
    }

    private sealed class CountingSink : IFrameSink
    {
        public int Count { get; private set; }

        public void FrameReceived(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => Count++;
    }

    private static byte[] WithOptions(byte[] frame)
    {
        frame[EthernetHeader.Length] = 0x46;
        return frame;
    }

    private static byte[] LaterFragment(byte[] frame)
    {
        frame[EthernetHeader.Length + 7] = 1;
        return frame;
    }
}
