using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Finds the way of packets by looking: sees marked probes pass every cable, one after the other. A packet that meets a node twice is seen twice there.</summary>
internal sealed class PacketTracer : IWorldObserver
{
    private static readonly TimeSpan s_once = TimeSpan.FromSeconds(1);

    /// <summary>Between two datagrams, so that a sender's queue for a neighbour that is not known yet holds them all.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMicroseconds(20);

    private readonly SimWorld _world;
    private readonly Dictionary<int, List<TracedStep>> _seen = [];
    private readonly HashSet<int> _arrived = [];
    private readonly Func<int> _nextNumber;
    private string _to = string.Empty;

    /// <summary>Flows of one probe get their numbers from <paramref name="nextNumber"/>.</summary>
    public PacketTracer(SimWorld world, Func<int> nextNumber)
    {
        _world = world;
        _nextNumber = nextNumber;
    }

    /// <summary>Sends so many datagrams, each of a flow of its own, and waits until all arrived or the patience is over.</summary>
    public ImmutableArray<ForwardingPath> Trace(SimHost from, string to, IpAddress target, int flows, TimeSpan patience)
    {
        List<int> numbers = [];
        _to = to;
        for (int i = 0; i < flows; i++)
        {
            int number = _nextNumber();
            numbers.Add(number);
            _seen[number] = [];
            from.Do((now, stack, effects) => stack.Start(now, new ProbeFlow(number, ProbeKind.OneWay, target, s_once) { Limit = 1 }, effects));
            _world.Run(Apart);
        }

        _world.RunUntil(() => _arrived.Count == flows, patience);
        ImmutableArray<ForwardingPath> paths =
            [.. numbers.Select(number => PathOf(from.Name, _arrived.Contains(number), _seen[number]))];
        _seen.Clear();
        _arrived.Clear();
        return paths;
    }

    public void Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost)
    {
        if (_seen.Count > 0 && IsTraced(frame, out List<TracedStep>? seen, out byte hops))
        {
            seen.Add(new TracedStep(link.FromName, isLost ? null : link.ToName, hops));
        }
    }

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        if (_seen.Count > 0 && host.Place is LinkEnd place && IsTraced(frame, out List<TracedStep>? seen, out byte hops))
        {
            seen.Add(isFromHost ? new TracedStep(host.Name, place.Node, hops) : new TracedStep(place.Node, host.Name, hops));
        }
    }

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
        // Somebody else may have the same address in another VRF.
        if (_seen.ContainsKey(probe.Flow) && host.Name == _to)
        {
            _arrived.Add(probe.Flow);
        }
    }

    /// <summary>Walks back from the end of the way: bridges may have flooded copies to places that the packet never came back from.</summary>
    private ForwardingPath PathOf(string from, bool arrived, List<TracedStep> seen)
    {
        List<string> hops = [];
        int at = arrived ? seen.FindLastIndex(step => step.To == _to) : seen.Count - 1;
        if (at >= 0 && seen[at].To is string end)
        {
            hops.Add(end);
        }

        while (at >= 0)
        {
            TracedStep step = seen[at];
            hops.Add(step.From);
            at = step.From == from ? -1 : seen.FindLastIndex(at, before => before.To == step.From && before.Hops - step.Hops is 0 or 1);
        }

        if (hops.Count == 0)
        {
            hops.Add(from);
        }

        hops.Reverse();
        return ForwardingPath.Along(_world.Fabric, [.. hops], arrived);
    }

    private bool IsTraced(ReadOnlySpan<byte> frame, out List<TracedStep> seen, out byte hops)
    {
        seen = [];
        if (!ProbeFrame.TryRead(frame, out ProbeArrival probe, out hops) || !_seen.TryGetValue(probe.Flow, out List<TracedStep>? found))
        {
            return false;
        }

        seen = found;
        return true;
    }
}
