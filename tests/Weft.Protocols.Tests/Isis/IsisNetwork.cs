using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Engines joined by links in virtual time. Links may lose, duplicate and delay frames at random, so that they overtake one another.</summary>
internal sealed class IsisNetwork
{
    private static readonly TimeSpan LinkDelay = TimeSpan.FromMicroseconds(50);
    private readonly PriorityQueue<(int Node, PortIndex Port, byte[] Frame), (long Time, long Order)> _inFlight = new();
    private readonly RandomSource _random;
    private readonly IReadOnlyList<TestLink> _links;
    private readonly FabricTimers? _timers;
    private readonly FabricLimits? _limits;
    private readonly Func<int, IsisSettings>? _isis;
    private readonly Func<int, int> _identity;
    private readonly HashSet<int> _cut = [];
    private readonly Dictionary<int, IsisKeys> _keys = [];
    private long _order;

    public IsisNetwork(
        int nodes, IReadOnlyList<TestLink> links, ulong seed = 1, FabricTimers? timers = null, FabricLimits? limits = null, Func<int, int>? identity = null,
        Func<int, IsisSettings>? isis = null)
    {
        _links = links;
        _timers = timers;
        _limits = limits;
        _isis = isis;
        _identity = identity ?? (static node => node);
        _random = new RandomSource(seed);
        for (int i = 0; i < nodes; i++)
        {
            Nodes.Add(Create(i));
        }
    }

    public List<IsisTestNode> Nodes { get; } = [];

    public Instant Now { get; private set; } = Instant.Zero;

    /// <summary>Chance of loss of each frame, in 1/1000.</summary>
    public int Loss { get; set; }

    /// <summary>Chance of duplication of each frame, in 1/1000.</summary>
    public int Duplication { get; set; }

    /// <summary>Extra delay of up to this much, drawn for each frame.</summary>
    public TimeSpan Reordering { get; set; }

    /// <summary>Sees every frame on its way: node, port, frame; false drops it.</summary>
    public Func<IsisTestNode, PortIndex, byte[], bool>? Tap { get; set; }

    public void Start()
    {
        foreach (IsisTestNode node in Nodes)
        {
            PortsUp(node);
        }
    }

    /// <summary>Kills a node and starts it again with empty memory.</summary>
    public IsisTestNode Restart(int index, TimeSpan after)
    {
        Nodes[index].IsAlive = false;
        Run(after);
        Nodes[index] = Create(index);
        PortsUp(Nodes[index]);
        return Nodes[index];
    }

    public void SetLink(int link, bool up)
    {
        _ = up ? _cut.Remove(link) : _cut.Add(link);
        foreach (int end in new[] { _links[link].A, _links[link].B })
        {
            IsisTestNode node = Nodes[end];
            PortIndex port = PortOf(end, link);
            Call(node, () => node.Engine.HandlePort(Now, port, StatusOf(end, port, up), node));
        }
    }

    public void Advertise(int index, in HostClaim claim)
    {
        HostClaim copy = claim;
        Call(Nodes[index], () => Nodes[index].Engine.Advertise(Now, copy));
    }

    /// <summary>Gives a node keys; it keeps them over restarts.</summary>
    public void SetKeys(int index, IsisKeys keys)
    {
        _keys[index] = keys;
        Call(Nodes[index], () => Nodes[index].Engine.SetKeys(Now, keys, Nodes[index]));
    }

    public void Withdraw(int index, HostKey key) => Call(Nodes[index], () => Nodes[index].Engine.Withdraw(Now, key));

    /// <summary>Lets a node do something and then what is due, as a node's loop does.</summary>
    public void Call(IsisTestNode node, Action action)
    {
        action();
        Settle(node);
    }

    /// <summary>Puts a frame of our own making on the wire towards a node.</summary>
    public void Inject(int index, PortIndex port, byte[] frame) =>
        Call(Nodes[index], () => Nodes[index].Engine.HandleFrame(Now, port, frame, Nodes[index]));

    public void Run(TimeSpan duration)
    {
        Instant end = Now + duration;
        while (true)
        {
            Instant next = NextTime();
            if (next > end)
            {
                Now = end;
                return;
            }

            Now = next > Now ? next : Now;
            HashSet<int> touched = [.. Nodes.Where(node => node.IsAlive && node.Engine.NextDeadline <= Now).Select(static node => node.Index)];
            while (_inFlight.TryPeek(out (int Node, PortIndex Port, byte[] Frame) arrival, out (long Time, long Order) key) && key.Time <= Now.Nanoseconds)
            {
                _inFlight.Dequeue();
                IsisTestNode node = Nodes[arrival.Node];
                if (node.IsAlive)
                {
                    node.Engine.HandleFrame(Now, arrival.Port, arrival.Frame, node);
                    touched.Add(arrival.Node);
                }
            }

            foreach (int index in touched.Order())
            {
                Settle(Nodes[index]);
            }
        }
    }

    /// <summary>True when all living nodes hold the same LSPs (purges left out).</summary>
    public bool HasConverged()
    {
        string? first = null;
        foreach (IsisTestNode node in Nodes.Where(static node => node.IsAlive))
        {
            string lsps = string.Join(' ', node.Engine.Database().Where(static lsp => !lsp.IsPurge).Select(static lsp => $"{lsp.Id}/{lsp.Sequence}/{lsp.Checksum:x}"));
            first ??= lsps;
            if (lsps != first)
            {
                return false;
            }
        }

        return true;
    }

    public PortIndex PortOf(int node, int link) =>
        new((ushort)_links.Take(link).Count(other => other.A == node || other.B == node));

    public static PortStatus StatusOf(int node, PortIndex port, bool up) =>
        new(up, IsisPlans.Mac(node, port.Value), IsisPlans.LinkLocal(node, port.Value), 1500);

    private IsisTestNode Create(int index)
    {
        IsisTestNode node = new(index, IsisPlans.Build(index, _links, _timers, _limits, _identity(index), _isis?.Invoke(index)), _random.NextUInt64());
        if (_keys.TryGetValue(index, out IsisKeys? keys))
        {
            node.Engine.SetKeys(Now, keys, node);
        }

        return node;
    }

    private void PortsUp(IsisTestNode node) => Call(node, () =>
    {
        foreach (PortPlan port in node.Plan.Ports)
        {
            node.Engine.HandlePort(Now, port.Index, StatusOf(node.Index, port.Index, true), node);
        }
    });

    private void Settle(IsisTestNode node)
    {
        int rounds = 0;
        while (node.Engine.NextDeadline <= Now)
        {
            Assert.True(++rounds < 100, "the engine asks for the same moment again and again");
            node.Engine.HandleTimer(Now, node);
        }

        foreach ((PortIndex port, byte[] frame) in node.Outbox)
        {
            Transmit(node, port, frame);
        }

        node.Outbox.Clear();
    }

    private void Transmit(IsisTestNode from, PortIndex port, byte[] frame)
    {
        int link = Enumerable.Range(0, _links.Count).Where(i => _links[i].A == from.Index || _links[i].B == from.Index).ElementAt(port.Value);
        if (_cut.Contains(link) || Tap?.Invoke(from, port, frame) == false || _random.Next(1000) < Loss)
        {
            return;
        }

        int to = _links[link].A == from.Index ? _links[link].B : _links[link].A;
        int copies = _random.Next(1000) < Duplication ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            Instant arrival = Now + LinkDelay + _random.Between(TimeSpan.Zero, Reordering);
            _inFlight.Enqueue((to, PortOf(to, link), frame), (arrival.Nanoseconds, _order++));
        }
    }

    private Instant NextTime()
    {
        Instant next = _inFlight.TryPeek(out _, out (long Time, long Order) key) ? new Instant(key.Time) : Instant.Never;
        foreach (IsisTestNode node in Nodes.Where(static node => node.IsAlive))
        {
            next = Instant.Min(next, node.Engine.NextDeadline);
        }

        return next;
    }
}
