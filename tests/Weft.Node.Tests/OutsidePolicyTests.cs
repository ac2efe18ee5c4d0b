using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>What an edge announces outside, read from its routes as the rim's routing daemon reads them: by the priority.</summary>
public sealed class OutsidePolicyTests
{
    private const string Subnets = "10.1.0.0/24@100 10.2.0.0/24@200 10.3.0.0/24@100";

    [Theory]
    [InlineData("all", Subnets + " 10.1.0.11/32@100 10.1.0.12/32@100 10.2.0.11/32@200 10.3.0.11/32@100")]
    [InlineData("subnets", Subnets)]
    [InlineData("moved", Subnets)]
    [InlineData("{ only: [10.1.0.8/30, 10.2.0.0/16] }", "10.2.0.0/24@200 10.1.0.11/32@100 10.2.0.11/32@200")]
    [InlineData("{ only: 192.0.2.0/24 }", "")]
    [InlineData("{ summary: 10.1.0.0/16 }", "10.1.0.0/16@100 10.2.0.0/24@200 10.3.0.0/24@100")]
    [InlineData("{ summary: 10.2.0.0/23 }", "10.1.0.0/24@100 10.2.0.0/23@200 10.3.0.0/24@100")]
    [InlineData("{ summary: 10.1.0.0/24 }", Subnets)]
    public void An_edge_announces_what_its_policy_says(string policy, string expected)
    {
        NodeWorld world = Settle(policy);
        Assert.Equal(Sorted(expected), Announced(world, "edge1"));
    }

    [Theory]
    [InlineData("all", "10.1.0.11/32@200")]
    [InlineData("subnets", "")]
    [InlineData("moved", "10.1.0.11/32@200")]
    [InlineData("{ only: [10.1.0.8/30, 10.2.0.0/16] }", "10.1.0.11/32@200")]
    [InlineData("{ only: 10.2.0.0/16 }", "")]
    [InlineData("{ summary: 10.1.0.0/16 }", "10.1.0.11/32@200")]
    public void A_host_that_left_its_home_is_announced_as_the_policy_says_and_back_home_as_before(string policy, string expected)
    {
        NodeWorld world = Settle(policy);
        string[] before = Announced(world, "edge1");
        WorldHost host = world.Hosts["a"];
        Move(world, host, "leaf3", "swp1");
        Assert.Equal(Sorted(expected), Announced(world, "edge1").Where(route => route.StartsWith("10.1.0.11/", StringComparison.Ordinal)));

        Move(world, host, "leaf1", "swp1");
        Assert.Equal(before, Announced(world, "edge1"));
    }

    [Fact]
    public void Each_edge_has_a_policy_of_its_own()
    {
        NodeWorld world = new(FabricFile.Load(Text("{ edge1: { announce: subnets }, edge2: {} }", "all")));
        world.Settle();
        Assert.Equal(Sorted(Subnets), Announced(world, "edge1"));
        Assert.Contains("10.1.0.11/32@200", Announced(world, "edge2"));
    }

    [Fact]
    public void A_summary_goes_with_the_last_subnet_that_can_be_reached_and_comes_back()
    {
        NodeWorld world = Settle("{ summary: 10.1.0.0/16 }");
        world.Cut("leaf1", "edge1");
        world.Cut("leaf2", "edge1");
        world.Run(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain("10.1.0.0/16@100", Announced(world, "edge1"));
        Assert.Contains("10.1.0.0/16@200", Announced(world, "edge1"));

        world.Cut("edge1", "edge2");
        world.Run(TimeSpan.FromSeconds(3));
        Assert.Empty(Announced(world, "edge1"));

        world.Cut("leaf2", "edge1", cut: false);
        world.Run(TimeSpan.FromSeconds(12));
        Assert.Contains("10.1.0.0/16@100", Announced(world, "edge1"));
    }

    [Fact]
    public void An_edge_that_restarts_never_wants_to_announce_more_than_before()
    {
        NodeWorld world = Settle("moved");
        Move(world, world.Hosts["a"], "leaf3", "swp1");
        string[] before = Announced(world, "edge1");
        world.Restart("edge1");
        for (int i = 0; i < 200; i++)
        {
            world.Run(TimeSpan.FromMilliseconds(100));
            Assert.Subset(before.ToHashSet(), Announced(world, "edge1").ToHashSet());
        }

        Assert.Equal(before, Announced(world, "edge1"));
    }

    [Fact]
    public void Loopbacks_and_routes_of_others_outside_stay_inside()
    {
        NodeWorld world = Settle("all");
        RouteKey foreign = new(VrfId.Default, IpPrefix.Parse("198.51.100.0/24"));
        world.Nodes["edge2"].Handle(world.Now, NodeInput.RouteChanged(new ForeignRoute(foreign.Vrf, foreign.Prefix, 20, Present: true)));
        world.Run(TimeSpan.FromSeconds(1));
        NodeTables tables = world.Nodes["edge1"].Switch.Tables;
        Assert.Equal(RouteMetrics.OtherSite + RouteMetrics.Private + RouteMetrics.ForeignDistance, tables.Routes.Rows[foreign].Metric);
        Assert.Equal(RouteMetrics.SameSite + RouteMetrics.Private, tables.Routes.Rows[new RouteKey(VrfId.Default, IpPrefix.Parse("10.255.0.1/32"))].Metric);
        Assert.Equal(OutsideVerdict.NotOfTheVrf, world.Nodes["edge1"].Switch.Policy.Judge(foreign, isHost: false, []));
    }

    [Theory]
    [InlineData("all", "a", OutsideVerdict.Announced)]
    [InlineData("moved", "a", OutsideVerdict.AtHome)]
    [InlineData("moved", "d", OutsideVerdict.NoHome)]
    [InlineData("subnets", "a", OutsideVerdict.NoHosts)]
    [InlineData("{ only: 10.2.0.0/16 }", "a", OutsideVerdict.NotListed)]
    [InlineData("{ only: 10.2.0.0/16 }", "c", OutsideVerdict.Announced)]
    [InlineData("{ summary: 10.1.0.0/16 }", "a", OutsideVerdict.AtHome)]
    public void An_edge_knows_why_a_host_is_not_announced(string policy, string name, OutsideVerdict expected)
    {
        NodeWorld world = Settle(policy);
        HostKey host = new(VrfId.Default, world.Hosts[name].Addresses[0]);
        Assert.Equal(expected, world.Nodes["edge1"].Switch.JudgeOutside(host));
        Assert.Equal(OutsideVerdict.NoOutside, world.Nodes["leaf1"].Switch.JudgeOutside(host));
    }

    [Fact]
    public void A_summary_that_comes_back_from_outside_is_no_news()
    {
        NodeWorld world = Settle("{ summary: 10.1.0.0/16 }");
        world.Nodes["edge2"].Handle(world.Now, NodeInput.RouteChanged(new ForeignRoute(VrfId.Default, IpPrefix.Parse("10.1.0.0/16"), 20, Present: true)));
        world.Run(TimeSpan.FromSeconds(1));
        Assert.False(world.Nodes["leaf1"].Switch.Tables.Routes.TryGet(new RouteKey(VrfId.Default, IpPrefix.Parse("10.1.0.0/16")), out _));
    }

    private static string[] Announced(NodeWorld world, string node) =>
    [
        .. world.Nodes[node].Switch.Tables.Routes.Rows
            .Where(row => RouteMetrics.Announced.Contains(row.Value.Metric))
            .Select(row => $"{row.Key.Prefix}@{row.Value.Metric}")
            .Order(StringComparer.Ordinal),
    ];

    private static string[] Sorted(string routes) => [.. routes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    private static void Move(NodeWorld world, WorldHost host, string node, string port)
    {
        (host.Node, host.Port) = (node, port);
        world.Announce(host);
        world.Run(TimeSpan.FromSeconds(2));
    }

    private static NodeWorld Settle(string policy)
    {
        NodeWorld world = new(FabricFile.Load(Text("[edge1, edge2]", policy)));
        world.Settle();
        return world;
    }

    private static string Text(string edges, string policy) => $$"""
        fabric: policy
        sites: [dc1, dc2]
        nodes:
          leaf1: { site: dc1 }
          leaf2: { site: dc1 }
          leaf3: { site: dc2 }
          edge1: { site: dc1, role: edge }
          edge2: { site: dc2, role: edge }
        links: ["leaf1, leaf2 -- edge1", leaf3 -- edge2, edge1 -- edge2]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1, backup: [dc2] }
          db: { vlan: 20, gateway: 10.2.0.1/24, home: dc2 }
          all: { vlan: 30, gateway: 10.3.0.1/24 }
        ports:
          leaf1: { swp1: web }
          leaf3: { swp1: web }
        hosts:
          a: { at: leaf1:swp1, subnet: web }
          b: { at: leaf2:swp2, subnet: web }
          c: { at: leaf3:swp3, subnet: db }
          d: { at: leaf2:swp4, subnet: all }
        outside:
          core: { as: 65100, edges: {{edges}}, announce: {{policy}} }
        """;
}
