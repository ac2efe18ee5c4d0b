using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Two hosts with policies on the real kernel, and a fast path that asks for their flows.</summary>
public sealed class FlowBench : IDisposable
{
    private readonly FastPathSegment _segment;

    public FlowBench()
    {
        SegmentPlan web = FilterPlan.Leaf.FindSegment(FilterPlan.Web)!;
        _segment = new FastPathSegment(FilterPlan.Web, Policies.IndexOf("vlan10"), default, web.Subnet.GatewayMac4, web.Subnet.GatewayMac6);
        Open(FastPathFlow.Lifetime);
    }

    public PolicyBench Policies { get; } = new();

    /// <summary>Null where the kernel has none.</summary>
    internal FastPath? Fast { get; private set; }

    /// <summary>A new fast path for the two hosts, which knows no flow.</summary>
    internal void Open(TimeSpan lifetime, params HostPolicy[] others)
    {
        Fast?.Dispose();
        Fabric fabric = FilterPlan.Leaf.Fabric with { Policies = [PolicyBench.Policy(1, [], []), .. others] };
        Fast = TestFastPath.TryOpen(Policies.Bench.Node, fabric, lifetime);
        if (Fast is null)
        {
            return;
        }

        int[] ports = [Policies.IndexOf("swp1"), Policies.IndexOf("swp2")];
        Fast.SetPorts([.. ports.Select(port => new FastPathPort(port, _segment))], ports);
        Use(true);
        if (Fast.Fault is not null)
        {
            // This kernel has BPF, but no place for it at ports.
            Fast.Dispose();
            Fast = null;
            return;
        }

        Put();
        Assert.Equal(2, Fast.Ports);
    }

    /// <summary>Writes the rows of both hosts. What was let pass before says nothing any more.</summary>
    internal void Put()
    {
        foreach (bool isA in new[] { true, false })
        {
            int port = Policies.IndexOf(isA ? "swp1" : "swp2");
            MacAddress mac = MacAddress.Parse(isA ? PolicyBench.MacA : PolicyBench.MacB);
            Assert.True(Fast!.PutDestination(new AttachedMacKey(FilterPlan.Web, mac), new FastPathDestination(port, AsksFlows: true)));
            foreach (bool ipv6 in new[] { false, true })
            {
                FastPathSource source = new(port, mac, PolicyBench.AddressOf(isA, ipv6), AsksFlows: true);
                Assert.True(Fast.PutSource(source));

                // A host's first frame takes the long way in any case.
                Policies.Bench.Send(isA ? "swp1" : "swp2", PolicyBench.Frame(isA, ipv6, PolicyProtocol.Udp, 9, 9));
            }
        }
    }

    internal void Use(bool fast) =>
        TestFastPath.Use(Fast!, Policies.Bench.Node, fast ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(-1));

    /// <summary>From now on bridged frames on the long way are lost, but for markers, or not any more.</summary>
    internal void CloseLongWay(bool closed) => NetworkNamespace.Run(Policies.Bench.Node, () => Assert.Null(NftLibrary.Run(closed
        ? "add table bridge closed\nadd chain bridge closed everything { type filter hook forward priority -300; ether type != 0x88b5 drop; }"
        : "delete table bridge closed")));

    /// <summary>Sends a frame that the filter lets pass until it takes the short way: rows count what comes a little later than they.</summary>
    internal void AwaitShortWay(byte[] frame, bool fromA = true) => Bench.Eventually(
        () =>
        {
            Assert.True(Policies.Reaches(fromA, frame));
            CloseLongWay(true);
            bool arrives = Policies.Reaches(fromA, frame);
            CloseLongWay(false);
            return arrives;
        },
        "the short way is taken");

    public void Dispose()
    {
        Fast?.Dispose();
        Policies.Dispose();
    }
}
