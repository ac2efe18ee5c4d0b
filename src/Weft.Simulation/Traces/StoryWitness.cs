using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Sees on a simulated stage what no recorder can: the way of every probe, what nodes told, and each move from all sides. It changes nothing.</summary>
public sealed class StoryWitness
{
    private readonly SimStage _stage;
    private readonly FlowWays _ways;
    private readonly ToldBook _told;
    private readonly MoveWatch _moves;

    /// <summary>Looks on from now on, which is when the story begins.</summary>
    public StoryWitness(SimStage stage)
    {
        _stage = stage;
        _ways = new FlowWays(stage.World);
        _told = new ToldBook(stage.World);
        _moves = new MoveWatch(stage.World);
        stage.Observe(_ways);
        stage.Observe(_told);
        stage.Observe(_moves);
    }

    /// <summary>The story is about to do something.</summary>
    public void Begin(StoryStep step) => _moves.Begin(step);

    /// <summary>Adds what was seen to the record of the story, before the stage is restored.</summary>
    public StoryRecord Complete(StoryRecord record) => record with
    {
        Flows = [.. record.Flows.Select(flow => flow with { Ways = _ways.Of(_stage.NumberOf(flow.Id), flow.Pair) })],
        Told = _told.All,
        Moves = _moves.All,
    };
}
