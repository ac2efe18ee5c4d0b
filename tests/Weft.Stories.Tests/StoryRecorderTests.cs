using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories.Tests;

public sealed class StoryRecorderTests
{
    private static readonly MoveStep s_move = new(5, "a", new LinkEnd("leaf2", "swp1"), AnnouncementKind.None, OldPort.Keeps, IsCold: false);

    [Fact]
    public void ARecordSaysWhatWasDoneAndWhen()
    {
        PlainStage stage = new();
        StoryRecorder recorder = new(stage);
        stage.Run(50);
        recorder.Prepare(s_move);
        recorder.Do(s_move);
        StoryRecord record = recorder.Finish(Result());
        ActRecord act = Assert.Single(record.Acts);
        Assert.Equal((Ms(50), Ms(57)), (act.Began, act.Ended));
        Assert.Equal("move a to leaf2:swp1, announced by nothing", act.Text);
    }

    [Fact]
    public void LossesAreRunsWithTheirTimes()
    {
        PlainStage stage = new();
        StoryRecorder recorder = new(stage);
        recorder.OpenFlow("x", new Pair("a", "b"), AddressFamily.Ipv4);
        stage.Run(100);
        stage.IsLosing = true;
        stage.Run(20);
        stage.IsLosing = false;
        stage.Run(100);
        FlowRecord flow = Assert.Single(recorder.Finish(Result()).Flows);
        Assert.Equal((220 - stage.ProbesUnderway, 20), (flow.Sent, flow.Lost));
        Assert.Equal([new LossRun(Ms(100), Ms(119), 20)], flow.Losses);
        Assert.Equal(Ms(21), flow.LongestGap);
        Assert.Equal(Ms(120.5), flow.LongestGapAt);
    }

    [Fact]
    public void AFlowMayLastLongerThanItsLogRemembers()
    {
        PlainStage stage = new();
        StoryRecorder recorder = new(stage);
        recorder.OpenFlow("x", new Pair("a", "b"), AddressFamily.Ipv4);
        stage.IsLosing = true;
        stage.Run(5);
        stage.IsLosing = false;
        Assert.False(recorder.WaitUntil(() => false, Ms(20_000)));
        FlowRecord flow = Assert.Single(recorder.Finish(Result()).Flows);
        Assert.Equal((20_005 - stage.ProbesUnderway, 5), (flow.Sent, flow.Lost));
    }

    [Fact]
    public void EveryActOfTheProjectsStoriesHasWords()
    {
        foreach (string file in Weft.Testing.Repository.FilesEnding(".yaml").Where(path => path.StartsWith("stories/", StringComparison.Ordinal)))
        {
            Story story = StoryFile.Parse(Weft.Testing.Repository.Read(file), file).Story!;
            Assert.All(story.Steps, step => Assert.NotEmpty(ActText.Of(step)));
        }
    }

    [Fact]
    public void EveryKindOfActHasWords()
    {
        Type[] kinds = [.. typeof(StoryStep).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StoryStep)))];
        Assert.True(kinds.Length > 10);
        foreach (Type kind in kinds)
        {
            // An act without contents may have no words; a kind that is not known throws otherwise.
            Exception? fault = Record.Exception(() => ActText.Of((StoryStep)RuntimeHelpers.GetUninitializedObject(kind)));
            Assert.False(fault is InvalidOperationException && fault.Message.Contains(kind.Name, StringComparison.Ordinal), $"no words for {kind.Name}");
        }
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static StoryResult Result() => new(new Story("s", "", "t", true, [s_move], "s.yaml"), ImmutableArray<ClaimResult>.Empty, null, Ms(1));

    /// <summary>A stage with a clock and flows, and nothing behind them: a probe a millisecond, which arrives half a millisecond later.</summary>
    private sealed class PlainStage : IStoryStage
    {
        private readonly List<PlainFlow> _flows = [];

        public bool IsLosing { get; set; }

        public Fabric Fabric { get; } = TestFabric.Create();

        public IStoryView View => throw new InvalidOperationException("nobody looks");

        public long Now { get; private set; } = TimeSpan.FromSeconds(1).Ticks;

        public TimeSpan ProbeInterval => Ms(1);

        public int ProbesUnderway => 3;

        public int Tolerance => 1;

        public void Run(int probes)
        {
            for (int i = 0; i < probes; i++)
            {
                foreach (PlainFlow flow in _flows)
                {
                    long number = flow.Log.Send(Now);
                    if (!IsLosing)
                    {
                        flow.Log.Arrive(number, Now + (ProbeInterval.Ticks / 2));
                    }
                }

                Now += ProbeInterval.Ticks;
            }
        }

        public bool WaitUntil(Func<bool> condition, TimeSpan limit)
        {
            for (int i = 0; i < limit / ProbeInterval; i++)
            {
                if (condition())
                {
                    return true;
                }

                Run(1);
            }

            return false;
        }

        public IStoryFlow OpenFlow(string id, Pair pair, AddressFamily family)
        {
            PlainFlow flow = new(id, pair);
            _flows.Add(flow);
            return flow;
        }

        public IStoryStream OpenStream(StoryConnection connection) => throw new InvalidOperationException("no streams here");

        public void Prepare(StoryStep step)
        {
        }

        public void Do(StoryStep step) => Run(7);

        public void Send(string host, byte[] frame) => Run(3);

        public bool EndsStory(Exception fault) => false;

        public void Restore()
        {
        }
    }

    private sealed class PlainFlow(string id, Pair pair) : IStoryFlow
    {
        public string Id => id;

        public Pair Pair => pair;

        public FlowLog Log { get; } = new(8192);
    }
}
