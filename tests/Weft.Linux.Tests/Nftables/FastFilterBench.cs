using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>The same leaf with the fast path at its untagged ports, and the hosts that tests use known there. On kernels without it
/// this is <see cref="FilterBench"/>.</summary>
public sealed class FastFilterBench : FilterBench
{
    private static readonly (string Port, string Mac, string Address4, string Address6)[] s_hosts =
    [
        ("swp1", "02:00:00:00:00:11", "10.1.0.11", "2001:db8:1::11"),
        ("swp2", "02:00:00:00:00:22", "10.1.0.22", "2001:db8:1::22"),
        ("swp3", "02:00:00:00:00:11", "10.3.0.11", "2001:db8:3::11"),
    ];

    public FastFilterBench()
    {
        Fast = TestFastPath.TryOpen(Bench.Node, FilterPlan.Leaf.Fabric);
        if (Fast is null)
        {
            return;
        }

        NetworkNamespace.Run(Bench.Node, () => Fast.SetPorts([.. FilterPlan.Leaf.Ports.Where(port => port.FacesHosts && port.SegmentOf(default) is not null).Select(PortOf)], []));
        TestFastPath.Use(Fast, Bench.Node, TimeSpan.FromMinutes(10));
        if (Fast.Fault is not null)
        {
            // This kernel has BPF, but no place for it at ports.
            Fast.Dispose();
            Fast = null;
            return;
        }

        Assert.Equal(3, Fast.Ports);
        foreach ((string port, string mac, string address4, string address6) in s_hosts)
        {
            Assert.True(Fast.PutSource(new FastPathSource(IndexOf(port), MacAddress.Parse(mac), IpAddress.Parse(address4))));
            Assert.True(Fast.PutSource(new FastPathSource(IndexOf(port), MacAddress.Parse(mac), IpAddress.Parse(address6))));

            // The first frame of each takes the long way; what tests send comes later.
            string other = port switch { "swp1" => "swp2", "swp2" => "swp1", _ => "isw1" };
            Assert.True(Passes(port, other, TestFrames.Udp4("ff:ff:ff:ff:ff:ff", mac, address4, "10.1.0.255", "hello")));
            Assert.True(Passes(port, other, TestFrames.Udp6("33:33:00:00:00:01", mac, address6, "ff02::1", "hello")));
        }

        // The bridges must not know more than without it.
        Bench.Ip("link", "set", "vlan10", "type", "bridge", "fdb_flush");
        Bench.Ip("link", "set", "vlan30", "type", "bridge", "fdb_flush");
        Assert.True(Fast.PutDestination(new AttachedMacKey(FilterPlan.Web, MacAddress.Parse("02:00:00:00:00:11")), new FastPathDestination(IndexOf("swp1"))));
    }

    /// <summary>The fast path; null where the kernel has none.</summary>
    public FastPath? Fast { get; }

    protected override void Dispose(bool disposing)
    {
        Fast?.Dispose();
        base.Dispose(disposing);
    }

    private static FastPathPort PortOf(PortPlan port)
    {
        SegmentPlan segment = FilterPlan.Leaf.FindSegment(port.SegmentOf(default)!.Value)!;
        using RtnetlinkKernel kernel = new();
        List<KernelLink> links = [];
        kernel.ReadLinks(links);
        KernelLink routed = links.Single(link => link.Name == segment.Interface);
        return new FastPathPort(
            InterfaceIndex.Of(port.Name),
            new FastPathSegment(segment.Id, routed.Index, routed.Mac, segment.Subnet.GatewayMac4, segment.Subnet.GatewayMac6));
    }
}
