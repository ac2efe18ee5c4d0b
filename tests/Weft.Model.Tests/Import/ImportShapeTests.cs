using Weft.Wire;

namespace Weft.Model.Tests;

/// <summary>What becomes of the parts of a topology.</summary>
public sealed class ImportShapeTests
{
    [Theory]
    [InlineData("- a-b")]
    [InlineData("- [ a, b ]")]
    [InlineData("- { a: , b: }")]
    [InlineData("- interfaces: [ a, { node: b } ]")]
    [InlineData("- { group: g, members: [ a-b ] }")]
    [InlineData("- { group: g, members: [ { a: , b: } ], isis.metric: 10 }")]
    [InlineData("- { a: { ospf: { cost: 10 } }, b: { ospf.cost: 10 } }")]
    public void Every_form_of_a_netlab_link_is_the_same_link(string link)
    {
        FabricLink found = Assert.Single(ImportExamples.Fabric($"nodes: [a, b]\nlinks:\n{link}\n").Links);
        Assert.Equal(("a", "b", 10u), (found.A.Node, found.B.Node, found.Metric));
    }

    [Theory]
    [InlineData("nodes: [a, b]")]
    [InlineData("nodes: { a: , b: }")]
    [InlineData("nodes: [ { name: a }, b ]")]
    [InlineData("groups: { _auto_create: True, g: [ a, b ] }")]
    [InlineData("groups: { g: { _auto_create: true, members: [ a, b ] } }")]
    public void Every_form_of_netlab_nodes_is_the_same_nodes(string nodes) =>
        Assert.Equal(["a", "b"], ImportExamples.Fabric($"{nodes}\nlinks: [ a-b ]\n").Nodes.Select(node => node.Name));

    [Theory]
    [InlineData("links: { fabric: [ a-b ], more: { x: [ a-b ] } }", 2)]
    [InlineData("links: { one: a-b, two: { a: , b: } }", 2)]
    [InlineData("links: [ { lag: { members: [ a-b, b-a ], mlag.peergroup: true } } ]", 2)]
    [InlineData("links: [ a-b, a-b ]", 2)]
    [InlineData("links: [ { a: , b: , disable: true } ]", 0)]
    [InlineData("links: [ a-b ]\nvlans: { v: { id: 5, links: [ a-b ] } }", 2)]
    public void Links_may_stand_in_sections_and_below_VLANs(string links, int count) =>
        Assert.Equal(count, TopologyImport.Import($"nodes: [a, b]\n{links}\n").Fabric!.Links.Length);

    [Theory]
    [InlineData("endpoints: [\"a:eth1\", \"b:eth1\"]")]
    [InlineData("{ type: veth, endpoints: [ { node: a, interface: eth1 }, { node: b, interface: eth1 } ] }")]
    [InlineData("{ endpoints: [ a:eth1, { node: b, interface: eth1 } ] }")]
    public void Every_form_of_a_containerlab_link_is_the_same_link(string link)
    {
        FabricLink found = Assert.Single(ImportExamples.Fabric($"topology:\n  nodes: {{ a: {{ kind: ceos }}, b: {{ kind: ceos }} }}\n  links:\n    - {link}\n").Links);
        Assert.Equal((new LinkEnd("a", "eth1"), new LinkEnd("b", "eth1")), (found.A, found.B));
    }

    [Theory]
    [InlineData("a: { kind: ceos, group: spine }", NodeRole.Spine)]
    [InlineData("a: { kind: ceos, labels: { role: BorderLeaf } }", NodeRole.Edge)]
    [InlineData("a: { kind: ceos, labels: { role: leaf }, group: spine }", NodeRole.Leaf)]
    [InlineData("dc1-spine2: { kind: ceos }", NodeRole.Spine)]
    [InlineData("a: { kind: linux, image: frr, group: core }", NodeRole.Spine)]
    [InlineData("a: { kind: linux, group: spine }", NodeRole.Spine)]
    [InlineData("a: { kind: ceos }", NodeRole.Leaf)]
    public void A_role_comes_from_labels_then_groups_then_names(string node, NodeRole role) =>
        Assert.Equal(role, Assert.Single(ImportExamples.Fabric($"topology: {{ nodes: {{ {node} }} }}").Nodes).Role);

    [Fact]
    public void Kinds_groups_and_defaults_give_what_a_node_does_not_say()
    {
        Fabric fabric = ImportExamples.Fabric(
            """
            topology:
              defaults: { kind: ceos, labels: { site: one } }
              kinds: { ceos: { group: leafs }, xrd: { labels: { role: edge } } }
              groups: { leafs: { labels: { site: two } }, far: { kind: xrd, labels: { site: three } } }
              nodes: { a: , b: { group: far }, c: { labels: { site: four } } }
              links: [ { endpoints: [a:e1, b:e1] }, { endpoints: [c:e1, b:e2] } ]
            """);
        Assert.Equal([("two", NodeRole.Leaf), ("three", NodeRole.Edge), ("four", NodeRole.Leaf)], fabric.Nodes.Select(node => (node.Site.Name, node.Role)));
    }

    [Fact]
    public void What_is_linked_to_a_switch_outweighs_what_its_name_says()
    {
        TopologyImportResult result = TopologyImport.Import("nodes: { spine1: , h: { role: host }, leaf1: , isp: { bgp.as: 7 } }\nlinks: [ spine1-h, leaf1-isp, leaf1-spine1 ]\n");
        Assert.Equal([NodeRole.Leaf, NodeRole.Edge], result.Fabric!.Nodes.Select(node => node.Role));
        Assert.Equal(2, result.Notes.Count(note => note.Why.Contains("although its name says", StringComparison.Ordinal)));
        Assert.Equal(7u, Assert.Single(result.Fabric.Outside).AsNumber);
    }

    [Theory]
    [InlineData("dc1-leaf1", "leaf2-dc2", "dc1", "dc2")]
    [InlineData("site-east-leaf1", "site-west-leaf1", "site-east", "site-west")]
    [InlineData("pop7sw", "Region9Core", "pop7", "region9")]
    public void Names_tell_sites(string first, string second, string one, string two) =>
        Assert.Equal([one, two], ImportExamples.Fabric($"nodes: [{first}, {second}]\nlinks: [[{first}, {second}]]\n").Nodes.Select(node => node.Site.Name));

    [Fact]
    public void Groups_that_share_no_switch_and_have_all_are_sites_where_no_word_speaks_of_sites()
    {
        const string Text = "nodes: [a, b, c]\nlinks: [a-b, b-c]\ngroups: { west: [a, b], east: [c], leafs: [a, c]";
        Assert.Equal(["west", "east"], ImportExamples.Fabric($"{Text} }}\n").Sites.Select(site => site.Name));
        Assert.Single(ImportExamples.Fabric($"{Text}, both: [b, c] }}\n").Sites);
    }

    [Fact]
    public void Hosts_with_addresses_of_one_prefix_share_a_subnet_whose_gateway_is_their_router()
    {
        Fabric fabric = ImportExamples.Fabric(
            """
            topology:
              nodes:
                leaf1: { kind: ceos }
                leaf2: { kind: ceos }
                a: { kind: linux, exec: [ip addr add 10.5.0.7/24 dev eth1, ip route add default via 10.5.0.9] }
                b: { kind: linux, exec: ["sh -c 'ip a a 10.5.0.8/24 dev eth1'"] }
                c: { kind: linux }
              links:
                - { endpoints: [leaf1:e1, leaf2:e1] }
                - { endpoints: [leaf1:e2, a:eth1] }
                - { endpoints: [leaf2:e2, b:eth1] }
                - { endpoints: [leaf2:e3, c:eth1] }
            """);
        Assert.Equal(["lan1", "lan1", "hosts"], fabric.Hosts.Select(host => host.Subnet.Name));
        Assert.Equal("10.5.0.9/24", Assert.Single(fabric.Subnets[0].Gateways).ToString());
        Assert.Equal(IpAddress.Parse("10.5.0.8"), Assert.Single(fabric.Hosts[1].Addresses).Address);
    }

    [Fact]
    public void A_gateway_is_never_an_address_that_a_host_has()
    {
        Fabric fabric = ImportExamples.Fabric("nodes: { r: , h: { role: host } }\nlinks: [ { r: , h: { ipv4: 10.0.0.1/24 } } ]\n");
        Assert.Equal("10.0.0.2/24", Assert.Single(fabric.Subnets[0].Gateways).ToString());
    }

    [Theory]
    [InlineData("gateway.id: 254", "10.0.0.254/24")]
    [InlineData("gateway.id: -2", "10.0.0.254/24")]
    [InlineData("gateway.id: 0", "10.0.0.1/24")]
    [InlineData("gateway.ipv4: 10.0.0.77", "10.0.0.77/24")]
    [InlineData("gateway: true", "10.0.0.1/24")]
    public void A_gateway_is_a_number_from_either_end_or_an_address(string gateway, string address) =>
        Assert.Equal(address, Assert.Single(ImportExamples.Fabric($"nodes: [r]\nlinks: [ {{ r: , prefix: 10.0.0.0/24, {gateway} }} ]\n").Subnets[0].Gateways).ToString());

    [Fact]
    public void VRFs_carry_over_with_what_they_import_and_export()
    {
        Fabric fabric = ImportExamples.Fabric(
            "nodes: [r]\nvrfs: { red: { import: [red, blue] }, blue: { export: [blue, green] }, green: , a-very-long-name-of-a-vrf: }\n"
            + "vlans: { x: { id: 10, vrf: red }, y: { id: 20, vrf: blue }, z: { id: 30, vrf: green } }\n");
        Assert.Equal(["default", "red", "blue", "green", "a-very-long-nam"], fabric.Vrfs.Select(vrf => vrf.Name));
        Assert.Equal([(1, 2), (3, 2)], fabric.Imports.Select(import => ((int)import.Into.Value, (int)import.From.Value)));
    }

    [Fact]
    public void A_loopback_never_lies_in_a_subnet()
    {
        Fabric fabric = ImportExamples.Fabric("nodes: { r: { loopback.ipv4: 10.1.1.1/32 }, s: , h: { role: host } }\nlinks: [ r-s, { r: , h: , prefix: 10.0.0.0/8 } ]\n");
        Assert.Equal(["100.127.0.1", "100.127.0.2"], fabric.Nodes.Select(node => node.Loopback4.ToString()));
    }

    [Fact]
    public void VLANs_that_clash_or_are_too_high_get_others()
    {
        Fabric fabric = ImportExamples.Fabric("nodes: [r]\nvlan.start_vlan_id: 4090\nvrfs: { red: }\nvlans: { a: { id: 10 }, b: { id: 10 }, c: { id: 4095 }, d: { id: 3900, vrf: red } }\n");
        Assert.Equal([10, 3840, 1, 2], fabric.Subnets.Select(subnet => (int)subnet.Vlan.Value));
    }
}
