using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation.Tests;

public sealed class PlannerTests
{
    [Fact]
    public void A_move_loses_nobody_and_changes_the_ways_to_and_from_the_host_alone()
    {
        PlanReport plan = new Planner(StoryWorlds.Fabric("two-dc"), new SimOptions())
            .Plan(["move"], [new MoveStep(0, "vm-b", new LinkEnd("leaf4", "swp3"), AnnouncementKind.Garp, OldPort.Keeps, IsCold: false)]);
        Assert.DoesNotContain(plan.Flows, flow => flow.IsLost);
        Assert.All(plan.Flows.Where(flow => flow.ChangesWay), flow => Assert.True(flow.From == "vm-b" || flow.To == "vm-b"));
        Assert.Contains(plan.Flows, flow => flow.ChangesWay && flow.From == "ext");
        Assert.DoesNotContain(plan.Flows, flow => flow.Trombones);
        Assert.All(plan.Flows, flow => Assert.InRange(flow.GapMilliseconds!.Value, 0, 20));
    }

    [Fact]
    public void Without_the_interconnect_the_sites_lose_each_other_and_nobody_else_loses_anything()
    {
        PlanReport plan = new Planner(StoryWorlds.Fabric("two-dc"), new SimOptions())
            .Plan(["fail"], [new LinkStep(0, "edge1", "edge2", LinkCondition.Cut)]);
        string[] first = ["vm-a", "vm-b", "vm-c", "nas1", "nas2"];
        Assert.Contains(plan.Flows, flow => flow.IsLost);
        Assert.All(plan.Flows.Where(flow => flow.IsLost), flow => Assert.True(first.Contains(flow.From) != first.Contains(flow.To)));
        Assert.All(plan.Flows.Where(flow => flow.From == "ext" || flow.To == "ext"), flow => Assert.True(flow.Delivered));
        Assert.Equal(0, plan.Crossings);
    }

    [Fact]
    public void A_spine_with_another_beside_it_cuts_nobody_off_and_a_leaf_cuts_off_its_hosts()
    {
        Fabric twin = StoryWorlds.Fabric("twin");
        Assert.DoesNotContain(new Planner(twin, new SimOptions()).Plan(["fail"], [new NodeStep(0, "spine1", NodeAct.Off)]).Flows, flow => flow.IsLost);
        PlanReport leaf = new Planner(twin, new SimOptions()).Plan(["fail"], [new NodeStep(0, "leaf3", NodeAct.Off)]);
        Assert.Equal("c", leaf.Losers.First());
        Assert.All(leaf.Flows.Where(flow => flow.IsLost), flow => Assert.True(flow.From == "c" || flow.To == "c"));
    }

    [Fact]
    public void Flooding_domains_are_the_segments_and_their_host_ports()
    {
        PlanReport plan = new Planner(StoryWorlds.Fabric("two-dc"), new SimOptions()).Plan(["none"], []);
        FloodingDomain storage = Assert.Single(plan.FloodingDomains, domain => domain.Subnet == "storage");
        Assert.Equal(["leaf1", "leaf2"], storage.Nodes);
        Assert.Equal(4, storage.Ports);
        Assert.All(plan.FloodingDomains.Where(domain => domain.Subnet != "storage"), domain => Assert.Single(domain.Nodes));
    }
}
