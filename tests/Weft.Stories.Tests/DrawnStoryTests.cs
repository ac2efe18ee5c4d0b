using Weft.Model;

namespace Weft.Stories.Tests;

/// <summary>What is put behind a case of the fuzzer, so that any stage can play it.</summary>
public sealed class DrawnStoryTests
{
    private static readonly Fabric s_fabric = FabricFile.Load(
        """
        fabric: demo
        vrfs: [blue]
        nodes: { leaf1: {}, leaf2: {}, spine1: { role: spine } }
        links: ["leaf1, leaf2 -- spine1"]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, "2001:db8:1::1/64"] }
          red: { vlan: 20, gateway: 10.1.0.1/24, vrf: blue }
        hosts:
          a: { at: "leaf1:swp1", subnet: web }
          b: { at: "leaf2:swp1", subnet: web }
          c: { at: "leaf2:swp2", subnet: web }
          d: { at: "leaf1:swp3", subnet: red }
        ports:
          leaf2: { swp4: web }
        """).Fabric!;

    [Fact]
    public void WhatIsBrokenAtTheEndIsMendedAndWhatIsWholeIsLeftAlone()
    {
        Story story = Complete(
            """
            - impair: { from: leaf1, to: spine1, lost: 1 }
            - impair: { from: leaf2, to: spine1, lost: 1/2 }
            - impair: { from: leaf2, to: spine1 }
            - cut: leaf1 -- spine1
            - silence: leaf2 -- spine1
            - join: leaf2 -- spine1
            - kill: spine1
            - off: leaf2
            - drain: leaf1
            - stop: leaf1
            - start: leaf1
            """);
        string[] mended = [.. story.Steps.Skip(11).Where(step => step is not (ClaimStep or AnnounceStep)).Select(ActText.Of)];
        Assert.Equal(["leaf1 -> spine1: the link is good again", "leaf1 - spine1: the link is whole again", "spine1: the daemon starts", "leaf2: the power comes back", "leaf1: undrain"], mended);
        Assert.All(story.Steps.OfType<NodeStep>(), step => Assert.False(step.Waits));
    }

    [Fact]
    public void EveryHostThatIsOnSpeaksIsLedToWhereItIsAndIsReachedByTheOthersOfItsVrf()
    {
        Story story = Complete("- move: { host: a, to: 'leaf2:swp4', announce: none }\n- shut: c\n- shut: b\n- boot: b\n");
        Assert.Equal(["a", "b", "d"], story.Steps.OfType<AnnounceStep>().Select(step => step.Host));
        Assert.Equal([("a", "leaf2"), ("b", "leaf2"), ("d", "leaf1")], story.Claims.OfType<RoutesClaim>().Select(claim => (claim.Host, claim.Leaf)));
        Assert.Equal(["a-b", "a-b-6", "b-a", "b-a-6"], story.Claims.OfType<ReachClaim>().Select(claim => claim.Id));
    }

    [Fact]
    public void AStoryThatSomebodyWroteStaysAsItIs()
    {
        Story story = StoryFile.Parse("story: s\nsays: x\nfabric: demo\nsteps:\n- kill: leaf1\n", "s.yaml").Story!;
        Assert.Same(story, DrawnStory.Complete(story, s_fabric));
    }

    private static Story Complete(string steps)
    {
        StoryLoad load = StoryFile.Parse($"story: s\nsays: x\nfabric: demo\ndrawn: {{ seed: 1, clock-drift: 0 }}\nsteps:\n{steps}\n", "s.yaml");
        Assert.Empty(load.Faults);
        return DrawnStory.Complete(load.Story!, s_fabric);
    }
}
