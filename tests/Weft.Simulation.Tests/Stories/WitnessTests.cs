using Weft.Stories;

namespace Weft.Simulation.Tests;

public sealed class WitnessTests
{
    [Fact]
    public void A_move_is_seen_from_all_sides_in_order()
    {
        MoveRecord move = Record("hot-move-silent").Moves[0];
        Assert.Equal(["vm-b", "leaf2", "leaf4"], move.Lanes.Take(3).Select(lane => lane.Name));
        Assert.Contains(new MoveLane("core", LaneRole.Outside), move.Lanes);
        Assert.Equal(move.Moments.Select(moment => moment.After).Order(), move.Moments.Select(moment => moment.After));
        MomentKind[] first = [.. move.Moments.Select(moment => moment.Kind).Distinct()];
        Assert.Equal([MomentKind.Plug, MomentKind.Packet, MomentKind.Confirm], first[..3]);
        MoveMoment claim = move.Moments.First(moment => moment.Kind == MomentKind.Claim);
        Assert.Equal(("leaf4", "spine2"), (claim.At, claim.To));
        MoveMoment yielded = move.Moments.First(moment => moment.Kind == MomentKind.Yield);
        Assert.Equal("leaf2", yielded.At);
        Assert.Contains(move.Moments, moment => moment.Kind == MomentKind.Route && moment.At == "edge1" && moment.After < yielded.After);
        Assert.Contains(move.Moments, moment => moment.Kind == MomentKind.Route && moment.At == "core" && moment.Text.StartsWith("10.1.0.12", StringComparison.Ordinal) && moment.Text.EndsWith(": via edge2", StringComparison.Ordinal));
    }

    [Fact]
    public void The_way_of_every_probe_is_known()
    {
        StoryRecord record = Record("hot-move-silent");
        foreach (FlowRecord flow in record.Flows)
        {
            Assert.Equal(flow.Lost, flow.Ways.Where(way => !way.Path.Arrived && way.From <= flow.Closed).Sum(way => way.Count));
            Assert.All(flow.Ways, way => Assert.Equal(way.Path.Arrived, way.Fate is null));
        }

        FlowRecord ext = record.Flows.Single(flow => flow.Id == "ext");
        string[] ways = [.. ext.Ways.Where(way => way.Path.Arrived).Select(way => way.Path.ToString())];
        Assert.Equal("ext - core - edge1 - spine1 - leaf2 - vm-b", ways[0]);
        Assert.Contains("ext - core - edge1 =dci= edge2 - spine2 - leaf4 - vm-b", ways);
        Assert.Contains("ext - core - edge2 - spine2 - leaf4 - vm-b", ways);
        Assert.Contains(record.Flows.SelectMany(flow => flow.Ways), way => way.Fate == "sent out of leaf2:swp1, where nobody has the address");
    }

    [Fact]
    public void Looking_on_changes_nothing()
    {
        string Trace(bool isWatched)
        {
            using StringWriter lines = new();
            Play("move-near", isWatched, new WorldTrace(lines));
            return lines.ToString();
        }

        Assert.Equal(Trace(isWatched: false), Trace(isWatched: true));
    }

    private static StoryRecord Record(string name) => Play(name, isWatched: true, null)!;

    private static StoryRecord? Play(string name, bool isWatched, IWorldObserver? observer)
    {
        Story story = StoryWorlds.Stories.Single(item => item.Name == name);
        SimStage stage = StoryWorlds.Stage(story);
        if (observer is not null)
        {
            stage.Observe(observer);
        }

        stage.Settle();
        if (!isWatched)
        {
            new StoryPlayer(stage).Play(story);
            return null;
        }

        StoryWitness witness = new(stage);
        StoryRecorder recorder = new(stage) { Acting = witness.Begin };
        StoryResult result = new StoryPlayer(recorder) { Measured = recorder.Note }.Play(story);
        Assert.True(result.Holds, result.Broken);
        return witness.Complete(recorder.Finish(result));
    }
}
