using Weft.Testing;
using Weft.Wire;

namespace Weft.Model.Tests;

/// <summary>The fabrics that come with the project, and what is derived from them.</summary>
public sealed class ExampleFabricTests
{
    public static TheoryData<string> Names => new("one-rack", "two-dc", "campus", "ring", "twin", "policy", "deck", "racks", "three-tier", "guarded", "tenants");

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_loads_without_faults_and_every_node_has_a_plan(string name)
    {
        Fabric fabric = ExampleFabrics.Load(name);
        Assert.Equal(name, fabric.Name);
        foreach (FabricNode node in fabric.Nodes)
        {
            NodePlan plan = NodePlanner.Derive(fabric, node.Name);
            Assert.Equal(node.Ports.Select(port => port.Name), plan.Ports.Select(port => port.Name));
            Assert.Equal(plan.Segments.Select(segment => segment.Id).Order(), plan.Segments.Select(segment => segment.Id));
            Assert.All(plan.Ports, port => Assert.All(port.Segments, carried => Assert.NotNull(plan.FindSegment(carried.Segment))));
        }
    }

    [Fact]
    public void No_example_is_without_a_test() =>
        Assert.Equal(Names.Select(row => row.Data).Order(), ExampleFabrics.Paths.Select(path => Path.GetFileNameWithoutExtension(path)!).Order());

    [Fact]
    public void Two_dc_has_no_trunk_and_no_vlan_tag_so_that_a_kernel_without_vlans_can_run_it()
    {
        Fabric fabric = ExampleFabrics.Load("two-dc");
        foreach (FabricNode node in fabric.Nodes)
        {
            Assert.All(NodePlanner.Derive(fabric, node.Name).Ports, port => Assert.All(port.Segments, carried => Assert.False(carried.Tag.IsTagged)));
        }
    }

    [Theory]
    [InlineData("vm-a", "10.1.0.11/24", "2001:db8:1::11/64", "leaf1:swp1")]
    [InlineData("vm-b", "10.1.0.12/24", "2001:db8:1::12/64", "leaf2:swp1")]
    [InlineData("vm-c", "10.2.0.11/24", "2001:db8:2::11/64", "leaf1:swp2")]
    [InlineData("vm-d", "10.1.0.13/24", "2001:db8:1::13/64", "leaf3:swp1")]
    [InlineData("vm-g", "10.1.0.14/24", "2001:db8:1::14/64", "leaf4:swp5")]
    public void Host_addresses_are_derived_from_the_position(string name, string ipv4, string ipv6, string at)
    {
        FabricHost host = ExampleFabrics.Load("two-dc").FindHost(name)!;
        Assert.Equal([ipv4, ipv6], host.Addresses.Select(address => address.ToString()));
        Assert.Equal(at, host.At.ToString());
    }

    [Fact]
    public void Addresses_that_the_example_mentions_in_comments_are_those_that_are_derived()
    {
        Fabric fabric = ExampleFabrics.Load("two-dc");
        string[] lines = [.. Repository.Read("fabrics/two-dc.yaml").Split('\n').Where(line => line.Contains("at: leaf", StringComparison.Ordinal))];
        Assert.Equal(fabric.Hosts.Length, lines.Length);
        Assert.All(lines, line =>
        {
            string name = line[..line.IndexOf(':', StringComparison.Ordinal)].Trim();
            string comment = line[(line.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(';')[0].Trim();
            Assert.Equal(comment, string.Join(", ", fabric.FindHost(name)!.Addresses.Select(address => address.Address)));
        });
    }

    [Fact]
    public void The_fabric_of_the_readme_is_the_smallest_example()
    {
        string readme = Repository.Read("README.md");
        string block = readme[readme.IndexOf("fabric: one-rack", StringComparison.Ordinal)..];
        Assert.EndsWith(block[..block.IndexOf("```", StringComparison.Ordinal)], Repository.Read("fabrics/one-rack.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Identifiers_of_nodes_and_hosts_are_derived_from_the_position()
    {
        Fabric fabric = ExampleFabrics.Load("two-dc");
        FabricNode leaf4 = fabric.FindNode("leaf4")!;
        Assert.Equal("0000.0000.0004", leaf4.SystemId.ToString());
        Assert.Equal("10.255.0.4", leaf4.Loopback4.ToString());
        Assert.Equal("fd57:6566:74ff::4", leaf4.Loopback6.ToString());
        Assert.Equal("02:57:46:00:00:02", fabric.FindHost("vm-b")!.Mac.ToString());
        Assert.Equal(["to-spine2", "swp1", "swp3", "swp5", "swp6", "swp7", "swp2"], leaf4.Ports.Select(port => port.Name));
    }

    [Fact]
    public void Home_and_backup_sites_advertise_at_different_metrics()
    {
        Fabric fabric = ExampleFabrics.Load("two-dc");
        Assert.Equal([10u, 1000u, 10u], NodePlanner.Derive(fabric, "leaf1").Segments.Select(segment => segment.PrefixMetric!.Value));
        Assert.Equal([1000u, 10u], NodePlanner.Derive(fabric, "leaf4").Segments.Select(segment => segment.PrefixMetric!.Value));
    }

    [Fact]
    public void A_bridged_subnet_is_one_segment_in_its_site_and_a_routed_one_is_one_per_leaf()
    {
        Fabric fabric = ExampleFabrics.Load("two-dc");
        NodePlan leaf1 = NodePlanner.Derive(fabric, "leaf1");
        NodePlan leaf2 = NodePlanner.Derive(fabric, "leaf2");
        SegmentId storage = SegmentId.Bridged(3, 1);
        Assert.Equal(storage, leaf1.FindPort("to-leaf2")!.SegmentOf(VlanId.Untagged));
        Assert.Equal(storage, leaf2.FindPort("swp4")!.SegmentOf(VlanId.Untagged));
        Assert.NotEqual(leaf1.FindPort("swp1")!.SegmentOf(VlanId.Untagged), leaf2.FindPort("swp1")!.SegmentOf(VlanId.Untagged));
        Assert.Equal("vlan30", leaf1.FindSegment(storage)!.Interface);
        Assert.Null(NodePlanner.Derive(fabric, "leaf3").FindSegment(storage));
    }

    [Fact]
    public void A_foreign_host_may_live_behind_the_port_that_allows_it()
    {
        PortPlan port = NodePlanner.Derive(ExampleFabrics.Load("two-dc"), "leaf4").FindPort("swp5")!;
        Assert.Equal("web", Assert.Single(port.Foreign).Name);
        Assert.Equal(PortKind.Access, port.Kind);
    }

    [Fact]
    public void Trunks_are_tagged_and_links_between_switches_only_when_they_carry_several_subnets()
    {
        Fabric fabric = ExampleFabrics.Load("campus");
        NodePlan leaf = NodePlanner.Derive(fabric, "s-leaf1");
        Assert.Equal([100, 110, 300], leaf.FindPort("swp1")!.Segments.Select(segment => (int)segment.Tag.Value));
        Assert.Equal([300, 310], leaf.FindPort("to-s-leaf2")!.Segments.Select(segment => (int)segment.Tag.Value));
        Assert.Equal([0], leaf.FindPort("swp2")!.Segments.Select(segment => (int)segment.Tag.Value));
    }

    [Fact]
    public void Links_between_sites_cost_more_and_an_entry_with_lists_joins_each_to_each()
    {
        Fabric fabric = ExampleFabrics.Load("campus");
        Assert.Equal(100u, fabric.Links.Single(link => link.Name == "n-edge-s-edge").Metric);
        Assert.Equal(10u, fabric.Links.Single(link => link.Name == "n-leaf3-n-spine2").Metric);
        Assert.Equal(8, fabric.Links.Count(link => link.Name.Contains("spine", StringComparison.Ordinal)));
        Assert.Equal(3, fabric.Links.Count(link => link.IsInterconnect));
    }

    [Fact]
    public void An_outside_router_gets_links_sessions_and_a_client_with_addresses()
    {
        OutsideRouter core = Assert.Single(ExampleFabrics.Load("two-dc").Outside);
        Assert.Equal(["edge1:to-core", "edge2:to-core"], core.Sessions.Select(session => session.Edge.ToString()));
        Assert.Equal(["to-edge1", "to-edge2"], core.Sessions.Select(session => session.RouterPort));
        Assert.Equal(["198.18.2.1/30", "fd57:6566:7400:2::1/64"], core.Sessions[1].EdgeAddresses.Select(address => address.ToString()));
        Assert.Equal(["198.18.2.2/30", "fd57:6566:7400:2::2/64"], core.Sessions[1].RouterAddresses.Select(address => address.ToString()));
        OutsideClient ext = Assert.Single(core.Clients);
        Assert.Equal(["198.19.1.10/24", "fd57:6566:7401:1::10/64"], ext.Addresses.Select(address => address.ToString()));
        Assert.Equal(["198.19.1.1/24", "fd57:6566:7401:1::1/64"], ext.RouterAddresses.Select(address => address.ToString()));
    }
}
