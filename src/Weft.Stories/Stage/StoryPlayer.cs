using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Plays a story on a stage and measures its claims.</summary>
public sealed class StoryPlayer
{
    /// <summary>Tables that did not change for so long will not change by themselves.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_restPatience = TimeSpan.FromSeconds(20);

    private readonly IStoryStage _stage;
    private readonly StoryTraffic _traffic;
    private readonly ClaimMeter _meter;
    private readonly Dictionary<string, long> _watched = [];
    private long _lastAct;

    public StoryPlayer(IStoryStage stage)
    {
        _stage = stage;
        _traffic = new StoryTraffic(stage);
        _meter = new ClaimMeter(stage, _traffic, _watched);
        _lastAct = stage.Now;
    }

    /// <summary>Told about each claim as it is measured.</summary>
    public Action<ClaimResult>? Measured { get; init; }

    /// <summary>Whether to read the tables of all nodes at the end of the story.</summary>
    public bool ReadsTables { get; init; }

    /// <summary>
    /// Plays a story to its end. Never throws for what happens in the fabric; the stage is left as the story ends. A player plays one
    /// story.
    /// </summary>
    public StoryResult Play(Story story)
    {
        long began = _stage.Now;
        ImmutableArray<ClaimResult>.Builder claims = ImmutableArray.CreateBuilder<ClaimResult>();
        List<string> leftOut = [];
        string? broken = null;
        foreach (StoryStep step in story.Steps)
        {
            try
            {
                if (step is ClaimStep claim)
                {
                    ClaimResult result = _meter.Measure(claim.Claim, $"{story.File}:{claim.Line}", _lastAct);
                    claims.Add(result);
                    Measured?.Invoke(result);
                }
                else if (_stage.Refusal(step) is string why)
                {
                    leftOut.Add($"{story.File}:{step.Line}: {why}");
                }
                else
                {
                    _stage.Prepare(step);
                    _traffic.BeginAct();
                    Act(step);
                    _lastAct = _stage.Now;
                }
            }
            catch (Exception fault) when (fault is StoryException || _stage.EndsStory(fault))
            {
                broken = $"{story.File}:{step.Line}: {fault.Message}";
                break;
            }
        }

        return new StoryResult(story, claims.ToImmutable(), broken, TimeSpan.FromTicks(_stage.Now - began))
        {
            LeftOut = [.. leftOut],
            Tables = ReadsTables ? TablesAtRest() : null,
        };
    }

    /// <summary>The tables when they have not changed for a while, or after the patience.</summary>
    private IReadOnlyList<NodeTable> TablesAtRest()
    {
        IReadOnlyList<NodeTable> tables = [];
        long since = _stage.Now;
        _stage.WaitUntil(
            () =>
            {
                IReadOnlyList<NodeTable> now = NodeTable.Read(_stage.Fabric, _stage.View);
                if (!now.SelectMany(table => table.Routes).SequenceEqual(tables.SelectMany(table => table.Routes)))
                {
                    since = _stage.Now;
                }

                tables = now;
                return _stage.Now - since > s_rest.Ticks;
            },
            s_restPatience);
        return tables;
    }

    private void Act(StoryStep step)
    {
        switch (step)
        {
            case TrafficStep traffic:
                foreach ((string id, Pair pair, Wire.AddressFamily family) in traffic.Flows)
                {
                    _traffic.StartFlow(id, pair, family);
                }

                break;
            case AttemptStep attempt:
                foreach ((string id, Pair pair, Wire.AddressFamily family) in attempt.Flows)
                {
                    _traffic.StartAttempt(id, pair, family);
                }

                break;
            case StreamStep streams:
                foreach (StoryConnection connection in streams.Streams)
                {
                    _traffic.StartStream(connection);
                }

                break;
            case WaitStep wait:
                _stage.WaitUntil(() => false, wait.Time);
                break;
            case SpoofStep spoof:
                Spoof(spoof);
                break;
            case StormStep storm:
                byte[] broadcast = HostFrames.Broadcast(_stage.Fabric.HostCalled(storm.Host));
                for (int i = 0; i < storm.Frames; i++)
                {
                    _stage.Send(storm.Host, broadcast);
                }

                break;
            case WatchStep watch:
                _watched[watch.Router] = _stage.View.RouteChangesOf(watch.Router);
                break;
            default:
                _stage.Do(step);
                break;
        }
    }

    private void Spoof(SpoofStep step)
    {
        IReadOnlyList<byte[]> frames = HostFrames.Spoof(_stage.Fabric.HostCalled(step.Host), _stage.Fabric.HostCalled(step.As), step.Kind);
        for (int i = 0; i < step.Count; i++)
        {
            if (i > 0)
            {
                _stage.WaitUntil(() => false, step.Every);
            }

            foreach (byte[] frame in frames)
            {
                _stage.Send(step.Host, frame);
            }
        }
    }
}
