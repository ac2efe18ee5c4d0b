using Weft.Model;
using Weft.Stories;

namespace Weft.Lab.Tests;

/// <summary>What a lab cannot do is known before it is brought up.</summary>
public sealed class LabRefusalsTests
{
    [Fact]
    public void AnEdgeWithARouterOutsideIsNotSwitchedOffAndNoCarrierIsTakenFromUnderAHost()
    {
        Fabric fabric = TestFabric.Create("wlf-");
        Story story = Parse(
            """
            - off: wlf-leaf1
            - off: wlf-edge1
            - move: { host: wlf-a, to: "wlf-leaf1:swp2", old-port: loses }
            - move: { host: wlf-a, to: "wlf-leaf2:swp1", old-port: loses }
            """);
        Assert.Equal(
            ["s.yaml:6: wlf-edge1 runs the routing daemons of the rim, which a lab does not switch off",
             "s.yaml:8: wlf-leaf1:swp2 cannot lose its carrier with wlf-a: wlf-b is there too"],
            LabRefusals.Of(story, fabric));
    }

    [Fact]
    public void FramesThatArriveTwiceOrLateNeedNetemAndGoodLinksNothing()
    {
        Assert.Empty(LabRefusals.Missing([Parse("- impair: { from: wlf-leaf1, to: wlf-edge1 }")]));
        bool hasNetem = LinkImpairments.Tool == ImpairmentTool.Netem;
        Assert.Equal(hasNetem ? 0 : 1, LabRefusals.Missing([Parse("- impair: { from: wlf-leaf1, to: wlf-edge1, twice: 1/2 }")]).Length);
        Assert.Equal(hasNetem ? 0 : 1, LabRefusals.Missing([Parse("- impair: { from: wlf-leaf1, to: wlf-edge1, jitter: 3 ms }")]).Length);
    }

    private static Story Parse(string steps) => StoryFile.Parse($"story: s\nsays: x\nfabric: f\nsteps:\n{steps}\n", "s.yaml").Story!;
}
