using Weft.Wire;

namespace Weft.Stories;

/// <summary>The flows and streams of one story, and from which probe on they count.</summary>
public sealed class StoryTraffic(IStoryStage stage)
{
    private const int FirstProbes = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, IStoryFlow> _flows = [];
    private readonly Dictionary<string, IStoryStream> _streams = [];
    private readonly Dictionary<string, long> _marks = [];

    /// <summary>A running flow.</summary>
    public IStoryFlow Flow(string id) => _flows[id];

    /// <summary>The first probe of a flow that counts: the next one when the last act began.</summary>
    public long Mark(string id) => _marks[id];

    /// <summary>An open stream.</summary>
    public IStoryStream Stream(string id) => _streams[id];

    /// <summary>Starts a flow and waits until it delivers. Throws <see cref="StoryException"/> when it does not.</summary>
    public void StartFlow(string id, Pair pair, AddressFamily family)
    {
        IStoryFlow flow = stage.OpenFlow(id, pair, family);
        _flows[id] = flow;
        if (!WaitUntilWhole(flow, FirstProbes, s_patience))
        {
            throw new StoryException($"the flow {id} ({pair}, {family}) does not get through");
        }

        _marks[id] = flow.Log.Next;
    }

    /// <summary>Starts a flow that is not to get through, and waits only until it is being sent.</summary>
    public void StartAttempt(string id, Pair pair, AddressFamily family)
    {
        IStoryFlow flow = stage.OpenFlow(id, pair, family);
        _flows[id] = flow;
        _marks[id] = 0;
        if (!stage.WaitUntil(() => flow.Log.Next >= FirstProbes, s_patience))
        {
            throw new StoryException($"the flow {id} ({pair}, {family}) is not sent");
        }
    }

    /// <summary>Opens a stream.</summary>
    public void StartStream(StoryConnection connection) => _streams[connection.Id] = stage.OpenStream(connection);

    /// <summary>Begins an act: measurements of flows and streams start here.</summary>
    public void BeginAct()
    {
        foreach ((string id, IStoryFlow flow) in _flows)
        {
            _marks[id] = flow.Log.Next;
        }

        foreach (IStoryStream stream in _streams.Values)
        {
            stream.Restart();
        }
    }

    /// <summary>Waits until a flow has delivered so many probes in a row; false when that does not happen in time.</summary>
    public bool WaitUntilWhole(IStoryFlow flow, int probes, TimeSpan limit)
    {
        long from = flow.Log.Next;
        return stage.WaitUntil(() => flow.Log.HasDelivered(from, probes, stage.ProbesUnderway), limit);
    }

    /// <summary>What the receiver of a flow saw since the last act began. The last probes may still be on their way.</summary>
    public FlowWindow Window(string id)
    {
        FlowLog log = Flow(id).Log;
        long end = Math.Max(Mark(id), log.Next - stage.ProbesUnderway - 1);
        return FlowWindow.Measure(log, Mark(id), end, stage.ProbeInterval);
    }
}
