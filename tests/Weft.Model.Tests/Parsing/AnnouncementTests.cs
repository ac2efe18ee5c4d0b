namespace Weft.Model.Tests;

public sealed class AnnouncementTests
{
    [Theory]
    [InlineData("all", "all")]
    [InlineData("moved", "moved")]
    [InlineData("subnets", "subnets")]
    [InlineData("{ only: 10.1.0.0/25 }", "only 10.1.0.0/25")]
    [InlineData("{ only: [10.1.0.128/25, 10.1.0.0/25, 10.1.0.0/25] }", "only 10.1.0.0/25, 10.1.0.128/25")]
    [InlineData("{ summary: 10.0.0.0/8 }", "summary 10.0.0.0/8")]
    public void An_announcement_is_a_word_or_prefixes_under_a_word(string text, string expected)
    {
        Fabric fabric = Load($"announce: {text}", "[edge1, edge2]");
        Assert.All(fabric.Outside[0].Sessions, session => Assert.Equal(expected, session.Announce.ToString()));
        Assert.Equal(new OutsidePlan(VrfId.Default, fabric.Outside[0].Sessions[0].Announce), NodePlanner.Derive(fabric, "edge1").Outside.Single());
        Assert.Empty(NodePlanner.Derive(fabric, "leaf1").Outside);
    }

    [Fact]
    public void Without_a_word_everything_is_announced_and_an_edge_may_say_otherwise()
    {
        Fabric fabric = Load("announce: moved", "{ edge1: {}, edge2: { announce: subnets } }");
        Assert.Equal(["moved", "subnets"], fabric.Outside[0].Sessions.Select(session => session.Announce.ToString()));
        Assert.Equal(AnnouncePolicy.All, Load("clients: {}", "[edge1]").Outside[0].Sessions[0].Announce);
    }

    [Fact]
    public void A_site_says_which_of_its_hosts_others_have_routes_of()
    {
        Fabric fabric = FabricFile.Load("""
            fabric: demo
            sites: { dc1: { announce: { only: 10.1.0.0/25 } }, dc2: { announce: moved }, dc3: {} }
            nodes: { leaf1: { site: dc1 }, leaf2: { site: dc2 }, leaf3: { site: dc3 } }
            links: [leaf1 -- leaf2, leaf2 -- leaf3]
            """).Fabric!;
        Assert.Equal(["only 10.1.0.0/25", "moved", "all"], fabric.Sites.Select(site => site.Announce.ToString()));
    }

    [Fact]
    public void An_outside_router_may_be_in_a_vrf_that_no_subnet_is_in()
    {
        Fabric fabric = FabricFile.Load("""
            fabric: demo
            vrfs: [red, blue]
            nodes: { edge1: { role: edge } }
            outside:
              core: { as: 65100, edges: [edge1], vrf: blue }
            """).Fabric!;
        NodePlan plan = NodePlanner.Derive(fabric, "edge1");
        Assert.Equal(["blue"], plan.Vrfs.Select(vrf => vrf.Name));
        Assert.Equal("blue", plan.Ports.Single().Vrf!.Name);
        Assert.Equal(new VrfId(2), plan.Outside.Single().Vrf);
    }

    private static Fabric Load(string announce, string edges) => FabricFile.Load($$"""
        fabric: demo
        sites: [dc1, dc2]
        nodes: { leaf1: { site: dc1 }, edge1: { site: dc1, role: edge }, edge2: { site: dc2, role: edge } }
        links: ["leaf1 -- edge1, edge2"]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1 }
        outside:
          core: { as: 65100, edges: {{edges}}, {{announce}} }
        """).Fabric!;
}
