using System.Diagnostics;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// Moves one running host to and fro between the data centres of two-dc and measures, with probes every millisecond, how long
/// each kind of observer waits for it. The gap is that between two arrivals, so an undisturbed flow shows the probe interval.
/// </summary>
public sealed class MoveBench(LabStage stage, Settling settling)
{
    /// <summary>The fabric that the benchmark plays in.</summary>
    public const string Fabric = "two-dc";

    private const string Mover = "vm-b";
    private const string Stream = "tcp";

    // Faster than this and the fabric rightly takes the host for one that moves without end.
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly LinkEnd s_home = new("leaf2", "swp1");
    private static readonly LinkEnd s_away = new("leaf4", "swp3");

    private static readonly MoveObserver[] s_goingAway =
    [
        new("same subnet, old site", "vm-a"),
        new("other subnet, old site", "vm-c"),
        new("neighbour, old leaf", "vm-g"),
        new("same subnet, new site", "vm-d"),
        new("other subnet, new site", "vm-e"),
        new("external client", "ext"),
    ];

    private static readonly MoveObserver[] s_comingHome =
    [
        new("same subnet, old site", "vm-d"),
        new("other subnet, old site", "vm-e"),
        new("neighbour, old leaf", "vm-f"),
        new("same subnet, new site", "vm-a"),
        new("other subnet, new site", "vm-c"),
        new("external client", "ext"),
    ];

    private StoryTraffic _traffic = new(stage);

    /// <summary>Told after each move.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Moves the host so many times each way.</summary>
    public MoveBenchKind Run(AnnouncementKind kind, OldPort oldPort, int moves)
    {
        Prepare();
        Dictionary<string, MoveSamples> samples = [];
        for (int i = 0; i < moves; i++)
        {
            Move(s_away, s_goingAway, kind, oldPort, samples);
            Move(s_home, s_comingHome, kind, oldPort, samples);
            Progress?.Invoke($"{kind.ToString().ToLowerInvariant()}: {2 * (i + 1)} of {2 * moves} moves");
        }

        stage.Restore();
        settling.WaitUntilReady(stage.Lab.Options.Patience);
        return MoveBenchKind.Of(kind, oldPort, moves, samples);
    }

    private void Prepare()
    {
        _traffic = new StoryTraffic(stage);
        // A host of the mover's own subnet becomes its neighbour on the leaf that it will leave.
        FabricHost neighbor = stage.Lab.Topology.Host("vm-g").Host;
        stage.Lab.Switchyard.Move(neighbor.Name, new LinkEnd("leaf2", "swp7"), OldPort.Keeps);
        stage.Voice.Announce(neighbor, AnnouncementKind.Garp);
        settling.WaitUntilReady(stage.Lab.Options.Patience);
        foreach (string name in s_goingAway.Concat(s_comingHome).Select(observer => observer.Name).Distinct())
        {
            _traffic.StartFlow(name, new Pair(name, Mover), AddressFamily.Ipv4);
        }

        _traffic.StartFlow("back", new Pair(Mover, "ext"), AddressFamily.Ipv4);
        _traffic.StartStream(new StoryConnection(Stream, new Pair("ext", Mover), AddressFamily.Ipv4, 0));
    }

    private void Move(LinkEnd to, MoveObserver[] observers, AnnouncementKind kind, OldPort oldPort, Dictionary<string, MoveSamples> samples)
    {
        Stopwatch clock = Stopwatch.StartNew();
        stage.Voice.Prepare(Mover);
        _traffic.BeginAct();
        stage.Lab.Switchyard.Move(Mover, to, oldPort);
        stage.Voice.Announce(stage.Lab.Topology.Host(Mover).Host, kind);
        foreach (MoveObserver observer in observers)
        {
            FlowWindow window = Measure(observer.Name);
            if (observer.Name == "ext")
            {
                FlowWindow back = Measure("back");
                window = window with { LongestGap = TimeSpan.FromTicks(Math.Max(window.LongestGap.Ticks, back.LongestGap.Ticks)), Lost = window.Lost + back.Lost };
            }

            Add(samples, observer.Role, window.LongestGap, window.Lost);
        }

        IStoryStream stream = _traffic.Stream(Stream);
        Add(samples, "TCP, external client", stream.LongestGap, stream.Fault is null ? 0 : 1);
        if (stream.Fault is string fault)
        {
            throw new LabException($"the TCP connection did not survive: {fault}");
        }

        // What was measured is over; the next move starts from a fabric at rest.
        settling.WaitUntilReady(stage.Lab.Options.Patience);
        Wait.Until(() => clock.Elapsed >= s_pace, s_pace);
    }

    private FlowWindow Measure(string id)
    {
        IStoryFlow flow = _traffic.Flow(id);
        if (!_traffic.WaitUntilWhole(flow, 100, s_patience))
        {
            throw new LabException($"{flow.Pair} did not recover within {s_patience.TotalSeconds:0} s of a move");
        }

        return _traffic.Window(id);
    }

    private static void Add(Dictionary<string, MoveSamples> samples, string role, TimeSpan gap, long lost)
    {
        if (!samples.TryGetValue(role, out MoveSamples? list))
        {
            list = new MoveSamples();
            samples.Add(role, list);
        }

        list.Add(gap, lost);
    }
}
