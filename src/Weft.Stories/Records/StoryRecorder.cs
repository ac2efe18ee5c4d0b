using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>A stage that notes what is done on it and when, and what becomes of flows. It changes nothing.</summary>
public sealed class StoryRecorder : IStoryStage
{
    private readonly IStoryStage _stage;
    private readonly long _began;
    private readonly List<ActRecord> _acts = [];
    private readonly List<ClaimRecord> _claims = [];
    private readonly List<FlowTally> _flows = [];
    private readonly List<IStoryFlow> _open = [];

    /// <summary>The story begins now.</summary>
    public StoryRecorder(IStoryStage stage)
    {
        _stage = stage;
        _began = stage.Now;
    }

    /// <summary>Told of each act before anything is made ready for it.</summary>
    public Action<StoryStep>? Preparing { get; init; }

    /// <summary>Told of each act before it is done.</summary>
    public Action<StoryStep>? Acting { get; init; }

    /// <summary>When the story began, on the stage's clock.</summary>
    public long Began => _began;

    /// <summary>The flows that were opened, in order.</summary>
    public IReadOnlyList<IStoryFlow> Flows => _open;

    public Fabric Fabric => _stage.Fabric;

    public IStoryView View => _stage.View;

    public long Now => _stage.Now;

    public TimeSpan ProbeInterval => _stage.ProbeInterval;

    public int ProbesUnderway => _stage.ProbesUnderway;

    public int Tolerance => _stage.Tolerance;

    /// <summary>Notes that a claim was just settled.</summary>
    public void Note(ClaimResult claim)
    {
        _claims.Add(new ClaimRecord(claim, Elapsed));
        Fold();
    }

    /// <summary>What there was, once the story has ended and before the stage is restored.</summary>
    public StoryRecord Finish(StoryResult result) => new()
    {
        Result = result,
        Acts = [.. _acts],
        Claims = [.. _claims],
        Flows = [.. _flows.Select(flow => flow.Finish(ProbesUnderway))],
    };

    public bool WaitUntil(Func<bool> condition, TimeSpan limit) => _stage.WaitUntil(
        () =>
        {
            if (_flows.Count > 0 && _flows[0].IsFilling)
            {
                Fold();
            }

            return condition();
        },
        limit);

    public IStoryFlow OpenFlow(string id, Pair pair, AddressFamily family)
    {
        long opened = _stage.Now;
        IStoryFlow flow = _stage.OpenFlow(id, pair, family);
        _open.Add(flow);
        _flows.Add(new FlowTally(flow, family, _began, opened, ProbeInterval));
        return flow;
    }

    public IStoryStream OpenStream(StoryConnection connection) => _stage.OpenStream(connection);

    public void Prepare(StoryStep step)
    {
        Fold();
        Preparing?.Invoke(step);
        _stage.Prepare(step);
        _acts.Add(new ActRecord(step, Elapsed, Elapsed));
    }

    public void Do(StoryStep step)
    {
        Acting?.Invoke(step);
        try
        {
            _stage.Do(step);
        }
        finally
        {
            _acts[^1] = _acts[^1] with { Ended = Elapsed };
        }
    }

    public string? Refusal(StoryStep step) => _stage.Refusal(step);

    public void Send(string host, byte[] frame)
    {
        _stage.Send(host, frame);
        _acts[^1] = _acts[^1] with { Ended = Elapsed };
    }

    public bool EndsStory(Exception fault) => _stage.EndsStory(fault);

    public void Restore() => _stage.Restore();

    private TimeSpan Elapsed => TimeSpan.FromTicks(_stage.Now - _began);

    private void Fold()
    {
        foreach (FlowTally flow in _flows)
        {
            flow.Fold(_stage.Now);
        }
    }
}
