using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class SetupTests
{
    [Fact]
    public void Plain_bridges_are_the_routed_interfaces_and_hold_their_ports()
    {
        FakeNode node = new(TestFabric.Leaf1, new DataPlaneOptions { Bridges = BridgeDriverChoice.Plain });
        KernelLink bridge = node.Kernel.LinkRows[node.IndexOf("vlan10")];
        Assert.Equal("bridge", bridge.Kind);
        Assert.True(bridge.IsUp);
        Assert.Equal(BridgeMac.Of(node.Plan.Node), bridge.Mac);
        Assert.Equal(bridge.Index, node.Kernel.LinkRows[node.IndexOf("swp1")].Master);
        Assert.Equal(node.IndexOf("vlan20"), node.Kernel.LinkRows[node.IndexOf("swp3")].Master);
    }

    [Fact]
    public void A_vlan_aware_bridge_holds_all_ports_and_a_vlan_device_for_each_segment()
    {
        FakeNode node = new(TestFabric.Leaf1, new DataPlaneOptions { Bridges = BridgeDriverChoice.VlanAware });
        int bridge = node.IndexOf("br0");
        Assert.True(node.Kernel.LinkRows[bridge].VlanFiltering);
        Assert.Equal(bridge, node.Kernel.LinkRows[node.IndexOf("swp1")].Master);
        KernelLink routed = node.Kernel.LinkRows[node.IndexOf("vlan20")];
        Assert.Equal(("vlan", bridge, (ushort)20), (routed.Kind, routed.Parent, routed.VlanId));
        Assert.Contains(new KernelBridgeVlan(bridge, 20, Untagged: false, OnBridge: true), node.Kernel.BridgeVlans);
        Assert.Contains(new KernelBridgeVlan(node.IndexOf("swp3"), 20, Untagged: true, OnBridge: false), node.Kernel.BridgeVlans);
    }

    [Theory]
    [InlineData(BridgeDriverChoice.Plain, "vlan10", 0)]
    [InlineData(BridgeDriverChoice.VlanAware, "br0", 10)]
    public void Both_virtual_macs_terminate_at_the_bridge(BridgeDriverChoice choice, string bridge, int vlan)
    {
        FakeNode node = new(TestFabric.Leaf1, new DataPlaneOptions { Bridges = choice });
        Subnet web = node.Plan.FindSegment(node.Plan.Segment(10))!.Subnet;
        foreach (MacAddress mac in new[] { web.GatewayMac4, web.GatewayMac6 })
        {
            KernelForwarding entry = node.Kernel.ForwardingRows[(node.IndexOf(bridge), mac, (ushort)vlan)];
            Assert.True(entry.OnBridge);
            Assert.Equal(NeighborState.Permanent, entry.State);
        }
    }

    [Fact]
    public void Room_is_made_at_a_port_that_came_before_it_is_bridged()
    {
        RecordingRoom room = new();
        FakeNode node = new(TestFabric.Leaf1, new DataPlaneOptions { Room = room });
        node.Outsider.DeleteLink("swp1");
        node.DataPlane.HandleEvents(node.Now);
        room.Kernel = node.Kernel;
        node.Outsider.PlugIn("swp1", TestFabric.Mac(0xF077));
        node.DataPlane.HandleEvents(node.Now);
        Assert.NotEqual(0, node.Kernel.LinkRows[node.IndexOf("swp1")].Master);
        Assert.Equal(0, room.Seen.First(link => link.Name == "swp1").Master);
    }

    [Fact]
    public void Gateways_are_on_the_routed_interface_without_duplicate_detection()
    {
        FakeNode node = new(TestFabric.Leaf1);
        int index = node.IndexOf("vlan10");
        Assert.Equal(24, node.Kernel.AddressRows[(index, TestFabric.Ip("10.1.0.1"))].PrefixLength);
        KernelAddress address = node.Kernel.AddressRows[(index, TestFabric.Ip("2001:db8:1::1"))];
        Assert.Equal(KernelAddressFlags.NoDuplicateDetection, address.Flags);
        Subnet web = node.Plan.FindSegment(node.Plan.Segment(10))!.Subnet;
        Assert.Contains((index, web.GatewayLinkLocal), node.Kernel.AddressRows.Keys);
    }

    [Fact]
    public void A_port_for_foreign_hosts_brings_their_gateway_without_a_connected_route()
    {
        FakeNode node = new(TestFabric.Leaf2);
        KernelAddress foreign = node.Kernel.AddressRows[(node.IndexOf("vlan20"), TestFabric.Ip("10.1.0.1"))];
        Assert.True(foreign.Flags.HasFlag(KernelAddressFlags.NoPrefixRoute));
        Subnet web = node.Plan.FindSegment(node.Plan.Segment(10))!.Subnet;
        Assert.Contains(node.Kernel.ForwardingRows.Values, entry => entry.Mac == web.GatewayMac4 && entry.VlanId == 20);
    }

    [Fact]
    public void Loopbacks_and_outside_addresses_are_set()
    {
        FakeNode node = new(TestFabric.Edge1);
        Assert.Contains((1, node.Plan.Node.Loopback4), node.Kernel.AddressRows.Keys);
        Assert.Contains((1, node.Plan.Node.Loopback6), node.Kernel.AddressRows.Keys);
        PortPlan outside = node.Plan.Ports.Single(port => port.Kind == PortKind.Outside);
        Assert.All(outside.Addresses, address => Assert.Contains((node.IndexOf(outside.Name), address.Address), node.Kernel.AddressRows.Keys));
    }

    [Fact]
    public void Preparing_twice_leaves_the_kernel_as_it_was()
    {
        FakeNode node = new(TestFabric.Leaf1);
        KernelLink[] links = [.. node.Kernel.LinkRows.Values];
        KernelAddress[] addresses = [.. node.Kernel.AddressRows.Values];
        node.DataPlane.Prepare();
        Assert.Equal(links, node.Kernel.LinkRows.Values);
        Assert.Equal(addresses, node.Kernel.AddressRows.Values);
    }

    [Fact]
    public void Forwarding_is_on_and_what_would_harm_is_off()
    {
        FakeNode node = new(TestFabric.Leaf1);
        Assert.Equal("1", node.Kernel.Settings["net/ipv4/ip_forward"]);
        Assert.Equal("1", node.Kernel.Settings["net/ipv6/conf/all/forwarding"]);
        Assert.Equal("0", node.Kernel.Settings["net/ipv4/conf/vlan10/send_redirects"]);
        Assert.Equal("1", node.Kernel.Settings["net/ipv4/conf/vlan10/proxy_arp"]);
        Assert.Equal("1", node.Kernel.Settings["net/ipv6/conf/swp1/disable_ipv6"]);
        Assert.Equal("0", node.Kernel.Settings[$"net/ipv6/conf/{node.Plan.FabricPorts()[0].Name}/accept_dad"]);
    }

    [Fact]
    public void An_interface_of_the_same_name_but_another_kind_is_refused()
    {
        FakeKernel kernel = new();
        kernel.AddLink(new KernelLink { Index = 0, Name = "vlan10", Kind = "veth" });
        KernelDataPlane dataPlane = new(
            TestFabric.Leaf1, kernel, new FakeFilterSets(), new RecordingEvents(), new DataPlaneOptions { Bridges = BridgeDriverChoice.Plain });
        KernelException refused = Assert.Throws<KernelException>(dataPlane.Prepare);
        Assert.Equal(Errno.Exists, refused.Error);
    }
}
