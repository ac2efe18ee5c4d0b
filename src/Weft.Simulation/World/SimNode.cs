using System.Collections.Immutable;
using Weft.Model;
using Weft.Node;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Simulation;

/// <summary>A node of the world: a forwarding plane, and the very <see cref="Switch"/> that <c>weftd</c> runs above it. The daemon may die and come
/// back; the plane goes on forwarding by what it was told.</summary>
public sealed partial class SimNode : ISimActor, IWorldNode, INodeEffects, IPlaneEffects
{
    // A deadline that stays in the past would be a fault of an engine.
    private const int TimersPerTurn = 4096;

    private readonly SimScheduler _scheduler;
    private readonly SimOptions _options;
    private readonly NodeClock _clock;
    private readonly INodeSeam? _seam;
    private readonly PolicyHits _hits;
    private readonly ulong _seed;
    private readonly int _number;
    private readonly ISimCable?[] _cables;
    private readonly bool[] _carrier;
    private readonly ShutPortRow?[] _shut;
    private readonly Queue<Punt> _punts = new();
    private readonly Queue<FirstPacket> _reports = new();
    private readonly List<FirstPacket> _forgotten = [];
    private readonly GrantBook _grants = new();
    private readonly List<RouteKey> _changed = [];
    private readonly List<(ForeignRoute Route, ImmutableArray<NextHop> Hops)> _foreign = [];
    private readonly List<(PortIndex Port, MacAddress Mac, IpAddress[] Addresses)> _outside = [];
    private Instant _daemonDue = Instant.Never;
    private ulong _life;
    private bool _isReceiving;
    private bool _settled;

    internal SimNode(SimScheduler scheduler, NodePlan plan, SimOptions options, NodeClock clock, ulong seed)
    {
        _scheduler = scheduler;
        _options = options;
        _clock = clock;
        _seam = options.Seam?.Invoke(plan);
        _seed = seed;
        _hits = new PolicyHits(plan.Fabric, told => _scheduler.Observer?.Told(_scheduler.Now, this, told));
        Plan = plan;
        Plane = new ForwardingPlane(_seam?.PlanOfPlane(plan) ?? plan, seed);
        _cables = new ISimCable?[plan.Ports.Length];
        _carrier = new bool[plan.Ports.Length];
        Array.Fill(_carrier, true);
        _shut = new ShutPortRow?[plan.Ports.Length];
        _number = scheduler.Add(this);
        SetAllPorts();
    }

    public string Name => Plan.Node.Name;

    public NodePlan Plan { get; }

    public ForwardingPlane Plane { get; private set; }

    /// <summary>The daemon's node; null while it does not run.</summary>
    public Switch? Switch { get; private set; }

    /// <summary>False while the node has no power.</summary>
    public bool HasPower { get; private set; } = true;

    /// <summary>True when it is to give way to others, whatever becomes of its daemon.</summary>
    public bool IsDrained { get; private set; }

    /// <summary>Frames that the daemon never saw, because too many waited.</summary>
    public long Overruns { get; private set; }

    /// <summary>What the rim's routing daemon put into its forwarding plane.</summary>
    public IEnumerable<ForeignRoute> ForeignRoutes => _foreign.Select(item => item.Route);

    Instant ISimActor.NextDeadline => Instant.Min(Plane.NextDeadline, _daemonDue);

    /// <summary>Ends the daemon without a word (SIGKILL).</summary>
    public void Kill()
    {
        Switch = null;
        _daemonDue = Instant.Never;
        Plane.KillDaemon(_scheduler.Now);
        _scheduler.Watch(_number);
    }

    /// <summary>Ends the daemon in order (SIGTERM).</summary>
    public void Stop()
    {
        Handle(NodeInput.Stopping());
        Turn();
        Switch = null;
        _daemonDue = Instant.Never;
        Plane.StopDaemon();
    }

    /// <summary>Starts the daemon. It adopts what its predecessor left.</summary>
    public void StartDaemon()
    {
        if (Switch is not null || !HasPower)
        {
            return;
        }

        IReadOnlyList<AdoptedBinding> adopted = Plane.AdoptBindings(_scheduler.Now);
        bool isCold = !Plane.HasRoutes;
        Switch = new Switch(_seam?.Plan(Plan) ?? Plan, _seed + (++_life << 32), _scheduler.Library);
        _settled = false;
        Plane.StartDaemon(_scheduler.Now);
        if (_options.Keys != IsisKeys.None)
        {
            Handle(NodeInput.KeysReplaced(_options.Keys));
        }

        if (IsDrained)
        {
            Handle(NodeInput.Drained(true, atOnce: true));
        }

        RestoreShutPorts();
        if (isCold)
        {
            Handle(NodeInput.StartedCold());
        }

        _grants.Restore(Switch.Edge, grant => Handle(NodeInput.Remembered(grant)));
        foreach (AdoptedBinding binding in adopted)
        {
            Handle(NodeInput.Found(binding));
        }

        foreach (PortPlan port in Plan.Ports)
        {
            Handle(NodeInput.PortChanged(port.Index, StatusOf(port.Index)));
        }

        foreach ((ForeignRoute route, _) in _foreign)
        {
            Handle(NodeInput.RouteChanged(route));
        }

        Turn();
        _scheduler.Watch(_number);
    }

    /// <summary>Gives way to others, or serves again.</summary>
    public void Drain(bool drained)
    {
        IsDrained = drained;
        if (Switch is not null)
        {
            Handle(NodeInput.Drained(drained, atOnce: false));
            Turn();
            _scheduler.Watch(_number);
        }
    }

    /// <summary>The manager's word about a host; lost where no daemon runs.</summary>
    public void Expect(in HostExpectation word)
    {
        if (Switch is not null)
        {
            Handle(NodeInput.Expected(word));
            Turn();
            _scheduler.Watch(_number);
        }
    }

    /// <summary>Opens a port that a BPDU has shut, as somebody at the node would.</summary>
    public void Open(PortIndex port)
    {
        if (Switch is not null)
        {
            Handle(NodeInput.Opened(port));
            Turn();
            _scheduler.Watch(_number);
        }
    }

    /// <summary>True for a port that is down because of a BPDU.</summary>
    public bool IsShut(PortIndex port) => _shut[port.Value] is not null;

    /// <summary>The MAC of a port: the same that the lab gives it.</summary>
    public MacAddress MacOf(PortIndex port) => DerivedMac.OfPort(Plan.Node, port.Value);

    public bool HasCarrier(PortIndex port) => _carrier[port.Value];

    void ISimActor.HandleTimer(Instant now)
    {
        if (Plane.NextDeadline <= now)
        {
            Plane.HandleTimer(now, this);
        }

        Turn();
    }

    void ISimActor.Receive(Instant now, ushort port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (HasPower && _carrier[port] && _shut[port] is null)
        {
            Plane.Receive(now, new PortIndex(port), tag, frame, this);
        }
    }

    /// <summary>What waits reaches the daemon, all that is there by now before it does anything else, as in one turn of <c>weftd</c>.</summary>
    internal void ReceivePunts(Instant now)
    {
        _isReceiving = true;
        while (_punts.TryPeek(out Punt punt) && punt.At <= now)
        {
            _punts.Dequeue();
            if (!punt.Port.IsNone)
            {
                Handle(NodeInput.Received(punt.Port, punt.Tag, _scheduler.FrameOf(punt.Frame)));
                _scheduler.Release(punt.Frame);
            }
            else if (_reports.TryDequeue(out FirstPacket packet))
            {
                Handle(NodeInput.Saw(packet));
            }
        }

        _isReceiving = false;
        if (_punts.TryPeek(out Punt next))
        {
            _scheduler.PlanPunts(next.At, _number);
        }

        Turn();
    }

    void IPlaneEffects.Transmit(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => _cables[port.Value]?.Send(tag, frame);

    void IPlaneEffects.Punt(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (MayWait())
        {
            Await(new Punt(_scheduler.Now + _options.DaemonDelay, port, tag, _scheduler.Keep(frame, places: 1)));
        }
    }

    void IPlaneEffects.Report(in FirstPacket packet)
    {
        if (MayWait())
        {
            _reports.Enqueue(packet);
            Await(new Punt(_scheduler.Now + _options.DaemonDelay, PortIndex.None, VlanId.Untagged, 0));
        }
    }

    void IPlaneEffects.Report(in PolicyHit hit)
    {
        PolicyHit seen = hit;
        Tell(() => _hits.Tell(_clock.Show(_scheduler.Now), seen));
    }

    void IPlaneEffects.Deliver(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
        Datagram head = datagram;
        byte[] octets = payload.ToArray();
        Tell(() => Handle(NodeInput.DatagramReceived(head, octets)));
    }

    void IPlaneEffects.Observe(in PlaneStep step, ReadOnlySpan<byte> frame) => _scheduler.Observer?.Decided(_scheduler.Now, this, step, frame);

    void INodeEffects.Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (_seam is null || _seam.Sends(port, frame))
        {
            Plane.SendFromDaemon(_scheduler.Now, port, tag, frame, this);
        }
    }

    void INodeEffects.SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload) =>
        Plane.SendFromDaemon(_scheduler.Now, datagram, payload, this);

    void INodeEffects.Forget(in FirstPacket packet) => _forgotten.Add(packet);

    void INodeEffects.Emit(Instant now, NodeEvent nodeEvent) => _scheduler.Observer?.Told(_scheduler.Now, this, nodeEvent);

    private bool MayWait()
    {
        if (Switch is null)
        {
            return false;
        }

        if (_punts.Count >= _options.DaemonQueue)
        {
            Overruns++;
            return false;
        }

        return true;
    }

    private void Await(in Punt punt)
    {
        if (_punts.Count == 0 && !_isReceiving)
        {
            _scheduler.PlanPunts(punt.At, _number);
        }

        _punts.Enqueue(punt);
    }

    /// <summary>The daemon hears of something, if it still lives then.</summary>
    private void Tell(Action input)
    {
        ulong life = _life;
        _scheduler.PlanAction(_scheduler.Now + _options.DaemonDelay, () =>
        {
            if (Switch is not null && _life == life)
            {
                input();
                Turn();
                _scheduler.Watch(_number);
            }
        });
    }

    private void Handle(in NodeInput input)
    {
        if (_seam is null || input.Kind == NodeInputKind.Timer || _seam.Hears(input))
        {
            Switch?.Handle(_clock.Show(_scheduler.Now), input, this);
        }
    }

    /// <summary>Does what is due, and then lets the forwarding plane have what changed.</summary>
    private void Turn()
    {
        Instant local = _clock.Show(_scheduler.Now);
        for (int i = 0; Switch is not null && Switch.NextDeadline <= local; i++)
        {
            if (i == TimersPerTurn)
            {
                throw new InvalidOperationException($"{Name} never comes to rest");
            }

            Handle(NodeInput.Timer());
        }

        if (Switch is not null)
        {
            _grants.Keep(Switch.Edge);
        }

        _daemonDue = Switch is null ? Instant.Never : _clock.When(Switch.NextDeadline);
        if (Switch is not null && (Switch.Tables.HasChanges || _forgotten.Count > 0 || Switch.Tables.Settled != _settled))
        {
            Apply(Switch.Tables);
        }
    }

    private void Apply(NodeTables tables)
    {
        bool isAll = tables.Settled != _settled;
        _seam?.Change(tables);
        _settled = tables.Settled;
        _changed.Clear();
        if (_applied is not null)
        {
            _changed.AddRange(tables.Routes.Changes);
        }

        SetShutPorts(tables);
        Plane.Apply(_scheduler.Now, tables);
        foreach (FirstPacket packet in _forgotten)
        {
            Plane.Forget(packet);
        }

        _forgotten.Clear();
        _scheduler.Observer?.Applied(_scheduler.Now, this);
        if (isAll || _changed.Count > 0)
        {
            _applied?.Invoke(this, _changed, isAll);
        }
    }

    private PortStatus StatusOf(PortIndex port)
    {
        MacAddress mac = MacOf(port);
        return new PortStatus(_carrier[port.Value] && _shut[port.Value] is null, mac, IpAddress.LinkLocalFor(mac), Mtu);
    }

    private const int Mtu = 1500;
}
