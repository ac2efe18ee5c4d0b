using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>VRFs over fabric ports: sub-interfaces, their neighbours and next hops, and what becomes of them.</summary>
public sealed class VrfTests
{
    private const string Text = """
        fabric: vrfs
        vrfs: [red, blue]
        nodes:
          leaf1: {}
          leaf2: {}
          spine1: { role: spine }
        links: [leaf1 -- spine1, leaf2 -- spine1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
          lab: { vlan: 20, gateway: 10.1.0.1/24, vrf: red }
          door: { vlan: 30, gateway: 10.1.0.1/24, vrf: blue }
        ports:
          leaf1: { swp1: web, swp2: lab, swp3: door }
        """;

    private static readonly VrfId Red = new(1);
    private static readonly VrfId Blue = new(2);
    private static readonly IpPrefix Far = IpPrefix.Parse("10.1.0.99/32");

    [Fact]
    public void Every_node_has_every_vrf_and_a_sub_interface_of_each_on_every_fabric_port()
    {
        FakeNode spine = new(Plan("spine1"));
        foreach (string port in new[] { "to-leaf1", "to-leaf2" })
        {
            KernelLink parent = Link(spine, port);
            KernelLink red = Link(spine, $"{port}.1");
            Assert.Equal(("vlan", (ushort)3841, parent.Index, parent.Mac, parent.Mtu), (red.Kind, red.VlanId, red.Parent, red.Mac, red.Mtu));
            Assert.True(red.IsUp);
            Assert.Equal(Link(spine, "red").Index, red.Master);
            Assert.Equal("0", spine.Kernel.Settings[$"net/ipv6/conf/{port}.1/accept_dad"]);
            Assert.Equal((ushort)3842, Link(spine, $"{port}.2").VlanId);
        }

        Assert.Equal(1002u, Link(spine, "blue").Table);
        Assert.Contains((Link(spine, "red").Index, spine.Plan.Node.Loopback4), spine.Kernel.AddressRows.Keys);
        Assert.Contains((1001u, new IpPrefix(IpAddress.Ipv6Any, 0), 4_278_198_272u), spine.Kernel.RouteRows.Keys);
        Assert.Equal(
            [new KernelRule(false, 32_765, RouteTableId.Local), new KernelRule(true, 32_765, RouteTableId.Local)],
            spine.Kernel.RuleRows.OrderBy(rule => rule.IsIpv6));
    }

    [Fact]
    public void A_node_without_vrfs_asks_nothing_of_the_kernel()
    {
        FakeNode node = new(TestFabric.Leaf1);
        Assert.DoesNotContain(node.Kernel.LinkRows.Values, link => link.Kind == "vrf" || VrfLinks.TryVrf(link.VlanId, out _));
        Assert.Contains(new KernelRule(false, 0, RouteTableId.Local), node.Kernel.RuleRows);
        Assert.Equal(2, node.Kernel.RuleRows.Count);
    }

    [Fact]
    public void One_address_in_three_vrfs_leaves_by_three_interfaces()
    {
        FakeNode node = Running();
        Assert.Equal(
            [(RouteTableId.Main, "to-spine1"), (1001u, "to-spine1.1"), (1002u, "to-spine1.2")],
            Routes(node).Select(route => (route.Table, OutputOf(node, route))));
        foreach (string name in new[] { "to-spine1", "to-spine1.1", "to-spine1.2" })
        {
            Assert.Equal(TestFabric.Mac(77), node.Kernel.NeighborRows[(node.IndexOf(name), FakeNode.Gateway(0))].Mac);
        }
    }

    [Fact]
    public void Neighbours_and_next_hops_are_there_before_the_routes_that_need_them()
    {
        FakeNode node = new(Plan("leaf1"));
        List<KernelChangeKind> order = [];
        node.Kernel.AfterChange = (change, result) =>
        {
            Assert.True(result.Succeeded);
            order.Add(change.Kind);
        };
        Fill(node);
        node.Apply();
        Assert.Equal(order.Order().ToArray().Length, order.Count);
        Assert.True(order.LastIndexOf(KernelChangeKind.PutNeighbor) < order.IndexOf(KernelChangeKind.CreateNextHop));
        Assert.True(order.LastIndexOf(KernelChangeKind.CreateNextHop) < order.IndexOf(KernelChangeKind.PutRoute));
        Assert.Equal(3, order.Count(kind => kind == KernelChangeKind.PutRoute));
    }

    [Fact]
    public void A_restarted_node_takes_its_vrf_routes_over_and_rewrites_no_neighbour()
    {
        FakeNode after = Running().Restart();
        string[] before = [.. Routes(after).Select(route => $"{route.Table} {OutputOf(after, route)}")];
        Fill(after);
        after.Kernel.AfterChange = (change, _) =>
        {
            Assert.NotEqual(KernelChangeKind.PutNeighbor, change.Kind);
            Assert.Equal(3, Routes(after).Length);
        };
        after.Apply();
        after.Tables.Settled = true;
        after.Apply();
        after.Quiesce();
        Assert.Equal(before, Routes(after).Select(route => $"{route.Table} {OutputOf(after, route)}"));

        // One next hop and one group for each VRF: what the earlier life had is gone.
        Assert.Equal(6, after.Kernel.NextHopRows.Count);
    }

    [Theory]
    [InlineData("to-spine1.1")]
    [InlineData("to-spine1")]
    [InlineData("red")]
    public void What_somebody_deletes_comes_back_with_its_neighbours_and_routes(string name)
    {
        FakeNode node = Running();
        KernelLink port = Link(node, "to-spine1");
        node.Outsider.DeleteLink(name);
        if (name == port.Name)
        {
            node.Outsider.PlugIn(name, port.Mac);
        }

        node.DataPlane.HandleEvents(node.Now);
        node.Quiesce();
        Assert.Equal(Link(node, "red").Index, Link(node, "to-spine1.1").Master);
        Assert.Equal(["to-spine1", "to-spine1.1", "to-spine1.2"], Routes(node).Select(route => OutputOf(node, route)));
        Assert.True(node.Kernel.NeighborRows.ContainsKey((node.IndexOf("to-spine1.1"), FakeNode.Gateway(0))));
        Assert.Contains((node.IndexOf("red"), node.Plan.Node.Loopback4), node.Kernel.AddressRows.Keys);
    }

    [Fact]
    public void A_link_that_flaps_takes_and_brings_the_routes_of_all_vrfs()
    {
        FakeNode node = Running();
        node.Outsider.SetCarrier("to-spine1", false);
        node.DataPlane.HandleEvents(node.Now);
        Assert.Empty(Routes(node));
        node.Outsider.SetCarrier("to-spine1", true);
        node.DataPlane.HandleEvents(node.Now);
        Assert.Equal(["to-spine1", "to-spine1.1", "to-spine1.2"], Routes(node).Select(route => OutputOf(node, route)));
    }

    [Fact]
    public void A_vrf_that_left_the_file_goes_with_its_interfaces_and_one_that_stays_keeps_its_routes()
    {
        FakeNode before = Running();
        FakeNode after = before.Restart(Plan("leaf1", Text.Replace(", blue]", "]").Replace("  door: { vlan: 30, gateway: 10.1.0.1/24, vrf: blue }\n", "").Replace(", swp3: door", "")));
        string[] names = [.. after.Kernel.LinkRows.Values.Select(link => link.Name)];
        Assert.Contains("to-spine1.1", names);
        Assert.DoesNotContain("blue", names);
        Assert.DoesNotContain("to-spine1.2", names);
        Assert.DoesNotContain("vlan30", names);
        Assert.Equal(["to-spine1", "to-spine1.1"], Routes(after).Select(route => OutputOf(after, route)));
        Assert.DoesNotContain(after.Kernel.RouteRows.Keys, key => key.Table == 1002);
    }

    [Fact]
    public void A_vrf_with_another_number_begins_with_an_empty_table()
    {
        FakeNode after = Running().Restart(Plan("leaf1", Text.Replace("[red, blue]", "[blue, red]")));
        Assert.Equal((1001u, 1002u), (Link(after, "blue").Table, Link(after, "red").Table));
        Assert.Equal(Link(after, "blue").Index, Link(after, "to-spine1.1").Master);
        Assert.Equal(["to-spine1"], Routes(after).Select(route => OutputOf(after, route)));
    }

    [Fact]
    public void A_vrf_device_of_somebody_else_is_left_alone()
    {
        FakeKernel kernel = new();
        kernel.AddLink(new KernelLink { Index = 0, Name = "mgmt", Kind = "vrf", Table = 1050, Mtu = 1500 });
        FakeNode node = new(Plan("leaf1"), kernel);
        Assert.Equal(1050u, Link(node, "mgmt").Table);
    }

    [Fact]
    public void A_wrong_tag_under_our_name_is_made_right()
    {
        FakeNode node = Running();
        KernelLink link = Link(node, "to-spine1.1");
        node.Kernel.LinkRows[link.Index] = link with { VlanId = 77 };
        node.DataPlane.Repair(node.Now);
        Assert.Equal((ushort)3841, Link(node, "to-spine1.1").VlanId);
        Assert.Equal("to-spine1.1", OutputOf(node, Routes(node)[1]));
    }

    [Fact]
    public void A_sub_interface_follows_the_mtu_of_its_port()
    {
        FakeNode node = Running();
        KernelLink port = Link(node, "to-spine1");
        node.Kernel.LinkRows[port.Index] = port with { Mtu = 9000 };
        node.DataPlane.Repair(node.Now);
        Assert.Equal(9000, Link(node, "to-spine1.2").Mtu);
    }

    [Fact]
    public void A_kernel_without_vlan_interfaces_is_refused_in_words()
    {
        FakeKernel kernel = new() { Capabilities = KernelCapabilities.Full with { VlanDevices = false } };
        KernelException refused = Assert.Throws<KernelException>(() => new FakeNode(Plan("spine1"), kernel));
        Assert.Equal(Errno.NotSupported, refused.Error);
        Assert.Contains("VLAN interfaces", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_change_behind_eight_thousand_hosts_of_eight_vrfs_writes_a_group_for_each_vrf()
    {
        const int Vrfs = 8;
        const int HostsEach = 1_000;
        NodePlan plan = Many(Vrfs);
        FakeNode node = new(plan);
        node.Tables.NextHopGroups.Set(new NextHopGroupId(100), new NextHopGroupRow([Hop(plan, 0)]));
        for (ushort vrf = 1; vrf <= Vrfs; vrf++)
        {
            node.Tables.NextHopGroups.Set(new NextHopGroupId(vrf), new NextHopGroupRow([Hop(plan, 0), Hop(plan, 1)]) { Vrf = new VrfId(vrf) });
            for (uint host = 0; host < HostsEach; host++)
            {
                node.Tables.Routes.Set(
                    new RouteKey(new VrfId(vrf), IpPrefix.Host(IpAddress.Ipv4(0x0A01_0100 + host))), new RouteRow(new NextHopGroupId(vrf), 100));
            }
        }

        node.Apply();
        Assert.Equal(Vrfs * HostsEach, node.Kernel.RouteRows.Values.Count(route => route.Protocol == RouteProtocol.Weft));
        int written = node.Kernel.Submitted;
        for (ushort vrf = 1; vrf <= Vrfs; vrf++)
        {
            node.Tables.NextHopGroups.Set(new NextHopGroupId(vrf), new NextHopGroupRow([Hop(plan, 1)]) { Vrf = new VrfId(vrf) });
        }

        node.Apply();
        Assert.Equal(Vrfs, node.Kernel.Submitted - written);
    }

    private static NextHop Hop(NodePlan plan, int member) => new(plan.FabricPorts()[member].Index, FakeNode.Gateway(member));

    private static NodePlan Many(int vrfs) => Plan("leaf1", $"""
        fabric: many
        vrfs: [{string.Join(", ", Enumerable.Range(1, vrfs).Select(vrf => $"v{vrf}"))}]
        nodes: [leaf1, leaf2, leaf3]
        links: [leaf1 -- leaf2, leaf1 -- leaf3, leaf2 -- leaf3]
        subnets:
        {string.Join('\n', Enumerable.Range(1, vrfs).Select(vrf => $"  s{vrf}: {{ vlan: {100 + vrf}, gateway: 10.1.0.1/16, vrf: v{vrf} }}"))}
        """);

    private static FakeNode Running()
    {
        FakeNode node = new(Plan("leaf1"));
        Fill(node);
        node.Apply();
        return node;
    }

    /// <summary>The same far address in all three VRFs, behind the same neighbour.</summary>
    private static void Fill(FakeNode node)
    {
        PortIndex port = node.Plan.FabricPorts()[0].Index;
        node.Tables.FabricNeighbors.Set(new FabricNeighborKey(port, FakeNode.Gateway(0)), new FabricNeighborRow(TestFabric.Mac(77)));
        foreach ((uint group, VrfId vrf) in new[] { (1u, VrfId.Default), (2u, Red), (3u, Blue) })
        {
            node.Tables.NextHopGroups.Set(new NextHopGroupId(group), new NextHopGroupRow([Hop(node.Plan, 0)]) { Vrf = vrf });
            node.Tables.Routes.Set(new RouteKey(vrf, Far), new RouteRow(new NextHopGroupId(group), 100));
        }
    }

    private static KernelRoute[] Routes(FakeNode node) =>
        [.. node.Kernel.RouteRows.Values.Where(route => route.Protocol == RouteProtocol.Weft).OrderBy(route => route.Table)];

    private static string OutputOf(FakeNode node, in KernelRoute route)
    {
        uint member = Assert.Single(node.Kernel.NextHopRows[route.NextHopId].Members);
        return node.Kernel.LinkRows[node.Kernel.NextHopRows[member].InterfaceIndex].Name;
    }

    private static KernelLink Link(FakeNode node, string name) => node.Kernel.LinkRows.Values.Single(link => link.Name == name);

    [Fact]
    public void A_leak_stands_in_the_table_of_the_vrf_that_imports_and_leads_out_of_the_other()
    {
        FakeNode node = Running();
        RouteKey near = new(Blue, IpPrefix.Parse("10.7.0.11/32"));
        RouteKey far = new(Blue, IpPrefix.Parse("10.7.0.12/32"));
        SegmentId lab = node.Plan.Segments.Single(segment => segment.Vlan.Value == 20).Id;
        NextHopGroupId group = node.Tables.NextHopGroups.Rows.Single(row => row.Value.Vrf == Red).Key;
        node.Tables.Leaks.Set(near, new LeakRow(default, lab, 10_200));
        node.Tables.Leaks.Set(far, new LeakRow(group, SegmentId.None, 10_200));
        node.Apply();
        Assert.Equal("vlan20", NameOf(Route(near).InterfaceIndex));
        Assert.Equal("to-spine1.1", OutputOf(node, Route(far)));

        // The VRF's own route to the same destination wins, and the leak is there again without it.
        NextHopGroupId own = node.Tables.NextHopGroups.Rows.Single(row => row.Value.Vrf == Blue).Key;
        node.Tables.Routes.Set(far, new RouteRow(own, 100));
        node.Apply();
        Assert.Equal("to-spine1.2", OutputOf(node, Route(far)));
        node.Tables.Routes.Remove(far);
        node.Apply();
        Assert.Equal("to-spine1.1", OutputOf(node, Route(far)));

        node.Tables.Leaks.Remove(near);
        node.Tables.Leaks.Remove(far);
        node.Apply();
        node.Quiesce();
        Assert.DoesNotContain(node.Kernel.RouteRows.Values, route => route.Prefix == near.Prefix || route.Prefix == far.Prefix);

        KernelRoute Route(RouteKey key) =>
            node.Kernel.RouteRows.Values.Single(route => route.Table == RouteTableId.Of(key.Vrf) && route.Prefix == key.Prefix);

        string NameOf(int index) => node.Kernel.LinkRows.Values.Single(link => link.Index == index).Name;
    }

    [Fact]
    public void A_leak_of_a_host_that_moves_here_changes_in_place()
    {
        FakeNode node = Running();
        RouteKey key = new(Blue, IpPrefix.Parse("10.7.0.12/32"));
        NextHopGroupId group = node.Tables.NextHopGroups.Rows.Single(row => row.Value.Vrf == Red).Key;
        node.Tables.Leaks.Set(key, new LeakRow(group, SegmentId.None, 10_200));
        node.Apply();
        List<KernelChangeKind> kinds = [];
        node.Kernel.AfterChange = (change, result) => kinds.Add(change.Kind);
        node.Tables.Leaks.Set(key, new LeakRow(default, node.Plan.Segments.Single(segment => segment.Vlan.Value == 20).Id, 10_200));
        node.Apply();
        Assert.Equal([KernelChangeKind.PutRoute], kinds);
    }

    [Fact]
    public void An_outside_port_is_in_the_vrf_of_its_router_and_leaves_it_with_the_file()
    {
        const string Outside = "fabric: rim\nvrfs: [red]\nnodes: { edge1: { role: edge } }\noutside:\n  core: { as: 65100, edges: [edge1], vrf: red }\n";
        FakeNode node = new(Plan("edge1", Outside));
        KernelLink port = Link(node, "to-core");
        Assert.Equal(Link(node, "red").Index, port.Master);
        Assert.Equal(2, node.Kernel.AddressRows.Keys.Count(row => row.Index == port.Index));

        FakeNode after = new(Plan("edge1", Outside.Replace(", vrf: red", string.Empty, StringComparison.Ordinal)), node.Kernel);
        Assert.Equal(0, Link(after, "to-core").Master);
    }

    private static NodePlan Plan(string node, string text = Text)
    {
        FabricLoad load = FabricFile.Load(text);
        return NodePlanner.Derive(load.Fabric ?? throw new InvalidOperationException(string.Join("; ", load.Faults)), node);
    }
}
