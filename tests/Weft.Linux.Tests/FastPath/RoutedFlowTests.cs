using System.Net.Sockets;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>A host whose policy decides by flow sends to another subnet, on the real kernel.</summary>
public sealed class RoutedFlowTests : IDisposable
{
    private readonly NativeNode _node;
    private readonly NativeHost _web;
    private readonly NativeHost _free;
    private readonly NativeHost _db;

    public RoutedFlowTests()
    {
        // This machine's kernel or a guest's: one of them tracks connections.
        bool isStateful = CanTrack();
        HostPolicy sender = PolicyBench.Policy(1, null, [PolicyBench.Rule(1, PolicyAction.Allow, "udp/7")]) with { IsStateful = isStateful };
        HostPolicy receiver = PolicyBench.Policy(2, [PolicyBench.Rule(1, PolicyAction.Allow, "udp/7", "10.1.0.11/32", "2001:db8:1::11/128")], null) with { IsStateful = isStateful };
        _node = new NativeNode(TestFabric.Leaf1 with
        {
            Fabric = TestFabric.Leaf1.Fabric with
            {
                Policies = [sender, receiver],
                PolicyAssignment = new PolicyAssignment(
                    new Dictionary<MacAddress, PolicyId> { [TestFabric.Mac(11)] = sender.Id, [TestFabric.Mac(13)] = receiver.Id }, new Dictionary<int, PolicyId>()),
            },
        });
        _web = new NativeHost(_node, "swp1", TestFabric.Mac(11), "10.1.0.11", "2001:db8:1::11", "10.1.0.1", "2001:db8:1::1");
        _free = new NativeHost(_node, "swp2", TestFabric.Mac(12), "10.1.0.12", "2001:db8:1::12", "10.1.0.1", "2001:db8:1::1");
        _db = new NativeHost(_node, "swp3", TestFabric.Mac(13), "10.2.0.13", "2001:db8:2::13", "10.2.0.1", "2001:db8:2::1");
        _node.Do(() => NftLibrary.Load(_node.Plan));
        _node.Start();
        _node.Acquaint(_web, 10, TestFabric.Mac(11), "swp1");
        _node.Acquaint(_free, 10, TestFabric.Mac(12), "swp2");
        _node.Acquaint(_db, 20, TestFabric.Mac(13), "swp3");
        _node.Apply();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_filter_let_pass_is_routed_past_it_and_nothing_else(bool ipv6)
    {
        using FastPath? fast = TestFastPath.TryOpen(_node.Namespace, _node.Plan.Fabric, TimeSpan.FromMinutes(10));
        if (fast is null)
        {
            return;
        }

        _node.Do(() => _node.DataPlane.UseFastPath(MonotonicClock.Now, fast));
        TestFastPath.Use(fast, _node.Namespace, TimeSpan.FromMinutes(10));
        if (fast.Fault is not null)
        {
            // This kernel has BPF, but no place for it at ports.
            return;
        }

        const int Known = 4001;
        const int Unseen = 4002;
        const string Open = "delete table bridge closed";
        const string Close = "add table bridge closed\nadd chain bridge closed everything { type filter hook prerouting priority -300; policy drop; }";
        Bench.Eventually(
            () =>
            {
                bool passes = Crosses(ipv6, Known);
                Run(Close);
                if (passes && Crosses(ipv6, Known))
                {
                    return true;
                }

                Run(Open);
                return false;
            },
            "the short way is taken");
        Assert.False(Crosses(ipv6, Unseen));
        Assert.True(Crosses(ipv6, Known));
        fast.DoubtRouted();
        Assert.False(Crosses(ipv6, Known));
        Run(Open);

        // Without a policy of its own a host takes the short way, but the receiver's holds.
        for (int i = 0; i < 3; i++)
        {
            Assert.False(Crosses(ipv6, Known, _free));
        }
    }

    public void Dispose()
    {
        _web.Dispose();
        _free.Dispose();
        _db.Dispose();
        _node.Dispose();
    }

    private static bool CanTrack()
    {
        using ScratchNamespace scratch = new();
        return scratch.Run(CapabilityProbe.CanTrack);
    }

    private void Run(string commands) => _node.Do(() => Assert.Null(NftLibrary.Run(commands)));

    /// <summary>Whether one datagram to the other subnet arrives.</summary>
    private bool Crosses(bool ipv6, int port, NativeHost? from = null)
    {
        from ??= _web;
        IpAddress target = ipv6 ? _db.Address6 : _db.Address4;
        using Socket receiver = _db.Receiver(target);
        receiver.ReceiveTimeout = 200;
        using Socket sender = from.Connect(ipv6 ? from.Address6 : from.Address4, target, port);
        sender.Send(new byte[3]);
        try
        {
            return receiver.Receive(new byte[16]) == 3;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
