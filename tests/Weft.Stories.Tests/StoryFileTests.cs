using Weft.Model;
using Weft.Wire;

namespace Weft.Stories.Tests;

public sealed class StoryFileTests
{
    private const string Whole = """
        story: moving
        says: A host moves.
        fabric: two-dc
        steps:
          - traffic: { a: vm-a -> vm-b, a6: vm-a -> vm-b over ipv6 }
          - stream: { tcp: ext -> vm-b }
          - move: { host: vm-b, to: "leaf4:swp3", announce: rarp, old-port: loses }
          - claim: { id: a-loss, gap: [a, a6], limit: 20 ms }
          - claim: { id: kept, stream: tcp, limit: 0.5 s }
          - claim: { id: x-path, path: ext -> vm-b, via: [core, edge2], within: 3 s }
          - cut: leaf1 -- spine1
          - kill: leaf1
          - run: { in: vm-a, command: ip neigh flush all }
          - claim: { id: share, misrouted: ext, to: [vm-a], flows: 400, expect: 1/2, tolerance: 1/10 }
        """;

    [Fact]
    public void AWholeStoryIsRead()
    {
        StoryLoad load = StoryFile.Parse(Whole, "moving.yaml");
        Assert.Empty(load.Faults);
        Story story = load.Story!;
        Assert.Equal(("moving", "two-dc", true, 10), (story.Name, story.Fabric, story.HostRouting, story.Steps.Length));
        TrafficStep traffic = Assert.IsType<TrafficStep>(story.Steps[0]);
        Assert.Equal(("a6", new Pair("vm-a", "vm-b"), AddressFamily.Ipv6), traffic.Flows[1]);
        Assert.Equal(new MoveStep(7, "vm-b", new LinkEnd("leaf4", "swp3"), AnnouncementKind.Rarp, OldPort.Loses, IsCold: false), story.Steps[2]);
        GapClaim gap = Assert.IsType<GapClaim>(story.Claims.First());
        Assert.Equal((TimeSpan.FromMilliseconds(20), "a, a6"), (gap.Limit, gap.Subject));
        Assert.Equal(TimeSpan.FromMilliseconds(500), Assert.IsType<StreamClaim>(story.Claims.ElementAt(1)).Limit);
        PathClaim path = Assert.IsType<PathClaim>(story.Claims.ElementAt(2));
        Assert.Equal((TimeSpan.FromSeconds(3), "core edge2"), (path.Within, string.Join(' ', path.Via)));
        Assert.Equal(new Fraction(1, 2), Assert.IsType<MisroutedClaim>(story.Claims.Last()).Expected);
    }

    [Fact]
    public void AConnectionMayNameThePortThatIsCalled()
    {
        StoryLoad load = StoryFile.Parse("story: s\nsays: x\nfabric: f\nsteps:\n  - stream: { ssh: a -> b tcp/22, ssh6: a -> b tcp/2222 over ipv6, any: a -> b }\n", "s.yaml");
        Assert.Empty(load.Faults);
        Pair pair = new("a", "b");
        StoryConnection[] expected = [new("ssh", pair, AddressFamily.Ipv4, 22), new("ssh6", pair, AddressFamily.Ipv6, 2222), new("any", pair, AddressFamily.Ipv4, 0)];
        Assert.Equal(expected, Assert.IsType<StreamStep>(load.Story!.Steps[0]).Streams);
    }

    [Theory]
    [InlineData("- stream: { ssh: a -> b tcp/0 }", "`ssh` is `a -> b tcp/0`")]
    [InlineData("- stream: { ssh: a -> b tcp/70000 }", "`ssh` is `a -> b tcp/70000`")]
    [InlineData("- stream: { ssh: a b tcp/22 }", "`ssh` is `a b`")]
    [InlineData("- traffic: { x: a -> b tcp/22 }", "`x` is `a -> b tcp/22`")]
    [InlineData("- traffic: { x: a -> b }\n- claim: { id: c, arrived: x }", "`c` names `x`, which nothing starts")]
    [InlineData("- attempt: { x: a -> b }\n- claim: { id: c, lost: x }", "`c` names `x`, which nothing starts")]
    public void WhatNobodyCanOpenOrCountIsAFault(string steps, string message)
    {
        StoryLoad load = StoryFile.Parse($"story: s\nsays: x\nfabric: f\nsteps:\n{steps}\n", "s.yaml");
        Assert.Contains(load.Faults, fault => fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void WhatARouterHoldsIsListedInAnyOrderAndItsChangesAreCountedFromAStepOn()
    {
        const string Text = "story: s\nsays: x\nfabric: f\nsteps:\n  - watch: core\n  - claim: { id: x, holds: core, in: 10.0.0.0/8, exactly: [10.2.0.0/24, 10.1.0.0/24, 10.1.0.0/24] }\n  - claim: { id: y, changes: core }\n  - claim: { id: z, holds: core, exactly: [] }\n";
        StoryLoad load = StoryFile.Parse(Text, "s.yaml");
        Assert.Empty(load.Faults);
        HoldsClaim holds = Assert.IsType<HoldsClaim>(load.Story!.Claims.First());
        Assert.Equal(("10.0.0.0/8", "10.1.0.0/24 10.2.0.0/24"), (string.Join(' ', holds.Scope), string.Join(' ', holds.Exactly)));
        Assert.Equal(("core", 0), (Assert.IsType<ChangesClaim>(load.Story.Claims.ElementAt(1)).Router, ((ChangesClaim)load.Story.Claims.ElementAt(1)).Limit));
        Assert.Empty(Assert.IsType<HoldsClaim>(load.Story.Claims.Last()).Exactly);
    }

    [Theory]
    [InlineData("", StoryRuntimes.Both, null, "")]
    [InlineData("runs: sim", StoryRuntimes.Simulator, null, "")]
    [InlineData("runs: [lab, sim]", StoryRuntimes.Both, null, "")]
    [InlineData("model: mlag-pair", StoryRuntimes.Simulator, ModelKind.MlagPair, "")]
    [InlineData("model: { is: firewall, at: leaf1 }", StoryRuntimes.Simulator, ModelKind.Firewall, "leaf1")]
    [InlineData("model: { is: mlag-pair, at: [leaf1, leaf2] }\nruns: [sim]", StoryRuntimes.Simulator, ModelKind.MlagPair, "leaf1 leaf2")]
    public void AStorySaysWhatItNeeds(string keys, StoryRuntimes runs, ModelKind? kind, string at)
    {
        StoryLoad load = StoryFile.Parse($"story: s\nsays: x\nfabric: f\n{keys}\nsteps:\n  - claim: {{ id: x, reach: vm-a -> vm-b }}\n", "s.yaml");
        Assert.Empty(load.Faults);
        Assert.Equal((runs, kind, at), (load.Story!.Runs, load.Story.Model?.Kind, string.Join(' ', load.Story.Model?.At ?? [])));
    }

    [Theory]
    [InlineData("runs: [simulator]", "`runs` has `simulator`")]
    [InlineData("model: vrrp", "`model` is `vrrp`")]
    [InlineData("model: { at: leaf1 }", "`is` is missing")]
    [InlineData("model: { is: firewall, where: leaf1 }", "a model has no `where`")]
    [InlineData("model: firewall\nruns: [lab]", "the lab has no models")]
    public void WhatAStoryCannotNeedIsAFault(string keys, string message)
    {
        StoryLoad load = StoryFile.Parse($"story: s\nsays: x\nfabric: f\n{keys}\nsteps:\n  - claim: {{ id: x, reach: vm-a -> vm-b }}\n", "s.yaml");
        Assert.Contains(message, Assert.Single(load.Faults).Message);
    }

    [Theory]
    [InlineData("cut", LinkCondition.Cut)]
    [InlineData("silence", LinkCondition.Silent)]
    [InlineData("join", LinkCondition.Joined)]
    public void ALinkIsCutSilencedOrJoined(string act, LinkCondition condition)
    {
        StoryLoad load = StoryFile.Parse($"story: s\nsays: x\nfabric: f\nsteps:\n  - {act}: leaf1 -- spine1\n  - claim: {{ id: x, reach: vm-a -> vm-b }}\n", "s.yaml");
        Assert.Empty(load.Faults);
        Assert.Equal(new LinkStep(5, "leaf1", "spine1", condition), load.Story!.Steps[0]);
    }

    [Theory]
    [InlineData("- traffic: { a: vm-a vm-b }", "`a` is `vm-a vm-b`", "vm-a -> vm-b")]
    [InlineData("- mvoe: { host: vm-b }", "`mvoe` is not an act", "did you mean `move`?")]
    [InlineData("- move: { host: vm-b, to: leaf4 }", "`to` is `leaf4`", "leaf1:swp3")]
    [InlineData("- move: { host: vm-b, to: 'leaf4:swp1', old-prot: keeps }", "a move has no `old-prot`", "did you mean `old-port`?")]
    [InlineData("- move: { host: vm-b, to: 'leaf4:swp1', announce: arp }", "`announce` is `arp`", "did you mean `garp`?")]
    [InlineData("- claim: { id: x, gap: [nobody], limit: 20 ms }", "names `nobody`, which nothing starts", "there are no flows here")]
    [InlineData("- claim: { id: x, reach: vm-a -> vm-b, limit: 3 }", "a `reach` claim has no `limit`", "keys: id, within, reach")]
    [InlineData("- claim: { reach: vm-a -> vm-b }", "`id` is missing", "add `id:`")]
    [InlineData("- claim: { id: x }", "this claim measures nothing", "name exactly one of")]
    [InlineData("- claim: { id: x, reach: vm-a -> vm-b, within: 20 }", "`within` is `20`", "a time with its unit")]
    [InlineData("- claim: { id: x, answers: vm-a -> gateway }", "`answers` is `vm-a -> gateway`", "an IP address")]
    [InlineData("- silense: leaf1 -- spine1", "`silense` is not an act", "did you mean `silence`?")]
    [InlineData("- cut: leaf1", "`cut` does not name a link", "leaf1 -- spine1")]
    [InlineData("- claim: { id: x, holds: core, exactly: [10.1.0.1/24] }", "`exactly` has `10.1.0.1/24`, which is no prefix", "10.1.0.0/24")]
    [InlineData("- spoof: { host: a, as: b, by: lies }", "`by` is `lies`", "none of the 12 words is close to it")]
    [InlineData("- storm: { host: a, frames: 1000001 }", "`frames` is `1000001`", "a whole number up to 1000000")]
    [InlineData("- wait: 2", "`wait` is `2`", "a time with its unit")]
    [InlineData("- claim: { id: x, hop: a -> 10.1.0.1, number: 256, is: 10.1.0.1 }", "`number` is `256`", "a whole number up to 255")]
    [InlineData("- claim: { id: x, changes: core }", "`x` counts changes of `core`, which nothing watches", "- watch: core")]
    [InlineData("- { kill: leaf1, start: leaf1 }", "a step must have exactly one act", "write `- `")]
    public void AFaultHasItsPlaceAndItsCure(string step, string message, string cure)
    {
        StoryLoad load = StoryFile.Parse($"story: s\nsays: x\nfabric: f\nsteps:\n  {step}\n", "s.yaml");
        Assert.Null(load.Story);
        StoryFault fault = Assert.Single(load.Faults);
        Assert.Equal(("s.yaml", 5), (fault.File, fault.Line));
        Assert.Contains(message, fault.Message);
        Assert.Contains(cure, fault.Cure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a list")]
    [InlineData("story: [")]
    [InlineData("story: s")]
    [InlineData("steps: { }")]
    [InlineData("story: s\nsays: x\nfabric: f\nsteps:\n- 3")]
    public void WhatIsNoStoryIsAFaultAndNeverAnException(string text)
    {
        StoryLoad load = StoryFile.Parse(text, "s.yaml");
        Assert.Null(load.Story);
        Assert.NotEmpty(load.Faults);
    }

    [Fact]
    public void AllFaultsOfAFileComeAtOnceAndInOrder()
    {
        StoryLoad load = StoryFile.Parse("story: s\nfabric: f\nsteps:\n- cut: x\n- claim: { id: a, reach: b }\n", "s.yaml");
        Assert.Equal([1, 4, 5], load.Faults.Select(fault => fault.Line));
    }
}
