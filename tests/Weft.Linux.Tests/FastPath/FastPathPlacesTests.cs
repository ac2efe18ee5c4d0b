using System.Net.Sockets;

namespace Weft.Linux.Tests;

/// <summary>The first coming of the fast path to ports that carry traffic, on the real kernel, and places for classifiers.</summary>
public sealed class FastPathPlacesTests : IDisposable
{
    private readonly NativeNode _node = new(TestFabric.Leaf1);
    private readonly PortRoom _room;
    private readonly NativeHost _web1;
    private readonly NativeHost _web2;

    public FastPathPlacesTests()
    {
        _web1 = new NativeHost(_node, "swp1", TestFabric.Mac(11), "10.1.0.11", "2001:db8:1::11", "10.1.0.1", "2001:db8:1::1");
        _web2 = new NativeHost(_node, "swp2", TestFabric.Mac(12), "10.1.0.12", "2001:db8:1::12", "10.1.0.1", "2001:db8:1::1");
        _room = _node.Do(() => PortRoom.Of(_node.Plan));
        _node.Room = _room;
        _node.Start();
        _node.SetHost(10, _web1.Address4.ToString(), TestFabric.Mac(11), "swp1");
        _node.SetHost(10, _web2.Address4.ToString(), TestFabric.Mac(12), "swp2");
        _node.Apply();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_packet_is_lost_when_programs_take_their_places(bool links)
    {
        _web1.Reaches(_web2, ipv6: false);
        using UdpEcho echo = _web2.Echo(_web2.Address4);
        using Socket socket = _web1.Connect(_web1.Address4, _web2.Address4);
        using PacketStream stream = new(socket);
        Bench.Eventually(() => stream.Sent >= 40, "packets are sent");
        using FastPath? fast = TestFastPath.TryOpen(_node, links);
        if (fast is not null)
        {
            _node.Do(() => _node.DataPlane.UseFastPath(MonotonicClock.Now, fast));
            TestFastPath.Use(fast, _node.Namespace, TimeSpan.FromMinutes(5));
        }

        int before = stream.Sent;
        Bench.Eventually(() => stream.Sent >= before + 40, "packets are sent");
        int received = stream.StopAndCountReceived();
        Assert.Equal(stream.Sent, received);
    }

    [Fact]
    public void Every_port_of_hosts_has_its_place_when_the_node_is_set_up()
    {
        if (TestFastPath.IsPossible())
        {
            string[] places = [.. new[] { "swp1", "swp2" }.Where(port => Bench.Command("tc", "-n", _node.Namespace, "qdisc", "show", "dev", port).Contains("clsact", StringComparison.Ordinal))];
            Assert.Equal(["swp1", "swp2"], places);
        }
    }

    public void Dispose()
    {
        _web1.Dispose();
        _web2.Dispose();
        _room.Dispose();
        _node.Dispose();
    }
}
