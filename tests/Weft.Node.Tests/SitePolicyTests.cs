using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>Hosts that other sites reach by their subnet's prefix: their routes go, and no packet goes another way than with them.</summary>
public sealed class SitePolicyTests
{
    private static readonly RouteKey A = Key("10.1.0.11/32");
    private static readonly RouteKey C = Key("10.3.0.11/32");

    [Fact]
    public void Nodes_of_other_sites_follow_the_prefix_to_hosts_at_home_and_leaves_that_have_the_subnet_do_not()
    {
        NodeWorld world = Settle("moved");
        Assert.Equal(["edge1", "leaf2", "leaf3"], NodesWith(world, A));
        Assert.Equal(["edge1", "leaf2"], NodesWith(world, C));
        Assert.All(new[] { "edge2", "edge3" }, node => Assert.True(world.Nodes[node].Switch.FollowsHome(new HostKey(VrfId.Default, A.Prefix.Address))));
        Assert.Equal("leaf3 edge2 edge1 leaf1 =", world.PathFrom("leaf3", "10.3.0.11"));
        Assert.Equal("edge3 edge2 edge1 leaf1 =", world.PathFrom("edge3", "10.1.0.11"));
    }

    [Fact]
    public void A_listed_host_and_one_of_a_subnet_without_home_keep_their_routes()
    {
        NodeWorld world = Settle("{ only: 10.3.0.0/24 }");
        Assert.Equal(["edge1", "leaf2", "leaf3"], NodesWith(world, A));
        Assert.Equal(["edge1", "edge2", "edge3", "leaf2", "leaf3"], NodesWith(world, C));
        Assert.Equal(["edge1", "edge2", "edge3", "leaf2", "leaf3"], NodesWith(world, Key("10.4.0.11/32")));
    }

    [Fact]
    public void A_host_that_leaves_its_home_has_a_route_everywhere_at_once_and_loses_it_when_it_is_back()
    {
        NodeWorld world = Settle("moved");
        Move(world, "a", "leaf3", "swp9");
        Assert.Equal(["edge1", "edge2", "edge3", "leaf1", "leaf2"], NodesWith(world, A));
        Assert.Equal("edge3 edge2 leaf3 =", world.PathFrom("edge3", "10.1.0.11"));

        Move(world, "a", "leaf2", "swp9");
        Assert.Equal(["edge1", "leaf1", "leaf3"], NodesWith(world, A));
        Assert.Equal("edge3 edge2 edge1 leaf2 =", world.PathFrom("edge3", "10.1.0.11"));
    }

    [Fact]
    public void A_host_keeps_its_route_where_the_prefix_would_lead_another_way()
    {
        // A second way into the site, straight to leaf2: from edge2 the prefix leads both ways, and only one of them is the shortest to leaf1.
        NodeWorld world = Settle("moved", ", { ends: edge3 -- leaf2, metric: 10 }");
        Assert.Contains("edge2", NodesWith(world, A));
        Assert.DoesNotContain("edge2", NodesWith(world, Key("10.1.0.12/32")));
        Assert.Equal("edge3 leaf2 =", world.PathFrom("edge3", "10.1.0.12"));

        world.Cut("edge3", "leaf2");
        world.Run(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain("edge2", NodesWith(world, A));
        Assert.Equal("edge3 edge2 edge1 leaf1 =", world.PathFrom("edge3", "10.1.0.11"));
    }

    [Fact]
    public void Without_its_prefix_a_host_has_its_own_route_again()
    {
        NodeWorld world = Settle("moved");
        world.Nodes["edge2"].Switch.Isis.AdvertisePrefix(world.Now, VrfId.Default, IpPrefix.Parse("10.1.0.8/29"), 10);
        world.Run(TimeSpan.FromSeconds(2));
        Assert.Contains("edge3", NodesWith(world, A));
    }

    [Fact]
    public void The_way_of_every_packet_is_the_one_that_it_takes_with_all_host_routes()
    {
        NodeWorld all = Settle("all");
        NodeWorld moved = Settle("moved");
        foreach (NodeWorld world in new[] { all, moved })
        {
            Move(world, "b", "leaf3", "swp9");
            world.Cut("edge1", "edge2");
            world.Run(TimeSpan.FromSeconds(3));
        }

        foreach (string node in all.Nodes.Keys)
        {
            foreach (string address in new[] { "10.1.0.11", "10.1.0.12", "10.3.0.11", "10.4.0.11" })
            {
                Assert.Equal(all.PathFrom(node, address), moved.PathFrom(node, address));
            }
        }
    }

    [Fact]
    public void A_node_that_restarts_never_wants_a_route_that_it_had_left_out()
    {
        NodeWorld world = Settle("moved");
        world.Restart("edge3");
        for (int i = 0; i < 200; i++)
        {
            world.Run(TimeSpan.FromMilliseconds(100));
            Assert.DoesNotContain("edge3", NodesWith(world, A));
        }

        Assert.Equal("edge3 edge2 edge1 leaf1 =", world.PathFrom("edge3", "10.1.0.11"));
    }

    private static RouteKey Key(string prefix) => new(VrfId.Default, IpPrefix.Parse(prefix));

    private static string[] NodesWith(NodeWorld world, RouteKey key) =>
        [.. world.Nodes.Values.Where(node => node.Switch.Tables.Routes.TryGet(key, out _)).Select(node => node.Name).Order(StringComparer.Ordinal)];

    private static void Move(NodeWorld world, string name, string node, string port)
    {
        WorldHost host = world.Hosts[name];
        (host.Node, host.Port) = (node, port);
        world.Announce(host);
        world.Run(TimeSpan.FromSeconds(2));
    }

    private static NodeWorld Settle(string policy, string links = "")
    {
        NodeWorld world = new(FabricFile.Load($$"""
            fabric: policy
            sites: { dc1: { announce: {{policy}} }, dc2: {}, dc3: {} }
            nodes:
              leaf1: { site: dc1 }
              leaf2: { site: dc1 }
              leaf3: { site: dc2 }
              edge1: { site: dc1, role: edge }
              edge2: { site: dc2, role: edge }
              edge3: { site: dc3, role: edge }
            links: ["leaf1, leaf2 -- edge1", leaf3 -- edge2, edge1 -- edge2, edge2 -- edge3{{links}}]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1, backup: [dc2] }
              db: { vlan: 20, gateway: 10.3.0.1/24, home: dc1, sites: [dc1] }
              all: { vlan: 30, gateway: 10.4.0.1/24 }
            ports:
              leaf1: { swp9: web }
              leaf2: { swp9: web }
              leaf3: { swp9: web }
            hosts:
              a: { at: leaf1:swp1, subnet: web }
              b: { at: leaf2:swp1, subnet: web }
              c: { at: leaf1:swp2, subnet: db }
              d: { at: leaf1:swp3, subnet: all }
            """));
        world.Settle();
        return world;
    }
}
