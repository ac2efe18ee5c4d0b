using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Testing;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Leaves that hear each other's claims after a delay, and hosts that answer probes: the whole claim protocol in virtual time.</summary>
internal sealed class HostWorld
{
    private static readonly TimeSpan HostDelay = TimeSpan.FromMicroseconds(100);

    private readonly PriorityQueue<Action<Instant>, (long At, long Order)> _queue = new();
    private readonly List<TestHost> _hosts = [];
    private readonly Dictionary<(int From, int To), Instant> _lastDelivery = [];
    private readonly Func<TimeSpan> _delay;
    private long _order;

    public HostWorld(Fabric fabric, Func<TimeSpan>? claimDelay = null)
    {
        Fabric = fabric;
        _delay = claimDelay ?? (() => TimeSpan.FromMilliseconds(1));
        Leaves = fabric.Nodes.Select(node => new LeafRecorder(this, node.Index, MakeEngine(node.Index))).ToArray();
        foreach (LeafRecorder leaf in Leaves)
        {
            Boot(leaf);
            leaf.Engine.Synchronized(Now, leaf);
        }
    }

    public Fabric Fabric { get; }

    public LeafRecorder[] Leaves { get; }

    public Instant Now { get; private set; } = new(1_000_000_000_000);

    public LeafRecorder Leaf(int index) => Leaves[index - 1];

    public SystemId SystemIdOf(int leaf) => Fabric.Nodes[leaf - 1].SystemId;

    public TestHost Add(TestHost host, int leaf, int port)
    {
        host.PlugIn(leaf, port);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Replaces a leaf's engine by a fresh one that knows nothing yet.</summary>
    public void Restart(int leaf)
    {
        LeafRecorder recorder = Leaf(leaf);
        recorder.Engine = MakeEngine(leaf);
        Boot(recorder);
    }

    /// <summary>The host says something where it is plugged in now.</summary>
    public void Speak(TestHost host, EvidenceKind kind, IpAddress? address = null) => SpeakAt(host.Leaf, host.Port, host, kind, address);

    /// <summary>A frame of the host arrives at any place, for example one that was under way.</summary>
    public void SpeakAt(int leafIndex, int port, TestHost host, EvidenceKind kind, IpAddress? address = null)
    {
        LeafRecorder leaf = Leaf(leafIndex);
        HostAttachment at = Place(leafIndex, port, host.Mac);
        if (kind == EvidenceKind.Rarp)
        {
            leaf.Engine.ObserveMac(Now, at, leaf);
        }
        else
        {
            leaf.Engine.Observe(Now, at, address ?? host.Addresses[0], kind, leaf);
        }
    }

    public HostAttachment Place(int leaf, int port, MacAddress mac) =>
        new(new PortIndex((ushort)port), VlanId.Untagged, SegmentId.Routed(1, leaf), mac);

    public void SetPort(int leafIndex, int port, bool up)
    {
        LeafRecorder leaf = Leaf(leafIndex);
        leaf.Engine.HandlePort(Now, new PortIndex((ushort)port), Status(up), leaf);
    }

    public void Flood(LeafRecorder from, Action<LeafRecorder, Instant> deliver)
    {
        foreach (LeafRecorder to in Leaves)
        {
            if (to != from)
            {
                // LSPs of one origin reach a node in order: an older one never overwrites a newer.
                Instant at = Now + _delay();
                Instant last = _lastDelivery.GetValueOrDefault((from.Index, to.Index));
                at = at < last ? last : at;
                _lastDelivery[(from.Index, to.Index)] = at;
                Schedule(at, now => deliver(to, now));
            }
        }
    }

    public void Deliver(LeafRecorder leaf, PortIndex port, VlanId tag, byte[] frame)
    {
        byte[] answer = new byte[128];
        foreach (TestHost host in _hosts)
        {
            if (host.Leaf != leaf.Index || host.Port != port.Value || !host.Answers)
            {
                continue;
            }

            int length = HostAnswers.Answer(frame, host.Mac, host.Addresses.Except(host.Dropped).ToArray(), answer);
            if (length > 0)
            {
                byte[] reply = answer.AsSpan(0, length).ToArray();
                Schedule(Now + HostDelay, now => leaf.Engine.HandleFrame(now, port, tag, reply, leaf));
            }
        }
    }

    /// <summary>Lets time pass: claims, answers and timers happen in order.</summary>
    public void Run(TimeSpan duration)
    {
        Instant end = Now + duration;
        for (int step = 0; ; step++)
        {
            Assert.True(step < 1_000_000, "the engines never come to rest");
            LeafRecorder due = Leaves.MinBy(leaf => leaf.Engine.NextDeadline.Nanoseconds)!;
            Instant timer = due.Engine.NextDeadline;
            Instant message = _queue.TryPeek(out _, out (long At, long Order) priority) ? new Instant(priority.At) : Instant.Never;
            Instant next = Instant.Min(timer, message);
            if (next > end)
            {
                Now = end;
                return;
            }

            Now = next > Now ? next : Now;
            if (message <= timer)
            {
                _queue.Dequeue()(Now);
            }
            else
            {
                due.Engine.HandleTimer(Now, due);
            }
        }
    }

    public void Schedule(Instant at, Action<Instant> action) => _queue.Enqueue(action, (at.Nanoseconds, _order++));

    /// <summary>The leaves that have the address bound in their tables.</summary>
    public int[] BoundAt(IpAddress address) => Leaves
        .Where(leaf => leaf.Bindings.Keys.Any(key => key.Address == address))
        .Select(leaf => leaf.Index)
        .ToArray();

    /// <summary>Asserts that one leaf has the address and every other routes to it.</summary>
    public void AssertOwner(IpAddress address, int owner)
    {
        Assert.Equal([owner], BoundAt(address));
        foreach (LeafRecorder leaf in Leaves)
        {
            SystemId[] expected = leaf.Index == owner ? [] : [SystemIdOf(owner)];
            Assert.Equal(expected, leaf.Winners.GetValueOrDefault(new HostKey(VrfId.Default, address), []));
            Assert.Equal(leaf.Index == owner, leaf.Claims.ContainsKey(new HostKey(VrfId.Default, address)));
        }
    }

    private static PortStatus Status(bool up) => new(up, MacAddress.Parse("02:aa:00:00:00:01"), IpAddress.Parse("fe80::aa"), 1500);

    private HostsEngine MakeEngine(int leaf) => new(TestFabric.Plan(Fabric, leaf), new RandomSource((ulong)leaf));

    private void Boot(LeafRecorder leaf)
    {
        leaf.Engine.Start(Now);
        for (int port = 0; port < TestFabric.PortsPerLeaf; port++)
        {
            leaf.Engine.HandlePort(Now, new PortIndex((ushort)port), Status(true), leaf);
        }

        foreach (FabricNode node in Fabric.Nodes)
        {
            if (node.Index != leaf.Index)
            {
                leaf.Engine.HandleReach(node.SystemId, reachable: true);
                leaf.Engine.SettleReach(Now, leaf);
            }
        }
    }
}
