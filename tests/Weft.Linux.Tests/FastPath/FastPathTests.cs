using System.Net.Sockets;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>The fast path on the real kernel: who takes it, who does not, and that nobody notices when it comes and goes.</summary>
public abstract class FastPathTests : IDisposable
{
    private readonly NativeNode _node = new(TestFabric.Leaf1);
    private readonly NativeHost _web1;
    private readonly NativeHost _web2;
    private readonly NativeHost _db;
    private readonly List<FastPath> _killed = [];
    private readonly bool _links;
    private FastPath? _fast;

    /// <param name="links">Whether its programs come to ports as links, else as classifiers.</param>
    private protected FastPathTests(bool links)
    {
        _links = links;
        _web1 = new NativeHost(_node, "swp1", TestFabric.Mac(11), "10.1.0.11", "2001:db8:1::11", "10.1.0.1", "2001:db8:1::1");
        _web2 = new NativeHost(_node, "swp2", TestFabric.Mac(12), "10.1.0.12", "2001:db8:1::12", "10.1.0.1", "2001:db8:1::1");
        _db = new NativeHost(_node, "swp3", TestFabric.Mac(13), "10.2.0.13", "2001:db8:2::13", "10.2.0.1", "2001:db8:2::1");
        _node.Do(() => NftLibrary.Load(_node.Plan));
        _node.Start();
        _node.Acquaint(_web1, 10, TestFabric.Mac(11), "swp1");
        _node.Acquaint(_web2, 10, TestFabric.Mac(12), "swp2");
        _node.Acquaint(_db, 20, TestFabric.Mac(13), "swp3");
        _node.Apply();
        Open();
    }

    private protected NativeNode Node => _node;

    private protected NativeHost Web1 => _web1;

    private protected NativeHost Web2 => _web2;

    /// <summary>Null where the kernel has none.</summary>
    private protected FastPath? Fast => _fast;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Known_hosts_reach_each_other_past_the_filter_bridged_and_routed(bool ipv6)
    {
        AllReachEachOther(ipv6);
        CloseLongWay();
        if (_fast is not null)
        {
            AllReachEachOther(ipv6);
        }
    }

    [Fact]
    public void A_stranger_takes_the_long_way_from_the_port_of_a_known_host()
    {
        AllReachEachOther(ipv6: false);
        AddAddress(_web1, "10.1.0.99");
        AssertCrosses(true, _web1, IpAddress.Parse("10.1.0.99"), _web2);
        CloseLongWay();
        AssertCrosses(_fast is not null, _web1, _web1.Address4, _web2);
        AssertCrosses(false, _web1, IpAddress.Parse("10.1.0.99"), _web2);
    }

    [Fact]
    public void A_host_that_left_is_not_known_any_more()
    {
        AllReachEachOther(ipv6: false);
        SegmentId segment = _node.Plan.Segment(10);
        _node.Tables.Bindings.Remove(new BindingKey(segment, _web1.Address4));
        _node.Apply();
        CloseLongWay();
        AssertCrosses(false, _web1, _web1.Address4, _web2);
        AssertCrosses(_fast is not null, _web2, _web2.Address4, _web1);
        _node.Tables.AttachedMacs.Remove(new AttachedMacKey(segment, TestFabric.Mac(11)));
        _node.Apply();
        AssertCrosses(false, _web2, _web2.Address4, _web1);
    }

    [Fact]
    public void A_forgotten_hosts_next_packet_takes_the_long_way_and_later_ones_do_not()
    {
        AllReachEachOther(ipv6: false);
        CloseLongWay();
        if (_fast is not null)
        {
            AssertCrosses(true, _web1, _web1.Address4, _web2);
            FirstPacket host = new(_node.Plan.Port("swp1"), default, TestFabric.Mac(11), _web1.Address4);
            _fast.Forget(host, _node.Do(() => InterfaceIndex.Of("swp1")));
            AssertCrosses(false, _web1, _web1.Address4, _web2);
            AssertCrosses(true, _web1, _web1.Address4, _web2);
        }
    }

    [Theory]
    [InlineData(false, 67)]
    [InlineData(true, 547)]
    public void What_a_dhcp_server_says_takes_the_long_way(bool ipv6, int port)
    {
        IpAddress source = ipv6 ? _web1.Address6 : _web1.Address4;
        AllReachEachOther(ipv6);
        AssertCrosses(true, _web1, source, _web2, port: port);
        CloseLongWay();
        AssertCrosses(false, _web1, source, _web2, port: port);
        AssertCrosses(_fast is not null, _web1, source, _web2, port: port + 1);
    }

    [Fact]
    public void A_daemon_that_hangs_does_not_use_it()
    {
        AllReachEachOther(ipv6: false);
        CloseLongWay();
        _fast?.KeepAlive(TimeSpan.FromSeconds(-1));
        AssertCrosses(false, _web1, _web1.Address4, _web2);
        _fast?.KeepAlive(TimeSpan.FromMinutes(5));
        AssertCrosses(_fast is not null, _web1, _web1.Address4, _web2);
    }

    [Fact]
    public void Its_coming_and_going_loses_no_packet()
    {
        using UdpEcho near = _web2.Echo(_web2.Address4);
        using UdpEcho far = _db.Echo(_db.Address6);
        AllReachEachOther(ipv6: false, echo: false);
        using Socket bridged = _web1.Connect(_web1.Address4, _web2.Address4);
        using Socket routed = _web1.Connect(_web1.Address6, _db.Address6);
        using PacketStream bridgedStream = new(bridged);
        using PacketStream routedStream = new(routed);
        for (int i = 0; i < 20; i++)
        {
            int before = routedStream.Sent;
            Bench.Eventually(() => routedStream.Sent >= before + 40, "packets are sent");
            Restart(inOrder: i % 2 == 0);
        }

        int received = bridgedStream.StopAndCountReceived();
        Assert.Equal(bridgedStream.Sent, received);
        received = routedStream.StopAndCountReceived();
        Assert.Equal(routedStream.Sent, received);
    }

    [Fact]
    public void Long_frames_are_the_bridges_business()
    {
        AllReachEachOther(ipv6: false);
        foreach (NativeHost host in new[] { _web1, _web2 })
        {
            Bench.Command("ip", "-n", host.Namespace, "link", "set", "eth0", "mtu", "9000");
        }

        foreach (string device in new[] { "swp1", "swp2", "vlan10" })
        {
            Bench.Command("ip", "-n", _node.Namespace, "link", "set", device, "mtu", "9000");
        }

        AssertCrosses(true, _web1, _web1.Address4, _web2, length: 8000);
        Bench.Command("ip", "-n", _node.Namespace, "link", "set", "swp2", "mtu", "1500");
        AssertCrosses(false, _web1, _web1.Address4, _web2, length: 1600);
    }

    [Fact]
    public void Filters_of_others_are_noticed()
    {
        using FastPathGuard guard = _node.Do(() => new FastPathGuard(_node.Plan));
        guard.Own = _fast;
        Assert.Null(_node.Do(guard.FindObstacle));
        _node.Do(() => _fast?.AttachAgain());
        Assert.Null(_node.Do(guard.FindObstacle));
        Assert.False(guard.IsTouched);
        CloseLongWay();
        Assert.Contains("'closed'", _node.Do(guard.FindObstacle), StringComparison.Ordinal);
        _node.Do(() => Assert.Null(NftLibrary.Run("delete table bridge closed")));
        Assert.Null(_node.Do(guard.FindObstacle));
        if (_fast is not null)
        {
            if (_links)
            {
                Bench.Command("tc", "-n", _node.Namespace, "qdisc", "add", "dev", "swp2", "clsact");
            }

            Bench.Command("tc", "-n", _node.Namespace, "filter", "add", "dev", "swp2", "ingress", "bpf", "bytecode", "1,6 0 0 0");
            Assert.Contains("swp2", _node.Do(guard.FindObstacle), StringComparison.Ordinal);
            Bench.Command("tc", "-n", _node.Namespace, "qdisc", "del", "dev", "swp2", "clsact");
            Assert.Null(_node.Do(guard.FindObstacle));
            Assert.True(guard.IsTouched);
        }
    }

    public void Dispose()
    {
        foreach (FastPath killed in _killed)
        {
            killed.Dispose();
        }

        _fast?.Dispose();
        _web1.Dispose();
        _web2.Dispose();
        _db.Dispose();
        _node.Dispose();
    }

    private void Open()
    {
        _fast = TestFastPath.TryOpen(_node, _links);
        if (_fast is not null)
        {
            _node.Do(() => _node.DataPlane.UseFastPath(MonotonicClock.Now, _fast));
            TestFastPath.Use(_fast, _node.Namespace, TimeSpan.FromMinutes(5));
            if (_fast.Fault is not null)
            {
                // This kernel has BPF, but no place for it at ports.
                _node.Do(() => _node.DataPlane.UseFastPath(MonotonicClock.Now, null));
                _fast.Dispose();
                _fast = null;
                return;
            }

            Assert.Equal(3, _fast.Ports);
            Assert.Equal(0, _fast.Refused);
        }
    }

    private void Restart(bool inOrder)
    {
        if (_fast is not null && inOrder)
        {
            _node.Do(() => _node.DataPlane.UseFastPath(MonotonicClock.Now, null));
            _fast.Dispose();
        }
        else if (_fast is not null)
        {
            _fast.KeepAlive(TimeSpan.FromSeconds(-1));
            _killed.Add(_fast);
        }

        Open();
    }

    /// <summary>From now on bridged frames on the long way are lost.</summary>
    private protected void CloseLongWay() => _node.Do(() => Assert.Null(NftLibrary.Run(
        "add table bridge closed\nadd chain bridge closed everything { type filter hook prerouting priority -300; policy drop; }")));

    private protected void AllReachEachOther(bool ipv6, bool echo = true)
    {
        if (!echo)
        {
            _web1.Reaches(_db, ipv6);
            return;
        }

        _web1.Reaches(_web2, ipv6);
        _web1.Reaches(_db, ipv6);
        _db.Reaches(_web2, ipv6);
    }

    /// <summary>Whether one datagram arrives, as expected. The other's neighbour entries are there, so nothing else is sent. What does not come is waited for briefly,
    /// what must come as long as a busy machine takes.</summary>
    private protected static void AssertCrosses(bool expected, NativeHost from, IpAddress source, NativeHost to, int length = 3, int port = 0)
    {
        IpAddress target = source.IsIpv6 ? to.Address6 : to.Address4;
        using Socket receiver = to.Receiver(target);
        receiver.ReceiveTimeout = expected ? 10_000 : 100;
        using Socket sender = from.Connect(source, target, port);
        byte[] received = new byte[16 * 1024];
        sender.Send(new byte[length]);
        bool crosses;
        try
        {
            crosses = receiver.Receive(received) == length;
        }
        catch (SocketException)
        {
            crosses = false;
        }

        Assert.Equal(expected, crosses);
    }

    private static void AddAddress(NativeHost host, string address) =>
        Bench.Command("ip", "-n", host.Namespace, "addr", "add", address + "/24", "dev", "eth0");
}
