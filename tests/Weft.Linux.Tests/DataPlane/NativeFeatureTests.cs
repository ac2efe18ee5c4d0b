using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>Features that not every kernel has: they work, or they are refused in words that say what is missing.</summary>
public sealed class NativeFeatureTests
{
    private const string Text = """
        fabric: features
        nodes: [leaf1]
        vrfs: [red]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
          lab: { vlan: 20, gateway: 10.2.0.1/24, vrf: red }
          db: { vlan: 30, gateway: 10.3.0.1/24 }
        """;

    [Fact]
    public void A_vrf_has_its_own_table_with_an_end()
    {
        using NativeNode node = Node("  leaf1: { swp1: web, swp2: lab }");
        if (!Capabilities().Vrf)
        {
            KernelException refused = Assert.Throws<KernelException>(() => node.Start());
            Assert.Equal(Errno.NotSupported, refused.Error);
            Assert.Contains("VRF", refused.Message, StringComparison.Ordinal);
            return;
        }

        node.Start();
        SegmentPlan segment = node.Plan.Segments.Single(segment => segment.Vlan.Value == 20);
        node.Tables.Bindings.Set(
            new BindingKey(segment.Id, TestFabric.Ip("10.2.0.11")), new BindingRow(TestFabric.Mac(11), node.Plan.Port("swp2"), segment.Vrf));
        node.Apply();
        Assert.Equal(RouteTableId.Of(segment.Vrf), Assert.Single(node.Routes()).Table);
        KernelLink[] links = Links(node);
        KernelLink vrf = links.Single(link => link.Name == "red");
        Assert.Equal(("vrf", RouteTableId.Of(segment.Vrf)), (vrf.Kind, vrf.Table));
        Assert.Equal(vrf.Index, links.Single(link => link.Name == "vlan20").Master);
        Assert.Contains(AllRoutes(node), route => route.Table == vrf.Table && route.Type == KernelRouteType.Unreachable);
        Assert.Single(Restarted(node).Adopted);
    }

    [Fact]
    public void A_tagged_port_carries_several_segments()
    {
        using NativeNode node = Node("  leaf1: { swp1: { trunk: [web, db] } }", "red");
        NamespaceLinks.CreateVeth(new VethEnd(node.Namespace, "swp1"), new VethEnd(node.Namespace, "far"));
        if (!Capabilities().VlanFiltering)
        {
            KernelException refused = Assert.Throws<KernelException>(() => node.Start());
            Assert.Equal(Errno.NotSupported, refused.Error);
            Assert.Contains("VLAN-aware", refused.Message, StringComparison.Ordinal);
            return;
        }

        node.Start();
        node.SetHost(10, "10.1.0.11", TestFabric.Mac(11), "swp1");
        node.SetHost(30, "10.3.0.11", TestFabric.Mac(11), "swp1");
        node.Apply();
        Assert.Equal("vlan-aware", node.DataPlane.Bridges.Name);
        List<KernelForwarding> entries = Forwarding(node);
        int port = node.Do(() => InterfaceIndex.Of("swp1"));
        Assert.Equal([10, 30], entries.Where(entry => entry.InterfaceIndex == port && entry.Mac == TestFabric.Mac(11)).Select(entry => (int)entry.VlanId).Order());
        Assert.Equal(2, Restarted(node).Adopted.Count);
    }

    [Fact]
    public void The_automatic_driver_is_what_the_kernel_can_do_and_a_restart_keeps_it()
    {
        using NativeNode node = Node("  leaf1: { swp1: db }", "red");
        node.Start();
        string expected = Capabilities().VlanFiltering ? "vlan-aware" : "plain";
        Assert.Equal(expected, node.DataPlane.Bridges.Name);
        Assert.Equal(expected, Restarted(node).DataPlane.Bridges.Name);
    }

    [Fact]
    public void Virtual_macs_terminate_at_the_bridge_of_the_real_kernel()
    {
        using NativeNode node = new(TestFabric.Leaf2);
        node.Start();
        Subnet web = node.Plan.FindSegment(node.Plan.Segment(10))!.Subnet;
        KernelForwarding[] local = [.. Forwarding(node).Where(entry => entry.OnBridge && entry.State == NeighborState.Permanent)];

        // Its own segment, and the segment with a port for its foreign hosts; some kernels list an entry once more for "no VLAN".
        Assert.Equal(2, local.Where(entry => entry.Mac == web.GatewayMac4).Select(entry => (entry.InterfaceIndex, entry.VlanId)).Distinct().Count());
        Assert.Contains(local, entry => entry.Mac == web.GatewayMac6);
    }

    private static NativeNode Node(string ports, string? without = null)
    {
        string text = without is null ? Text : string.Join('\n', Text.Split('\n').Where(line => !line.Contains(without, StringComparison.Ordinal)));
        FabricLoad load = FabricFile.Load($"{text}\nports:\n{ports}\n");
        return new NativeNode(NodePlanner.Derive(load.Fabric ?? throw new InvalidOperationException(string.Join("; ", load.Faults)), "leaf1"));
    }

    private static NativeNode Restarted(NativeNode node)
    {
        node.Start(settled: false);
        return node;
    }

    private static KernelCapabilities Capabilities()
    {
        using RtnetlinkKernel kernel = new();
        return kernel.Capabilities;
    }

    private static KernelLink[] Links(NativeNode node) => node.Do(() =>
    {
        using RtnetlinkKernel kernel = new();
        List<KernelLink> links = [];
        kernel.ReadLinks(links);
        return links.ToArray();
    });

    private static List<KernelRoute> AllRoutes(NativeNode node) => node.Do(() =>
    {
        using RtnetlinkKernel kernel = new();
        List<KernelRoute> routes = [];
        kernel.ReadRoutes(0, routes);
        return routes;
    });

    private static List<KernelForwarding> Forwarding(NativeNode node) => node.Do(() =>
    {
        using RtnetlinkKernel kernel = new();
        List<KernelForwarding> entries = [];
        kernel.ReadForwarding(entries);
        return entries;
    });
}
