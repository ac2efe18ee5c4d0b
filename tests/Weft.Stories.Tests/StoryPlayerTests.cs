using Weft.Wire;

namespace Weft.Stories.Tests;

public sealed class StoryPlayerTests
{
    [Fact]
    public void AGapIsMeasuredFromTheActBeforeIt()
    {
        FakeStage stage = new() { Outage = TimeSpan.FromMilliseconds(8) };
        StoryResult result = Play(stage, "- traffic: { x: a -> b }", "- cut: leaf1 -- edge1", "- claim: { id: g, gap: [x], limit: 8 ms }", "- claim: { id: l, lost: [x], limit: 6 }");
        Assert.Null(result.Broken);
        Assert.Equal([("g", true, "8.0 ms, 7 lost"), ("l", false, "7 of 206")], [.. result.Claims.Select(claim => (claim.Claim.Id, claim.Holds, claim.Measured))]);
        Assert.Equal(["LinkStep at 6"], stage.Acts);
    }

    [Fact]
    public void WhatMayNotArriveIsCountedFromItsBeginning()
    {
        FakeStage stage = new() { Outage = TimeSpan.FromMilliseconds(40) };
        StoryResult result = Play(
            stage, "- cut: leaf1 -- edge1", "- attempt: { x: a -> b }", "- claim: { id: shut, arrived: x }", "- wait: 50 ms", "- claim: { id: open, arrived: x, limit: 20 }", "- claim: { id: within, arrived: x, limit: 21 }");
        Assert.Null(result.Broken);
        Assert.Equal([("shut", true, "0 of 10"), ("open", false, "21 of 60"), ("within", true, "21 of 60")], [.. result.Claims.Select(claim => (claim.Claim.Id, claim.Holds, claim.Measured))]);
    }

    [Fact]
    public void AClaimThatBecomesTrueSaysHowLongAfterTheAct()
    {
        FakeStage stage = new() { ReachableFrom = TimeSpan.FromMilliseconds(250) };
        StoryResult result = Play(stage, "- kill: leaf1", "- claim: { id: r, reach: a -> b, within: 1 s }", "- claim: { id: again, reach: a -> b }");
        Assert.Equal(TimeSpan.FromMilliseconds(250), result.Claims[0].TrueAfter);
        Assert.Null(result.Claims[1].TrueAfter);
        Assert.Equal("a - leaf1 - b", result.Claims[0].Path?.ToString());
    }

    [Fact]
    public void AClaimThatNeverHoldsIsLookedAtForAsLongAsItMayTake()
    {
        FakeStage stage = new() { ReachableFrom = TimeSpan.FromHours(1) };
        StoryResult result = Play(stage, "- kill: leaf1", "- claim: { id: r, reach: a -> b, within: 3 s }");
        Assert.False(result.Holds);
        Assert.Equal(TimeSpan.FromSeconds(3), result.Duration);
        Assert.Equal("s.yaml:6", result.Claims[0].Place);
    }

    [Fact]
    public void WaitingLetsTimeGoBy() => Assert.Equal(TimeSpan.FromSeconds(2.5), Play(new FakeStage(), "- wait: 2.5 s").Duration);

    [Fact]
    public void AStepThatCannotBeDoneEndsTheStoryAtItsLine()
    {
        Assert.Equal("s.yaml:5: no", Play(new FakeStage { Fails = new StoryException("no") }, "- cut: x -- y").Broken);
        Assert.Equal("s.yaml:5: nor this", Play(new FakeStage { Fails = new IOException("nor this") }, "- cut: x -- y").Broken);
        Assert.Throws<InvalidOperationException>(() => Play(new FakeStage { Fails = new InvalidOperationException() }, "- cut: x -- y"));
    }

    [Fact]
    public void AStepThatTheStageRefusesIsLeftOutAndNamed()
    {
        FakeStage stage = new() { Refuses = "no shell here" };
        StoryResult result = Play(stage, "- run: { in: a, command: uname }", "- claim: { id: r, reach: a -> b }");
        Assert.Equal(["s.yaml:5: no shell here"], result.LeftOut);
        Assert.True(result.Holds);
        Assert.Empty(stage.Acts);
    }

    [Theory]
    [InlineData("arp", 2)]
    [InlineData("identity", 2)]
    [InlineData("rarp", 1)]
    [InlineData("packet", 2)]
    public void ALiarSendsWhatItIsToldToAsOftenAsItIsToldTo(string kind, int frames)
    {
        FakeStage stage = new();
        Play(stage, $"- spoof: {{ host: b, as: a, by: {kind}, count: 3, every: 50 ms }}");
        Assert.Equal(3 * frames, stage.Acts.Count);
        Assert.All(stage.Acts, act => Assert.StartsWith("b sends", act));
        Assert.EndsWith("after 100 ms", stage.Acts[^1]);
    }

    [Fact]
    public void AStormIsSentAtOnce()
    {
        FakeStage stage = new();
        Play(stage, "- storm: { host: a, frames: 25 }");
        Assert.Equal((25, 1), (stage.Acts.Count, stage.Acts.Distinct().Count()));
    }

    [Theory]
    [InlineData("tromboned: ext, to: [a], flows: 8, expect: 1/2", true, "4 of 8 (0.50)")]
    [InlineData("tromboned: b, to: [a], flows: 8, expect: 1/4", false, "4 of 8 (0.50)")]
    [InlineData("crossings: a -> b, exactly: 1", false, "0")]
    [InlineData("crossings: a -> b, exactly: 0", true, "0")]
    [InlineData("crossings: a -> b, limit: 1", true, "0")]
    public void CrossingsAreCountedAndShared(string claim, bool holds, string measured)
    {
        StoryResult result = Play(new FakeStage { Crossings = [0, 1] }, $"- claim: {{ id: c, {claim}, within: 0.1 s }}");
        Assert.Equal((holds, measured), (result.Claims[0].Holds, result.Claims[0].Measured));
    }

    [Theory]
    [InlineData("10.1.0.1", true, "echo: a -> 10.1.0.1", true)]
    [InlineData("10.1.0.1", true, "no-echo: a -> 10.1.0.1", false)]
    [InlineData("10.1.0.1", false, "no-echo: a -> 10.1.0.1", true)]
    [InlineData("10.255.0.1", false, "hop: a -> 10.9.0.1, number: 2, is: 10.255.0.1", true)]
    [InlineData("10.255.0.2", false, "hop: a -> 10.9.0.1, number: 2, is: 10.255.0.1", false)]
    public void AnEchoAndTheEndOfAWayAreToldApart(string from, bool isEcho, string claim, bool holds)
    {
        StoryResult result = Play(new FakeStage { Pinged = new PingAnswer(IpAddress.Parse(from), isEcho) }, $"- claim: {{ id: p, {claim}, within: 0.1 s }}");
        Assert.Equal(holds, result.Claims[0].Holds);
    }

    [Fact]
    public void ABroadcastReachesExactlyThoseThatTheClaimNames()
    {
        FakeStage stage = new() { Hearers = ["b"] };
        StoryResult result = Play(stage, "- claim: { id: f, flood: a, hears: [b] }", "- claim: { id: n, flood: a, hears: [], within: 0.1 s }");
        Assert.Equal([(true, "by b", "by b"), (false, "by b", "by nobody")], [.. result.Claims.Select(claim => (claim.Holds, claim.Measured, claim.Limit))]);
    }

    private static StoryResult Play(FakeStage stage, params string[] steps)
    {
        StoryLoad load = StoryFile.Parse($"story: s\nsays: x\nfabric: t\nsteps:\n{string.Join('\n', steps)}\n", "s.yaml");
        Assert.Empty(load.Faults);
        Assert.Empty(StoryCheck.Check(load.Story! with { Steps = [.. load.Story!.Steps.Where(step => step is not LinkStep)] }, stage.Fabric));
        return new StoryPlayer(stage).Play(load.Story!);
    }
}
