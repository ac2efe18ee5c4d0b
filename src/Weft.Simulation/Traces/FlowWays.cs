using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Follows every probe of every flow from link to link, and keeps the ways that they took, in runs.</summary>
internal sealed class FlowWays(SimWorld world) : IWorldObserver
{
    /// <summary>What has not arrived after so long is lost.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    /// <summary>In the end nobody knows yet of those sent so lately.</summary>
    private static readonly TimeSpan s_underway = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs that are kept for a flow; later ones are counted with the last.</summary>
    private const int MostRuns = 4096;

    private readonly Instant _began = world.Now;
    private readonly Dictionary<int, Flow> _flows = [];

    /// <summary>The ways of a flow, in the order in which its probes were sent.</summary>
    public ImmutableArray<WayRun> Of(int number, Pair pair)
    {
        if (!_flows.TryGetValue(number, out Flow? flow))
        {
            return [];
        }

        Settle(flow, world.Now - _began - s_underway);
        return [.. flow.Runs.Select(run => new WayRun(run.From, run.To, run.Count, Path(pair, run), FateOf(pair, run)))];
    }

    public void Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost)
    {
        if (Find(frame) is not ProbeTravel travel)
        {
            return;
        }

        if (isLost)
        {
            travel.End(link.FromName, $"lost between {link.FromName} and {link.ToName}");
        }
        else
        {
            travel.Pass(link.FromName, link.ToName);
        }
    }

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        if (!isFromHost || host.Place is not LinkEnd place || !ProbeFrame.TryRead(frame, out ProbeArrival probe, out _))
        {
            return;
        }

        if (!_flows.TryGetValue(probe.Flow, out Flow? flow))
        {
            _flows.Add(probe.Flow, flow = new Flow());
        }

        if (!flow.Underway.Any(known => known.Sequence == probe.Sequence))
        {
            Settle(flow, now - _began - s_patience);
            flow.Underway.Enqueue(new ProbeTravel(probe.Sequence, now - _began, place.Node));
        }
    }

    public void Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame)
    {
        if (step.Action == PlaneAction.Dropped)
        {
            Find(frame)?.End(node.Name, $"dropped by {node.Name}: {step.Drop}");
        }
        else if (step.Action is PlaneAction.Delivered or PlaneAction.Bridged && !step.Out.IsNone && node.Plan.Ports[step.Out.Value] is { FacesHosts: true } port)
        {
            Find(frame)?.Leave(node.Name, port.Name);
        }
    }

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
        if (host.Place is LinkEnd place && Find(probe) is ProbeTravel travel)
        {
            travel.Arrive(host.Name, place.Node);
        }
    }

    private ProbeTravel? Find(ReadOnlySpan<byte> frame) => ProbeFrame.TryRead(frame, out ProbeArrival probe, out _) ? Find(probe) : null;

    private ProbeTravel? Find(in ProbeArrival probe)
    {
        if (_flows.TryGetValue(probe.Flow, out Flow? flow))
        {
            foreach (ProbeTravel travel in flow.Underway)
            {
                if (travel.Sequence == probe.Sequence)
                {
                    return travel;
                }
            }
        }

        return null;
    }

    /// <summary>Puts the oldest probes into runs, as far as their fate is known.</summary>
    private static void Settle(Flow flow, TimeSpan lostBefore)
    {
        while (flow.Underway.TryPeek(out ProbeTravel? travel) && (travel.Receiver is not null || travel.SentAt < lostBefore))
        {
            flow.Underway.Dequeue();
            travel.GiveUp();
            flow.Add(travel);
        }
    }

    private static string? FateOf(Pair pair, Run run) => run.Receiver is string receiver && receiver != pair.To ? $"reached {receiver} instead" : run.Fate;

    private ForwardingPath Path(Pair pair, Run run)
    {
        bool hasArrived = run.Receiver == pair.To;
        ImmutableArray<string> hops = hasArrived ? [pair.From, .. run.Nodes, pair.To] : [pair.From, .. run.Nodes];
        return ForwardingPath.Along(world.Fabric, hops, hasArrived);
    }

    /// <summary>A flow: probes whose fate is not yet known, oldest first, and the runs of those before.</summary>
    private sealed class Flow
    {
        public Queue<ProbeTravel> Underway { get; } = new();

        public List<Run> Runs { get; } = [];

        public void Add(ProbeTravel travel)
        {
            if (Runs.Count > 0 && (Runs.Count == MostRuns || Runs[^1].Fits(travel)))
            {
                Runs[^1].To = travel.SentAt;
                Runs[^1].Count++;
            }
            else
            {
                Runs.Add(new Run(travel));
            }
        }
    }

    private sealed class Run(ProbeTravel first)
    {
        public TimeSpan From { get; } = first.SentAt;

        public TimeSpan To { get; set; } = first.SentAt;

        public long Count { get; set; } = 1;

        public List<string> Nodes { get; } = first.Nodes;

        public string? Receiver { get; } = first.Receiver;

        public string? Fate { get; } = first.Fate;

        public bool Fits(ProbeTravel travel) => Receiver == travel.Receiver && Fate == travel.Fate && Nodes.SequenceEqual(travel.Nodes);
    }
}
