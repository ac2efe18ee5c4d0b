using Weft.Model;
using Weft.Stories;

namespace Weft.Lab.Tests;

public sealed class StoryRunnerTests
{
    [Fact]
    public void AStoryIsPlayedItsClaimsAreMeasuredAndEverythingIsPutBack()
    {
        Fabric fabric = TestFabric.Create("wlz-");
        using NativeLab lab = NativeLab.Up(fabric, new LabOptions { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) });
        HandRouted.Route(lab);
        Story story = StoryFile.Parse(
            """
            story: by hand
            says: Static routes carry what they are told to.
            fabric: wlz-lab
            steps:
              - traffic: { up: wlz-a -> wlz-ext, up6: wlz-a -> wlz-ext over ipv6 }
              - stream: { tcp: wlz-ext -> wlz-a }
              - claim: { id: whole, lost: [up, up6], limit: 0 }
              - claim: { id: way, path: wlz-a -> wlz-ext, via: [wlz-leaf1, wlz-edge1, wlz-isp] }
              - claim: { id: hop, first-hop: wlz-a -> wlz-ext over ipv6, is: wlz-leaf1 }
              - claim: { id: door, enters: wlz-ext -> 10.1.0.99, at: wlz-edge1 }
              - claim: { id: kept, stream: tcp, limit: 5 s }
              - claim: { id: echo, echo: wlz-a -> 198.51.100.2 }
              - claim: { id: echo6, echo: "wlz-a -> 2001:db8:e::2" }
              - claim: { id: none, no-echo: wlz-a -> 10.1.0.99 }
              - claim: { id: second, hop: wlz-a -> 198.51.100.2, number: 2, is: 172.16.0.0 }
              - claim: { id: radius, flood: wlz-a, hears: [] }
              - move: { host: wlz-a, to: "wlz-leaf1:swp2" }
              - claim: { id: gone, reach: wlz-ext -> wlz-a, within: 0.3 s }
              - claim: { id: gap, gap: [up], limit: 20 ms, within: 0.3 s }
            """,
            "hand.yaml").Story!;
        using HostVoice voice = new();
        using LabStage stage = new(lab, voice);
        StoryResult result = new StoryPlayer(stage).Play(story);
        Assert.Null(result.Broken);
        Assert.Equal(
            [("whole", true), ("way", true), ("hop", true), ("door", true), ("kept", true), ("echo", true), ("echo6", true), ("none", true), ("second", true), ("radius", true), ("gone", false), ("gap", false)],
            result.Claims.Select(claim => (claim.Claim.Id, claim.Holds)));
        Assert.False(result.Holds);
        Assert.Equal("hand.yaml:18", result.Claims[10].Place);
        Assert.Equal("not recovered", result.Claims[11].Measured);
        stage.Restore();
        Assert.Equal(new LinkEnd("wlz-leaf1", "swp1"), lab.Switchyard.PlaceOf("wlz-a"));
    }

    [Fact]
    public void AStepThatCannotBeDoneBreaksTheStoryAtItsLine()
    {
        Fabric fabric = TestFabric.Create("wlb-");
        using NativeLab lab = NativeLab.Up(fabric, new LabOptions { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) });
        Story story = StoryFile.Parse("story: s\nsays: x\nfabric: f\nsteps:\n- cut: wlb-leaf1 -- nowhere\n", "s.yaml").Story!;
        using HostVoice voice = new();
        using LabStage stage = new(lab, voice);
        StoryResult result = new StoryPlayer(stage).Play(story);
        Assert.StartsWith("s.yaml:5: no link joins wlb-leaf1 and nowhere", result.Broken);
        Assert.False(result.Holds);
    }
}
