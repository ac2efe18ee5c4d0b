using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>What VRFs have of each other: by a rule, and nothing without one.</summary>
public sealed class VrfLeakTests
{
    private const string Rules = """
        vrfs:
          red: { import: { default: [10.1.0.0/24] } }
          blue: {}
          default: { import: { red: all } }
        """;

    private static readonly VrfId Red = new(1);

    [Fact]
    public void Nothing_leaks_without_a_rule()
    {
        NodeWorld world = Settle("vrfs: [red, blue]");
        Assert.All(world.Nodes.Values, node => Assert.Equal(0, node.Switch.Tables.Leaks.Count));
    }

    [Fact]
    public void A_rule_brings_subnets_and_hosts_within_it_and_nothing_else()
    {
        NodeWorld world = Settle(Rules);
        Assert.Equal(
            ["0 10.2.0.0/24", "0 10.2.0.11/32", "0 10.2.0.12/32", "1 10.1.0.0/24", "1 10.1.0.11/32"],
            Leaks(world, "leaf1"));
        Assert.Equal(
            ["0 10.2.0.0/24", "0 10.2.0.11/32", "0 10.2.0.12/32", "1 10.1.0.0/24", "1 10.1.0.11/32"],
            Leaks(world, "spine1"));
    }

    [Fact]
    public void What_is_attached_here_leads_to_its_segment_and_the_rest_to_the_next_hops_of_its_own_vrf()
    {
        NodeWorld world = Settle(Rules);
        NodeTables leaf = world.Nodes["leaf1"].Switch.Tables;
        SegmentId web = world.Nodes["leaf1"].Plan.Segments.Single(segment => segment.Vlan.Value == 10).Id;
        Assert.Equal(web, leaf.Leaks.Rows[Key(Red, "10.1.0.11/32")].Segment);
        Assert.Equal(web, leaf.Leaks.Rows[Key(Red, "10.1.0.0/24")].Segment);

        LeakRow far = leaf.Leaks.Rows[Key(VrfId.Default, "10.2.0.12/32")];
        Assert.Equal(SegmentId.None, far.Segment);
        Assert.Equal(Red, leaf.NextHopGroups.Rows[far.Group].Vrf);
        Assert.Equal(leaf.Routes.Rows[Key(Red, "10.2.0.12/32")].Group, far.Group);
        Assert.DoesNotContain(far.Metric, RouteMetrics.Announced);
    }

    [Fact]
    public void A_host_that_moves_is_followed_in_every_vrf_that_imports_it()
    {
        NodeWorld world = Settle(Rules);
        NodeTables first = world.Nodes["leaf1"].Switch.Tables;
        NodeTables second = world.Nodes["leaf2"].Switch.Tables;
        RouteKey key = Key(Red, "10.1.0.11/32");
        WorldHost host = world.Hosts["web-1"];
        (host.Node, host.Port) = ("leaf2", "swp1");
        world.Announce(host);
        world.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal(SegmentId.None, first.Leaks.Rows[key].Segment);
        Assert.Equal(first.Routes.Rows[Key(VrfId.Default, "10.1.0.11/32")].Group, first.Leaks.Rows[key].Group);
        Assert.NotEqual(SegmentId.None, second.Leaks.Rows[key].Segment);
    }

    [Fact]
    public void A_host_that_goes_takes_its_leak_along()
    {
        NodeWorld world = Settle(Rules);
        world.Cut("leaf2", "spine1");
        world.Run(TimeSpan.FromSeconds(5));
        Assert.DoesNotContain("0 10.2.0.12/32", Leaks(world, "leaf1"));
        Assert.DoesNotContain("0 10.2.0.12/32", Leaks(world, "spine1"));
        Assert.Contains("0 10.2.0.12/32", Leaks(world, "leaf2"));
    }

    [Fact]
    public void Addresses_of_a_vrfs_own_subnets_and_of_nodes_are_never_brought_in()
    {
        // Blue has 10.3.0.0/24 itself; red has an outside prefix within it.
        NodeWorld world = Settle("""
            vrfs:
              red: {}
              blue: { import: { red: [10.0.0.0/8, 198.51.100.0/24] } }
            """);
        world.Nodes["leaf2"].Switch.Isis.AdvertisePrefix(world.Now, Red, IpPrefix.Parse("10.3.0.99/32"), 10);
        world.Nodes["leaf2"].Switch.Isis.AdvertisePrefix(world.Now, Red, IpPrefix.Parse("198.51.100.0/25"), 10);
        world.Nodes["leaf2"].Switch.Isis.AdvertisePrefix(world.Now, Red, IpPrefix.Parse("10.255.0.1/32"), 10);
        world.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(["2 10.2.0.0/24", "2 10.2.0.11/32", "2 10.2.0.12/32", "2 198.51.100.0/25"], Leaks(world, "spine1"));
    }

    private static string[] Leaks(NodeWorld world, string node) =>
        [.. world.Nodes[node].Switch.Tables.Leaks.Rows.Keys.Select(key => $"{key.Vrf} {key.Prefix}").Order(StringComparer.Ordinal)];

    private static RouteKey Key(VrfId vrf, string prefix) => new(vrf, IpPrefix.Parse(prefix));

    private static NodeWorld Settle(string vrfs)
    {
        NodeWorld world = new(FabricFile.Load($$"""
            fabric: leaks
            {{vrfs}}
            nodes:
              leaf1: {}
              leaf2: {}
              spine1: { role: spine }
            links: ["leaf1, leaf2 -- spine1"]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              far: { vlan: 11, gateway: 10.9.0.1/24 }
              lab: { vlan: 20, gateway: 10.2.0.1/24, vrf: red }
              door: { vlan: 30, gateway: 10.3.0.1/24, vrf: blue }
            ports:
              leaf2: { swp1: web }
            hosts:
              web-1: { at: leaf1:swp1, subnet: web }
              far-1: { at: leaf1:swp2, subnet: far }
              lab-1: { at: leaf1:swp3, subnet: lab }
              lab-2: { at: leaf2:swp3, subnet: lab }
              door-1: { at: leaf2:swp4, subnet: door }
            """));
        world.Settle();
        return world;
    }
}
