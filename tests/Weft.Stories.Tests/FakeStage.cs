using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories.Tests;

/// <summary>A stage whose time goes by a millisecond at a look, on which acts are only noted.</summary>
internal sealed class FakeStage : IStoryStage, IStoryView
{
    private readonly List<FakeFlow> _flows = [];

    /// <summary>What was done, in words.</summary>
    public List<string> Acts { get; } = [];

    /// <summary>Probes are lost until then, from each act on.</summary>
    public TimeSpan Outage { get; init; }

    /// <summary>From when on a traced packet arrives.</summary>
    public TimeSpan ReachableFrom { get; init; }

    /// <summary>Sites crossed by the flows of a trace, in turn.</summary>
    public ImmutableArray<int> Crossings { get; init; } = [0];

    public PingAnswer? Pinged { get; init; }

    public ImmutableArray<string> Hearers { get; init; } = [];

    public Exception? Fails { get; init; }

    public string? Refuses { get; init; }

    public Fabric Fabric { get; } = TestFabric.Create();

    public IStoryView View => this;

    public long Now { get; private set; } = TimeSpan.TicksPerSecond;

    public TimeSpan ProbeInterval => TimeSpan.FromMilliseconds(1);

    public int ProbesUnderway => 2;

    public int Tolerance => 1;

    private long LastAct { get; set; } = long.MinValue / 2;

    public bool WaitUntil(Func<bool> condition, TimeSpan limit)
    {
        long end = Now + limit.Ticks;
        while (!condition())
        {
            if (Now >= end)
            {
                return false;
            }

            Pass();
        }

        return true;
    }

    public IStoryFlow OpenFlow(string id, Pair pair, AddressFamily family)
    {
        FakeFlow flow = new(id, pair);
        _flows.Add(flow);
        return flow;
    }

    public IStoryStream OpenStream(StoryConnection connection) => throw new StoryException("no streams here");

    public void Prepare(StoryStep step)
    {
    }

    public string? Refusal(StoryStep step) => Refuses;

    public void Do(StoryStep step)
    {
        if (Fails is not null)
        {
            throw Fails;
        }

        Acts.Add($"{step.GetType().Name} at {step.Line}");
        LastAct = Now;
    }

    public void Send(string host, byte[] frame) => Acts.Add($"{host} sends {frame.Length} octets after {(Now - TimeSpan.TicksPerSecond) / TimeSpan.TicksPerMillisecond} ms");

    public bool EndsStory(Exception fault) => fault is IOException;

    public void Restore() => _flows.Clear();

    public LinkEnd? PlaceOf(string host) => Fabric.HostCalled(host).At;

    public INodeRoutes RoutesOf(string name) => throw new StoryException("no routes here");

    public ImmutableArray<ForwardingPath> Trace(Pair pair, AddressFamily family, int flows, TimeSpan patience)
    {
        bool arrives = Now - LastAct >= ReachableFrom.Ticks;
        return [.. Enumerable.Range(0, flows).Select(flow =>
            new ForwardingPath([pair.From, "leaf1", pair.To], arrives, [.. Enumerable.Range(0, Crossings[flow % Crossings.Length])]))];
    }

    public int Exchange(Pair pair, AddressFamily family, int flows, TimeSpan patience) => flows;

    public ForwardingPath Trace(string from, IpAddress to, TimeSpan patience) => new([from], false, []);

    public NeighborAnswers Ask(string host, IpAddress target, TimeSpan listening) => new(1, []);

    public MacAddress? NeighborOf(string host, IpAddress address) => null;

    public PingAnswer? Ping(string from, IpAddress to, byte hopLimit, TimeSpan patience) => Pinged;

    public ImmutableArray<string> HearersOf(string host, TimeSpan listening) => Hearers;

    public ImmutableArray<LearnedMac> LearnedVirtualMacs() => [];

    public long RouteChangesOf(string router) => 0;

    public ImmutableArray<ToldEvent> EventsOf(string node) => [];

    private void Pass()
    {
        Now += TimeSpan.TicksPerMillisecond;
        foreach (FakeFlow flow in _flows)
        {
            flow.Send(Now, isLost: Now - LastAct < Outage.Ticks);
        }
    }
}
