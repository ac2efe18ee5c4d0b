using Weft.Linux;
using Weft.Model;
using Weft.Node;
using Weft.Protocols.Edge;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>The node between its inputs and its outputs: whatever comes from sockets, filter and kernel goes into the switch, and what the
/// switch does goes out, is recorded, logged and kept.</summary>
internal sealed class NodeCore : INodeEffects, IFrameSink, IFirstPacketSink, IDatagramSink, IDataPlaneEvents
{
    // A deadline that stays in the past would be a fault of an engine; the loop goes on after so many.
    private const int TimersPerTurn = 64;

    private readonly FilterSets _filters;
    private readonly DaemonLog _log;
    private readonly List<FirstPacket> _forgotten = [];
    private readonly Recorder? _recorder;
    private readonly Dictionary<RouteKey, uint> _outside = [];
    private Instant _now = MonotonicClock.Now;

    public NodeCore(NodePlan plan, ulong seed, EventLoop loop, FilterSets filters, DaemonLog log, Recorder? recorder)
    {
        Switch = new Switch(plan, seed);
        Sockets = new PortSockets(plan, loop, this);
        Relay = new RelaySockets(plan, loop, this);
        Events = new EventLog(plan.Fabric.Limits.Events);
        Status = new PortStatus[plan.Ports.Length];
        _filters = filters;
        _log = log;
        _recorder = recorder;
    }

    public Switch Switch { get; }

    public PortSockets Sockets { get; }

    public RelaySockets Relay { get; }

    public EventLog Events { get; }

    /// <summary>The last reported state of each port.</summary>
    public PortStatus[] Status { get; }

    /// <summary>At an edge: what another daemon of the machine put into the kernel, with its metric. In no particular order.</summary>
    public IReadOnlyDictionary<RouteKey, uint> OutsideRoutes => _outside;

    /// <summary>Told of every host whose next packet must reach the packet filter.</summary>
    public Action<FirstPacket, int>? Forgotten { get; set; }

    /// <summary>Told of every event after it was kept.</summary>
    public Action<LoggedEvent>? Published { get; set; }

    /// <summary>Lets the switch do what is due.</summary>
    public void HandleTimers(Instant now)
    {
        for (int i = 0; i < TimersPerTurn && Switch.NextDeadline <= now; i++)
        {
            Handle(now, NodeInput.Timer());
        }
    }

    /// <summary>Tells the switch of a host that a predecessor left in the kernel.</summary>
    public void Found(in AdoptedBinding binding) => Handle(MonotonicClock.Now, NodeInput.Found(binding));

    /// <summary>Tells the switch what a host was given in an earlier life.</summary>
    public void Remember(in AddressGrant grant) => Handle(MonotonicClock.Now, NodeInput.Remembered(grant));

    /// <summary>Tells the switch of a port that was shut in an earlier life.</summary>
    public void KeepShut(in ShutPort port) => Handle(MonotonicClock.Now, NodeInput.StillShut(port));

    /// <summary>Opens a port that is shut.</summary>
    public void OpenPort(PortIndex port) => Handle(MonotonicClock.Now, NodeInput.Opened(port));

    /// <summary>True when ports were shut or opened since somebody set it to false.</summary>
    public bool HasShutChanged { get; set; }

    /// <summary>Tells the switch that no predecessor left routes in the kernel.</summary>
    public void StartCold() => Handle(MonotonicClock.Now, NodeInput.StartedCold());

    /// <summary>Gives the switch other keys.</summary>
    public void SetKeys(IsisKeys keys) => Handle(MonotonicClock.Now, NodeInput.KeysReplaced(keys));

    /// <summary>Lets the switch give way to others, or serve again.</summary>
    public void Drain(bool drained, bool atOnce) => Handle(MonotonicClock.Now, NodeInput.Drained(drained, atOnce));

    /// <summary>Tells the switch where a host is about to be.</summary>
    public void Expect(HostExpectation word) => Handle(MonotonicClock.Now, NodeInput.Expected(word));

    /// <summary>Tells the switch that the daemon stops in order.</summary>
    public void Stop() => Handle(MonotonicClock.Now, NodeInput.Stopping());

    public void FrameReceived(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) =>
        Handle(MonotonicClock.Now, NodeInput.Received(port, tag, frame));

    public void DatagramReceived(in Datagram datagram, ReadOnlySpan<byte> payload) =>
        Handle(MonotonicClock.Now, NodeInput.DatagramReceived(datagram, payload));

    public void FirstPacketSeen(in FirstPacket packet) => Handle(MonotonicClock.Now, NodeInput.Saw(packet));

    public void PortChanged(PortIndex port, in PortStatus status)
    {
        Sockets.Refresh(port);
        Status[port.Value] = status;
        Handle(MonotonicClock.Now, NodeInput.PortChanged(port, status));
    }

    public void ForeignRouteChanged(in ForeignRoute route)
    {
        RouteKey key = new(route.Vrf, route.Prefix);
        if (route.Present)
        {
            _outside[key] = route.Metric;
        }
        else
        {
            _outside.Remove(key);
        }

        Handle(MonotonicClock.Now, NodeInput.RouteChanged(route));
    }

    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        _recorder?.Sent(_now, port, tag, frame);
        Sockets.Send(port, tag, frame);
    }

    public void SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
        _recorder?.Sent(_now, datagram, payload);
        Relay.Send(datagram, payload);
    }

    public void Forget(in FirstPacket packet)
    {
        _recorder?.Forgot(_now, packet);
        _forgotten.Add(packet);
    }

    /// <summary>Tells the filter whom to report anew. Comes after the tables are written: a move does not wait for it.</summary>
    public void FlushForgotten()
    {
        foreach (FirstPacket packet in _forgotten)
        {
            int index = Sockets.IndexOf(packet.Port);
            _filters.Forget(packet, index);
            Forgotten?.Invoke(packet, index);
        }

        _forgotten.Clear();
    }

    public void Emit(Instant now, NodeEvent nodeEvent)
    {
        _recorder?.Emitted(now, nodeEvent);
        LoggedEvent kept = Events.Add(now, nodeEvent);
        HasShutChanged |= nodeEvent is PortShut or PortOpened;
        _log.Write(nodeEvent);
        Published?.Invoke(kept);
    }

    public void Emit(NodeEvent nodeEvent) => Emit(MonotonicClock.Now, nodeEvent);

    private void Handle(Instant now, in NodeInput input)
    {
        _now = now;
        _recorder?.Input(now, input);
        Switch.Handle(now, input, this);
    }
}
