using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A simulated fabric as a stage for stories. Time passes only while something is waited for.</summary>
public sealed class SimStage : IStoryStage
{
    /// <summary>How long a node may take for what it is asked to do.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks at a condition grow apart up to this.</summary>
    private static readonly TimeSpan s_longestLook = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan s_shortestLook = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Bits per second of a link that duplicates. Packets that circle for a moment over it, as they may while a daemon is dead, double until their hop limits end: what bounds them is
    /// that no line is infinitely fast.
    /// </summary>
    private const long DuplicatedBandwidth = 100_000_000;

    private const int DuplicatedQueue = 1000;

    private readonly Dictionary<int, SimFlow> _flows = [];
    private readonly List<SimStream> _streams = [];
    private readonly HashSet<(string A, string B)> _broken = [];
    private readonly HashSet<string> _touched = [];
    private readonly Dictionary<(string From, string To), (ImpairStep Step, LinkQuality Good)> _impaired = [];
    private readonly MoveGuard _guard;
    private readonly NodeCare _nodes;
    private readonly ObserverSet _observers = new();
    private int _numbers;

    /// <summary>Makes a stage of a world. <see cref="Settle"/> makes it ready.</summary>
    public SimStage(SimWorld world)
    {
        World = world;
        Events = new EventBook(world.Fabric);
        Tracer = new PacketTracer(world, NextNumber);
        _nodes = new NodeCare(new SimNodes(this));
        _guard = new MoveGuard(world.Fabric);
        View = new SimView(this);
        _observers.Add(Events);
        _observers.Add(Tracer);
        _observers.Add(new Arrivals(this));
        world.Observer = _observers;
    }

    public SimWorld World { get; }

    public Fabric Fabric => World.Fabric;

    public IStoryView View { get; }

    public long Now => Ticks(World.Now);

    public TimeSpan ProbeInterval { get; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What takes longer than a few intervals counts as late, not as lost: the longest way is a few milliseconds.</summary>
    public int ProbesUnderway => 20;

    public int Tolerance => 1;

    internal EventBook Events { get; }

    internal PacketTracer Tracer { get; }

    /// <summary>Ticks of <see cref="TimeSpan"/> on the world's clock.</summary>
    internal static long Ticks(Instant now) => now.Nanoseconds / 100;

    /// <summary>Lets somebody else see what happens, too.</summary>
    public void Observe(IWorldObserver observer) => _observers.Add(observer);

    /// <summary>Lets somebody who observes see no more.</summary>
    public void Ignore(IWorldObserver observer) => _observers.Remove(observer);

    /// <summary>Waits until every host is known, every node's routes lead to it and the outside is reached. Throws <see cref="StoryException"/> with what is
    /// missing.</summary>
    public void Settle()
    {
        Readiness readiness = new(Promised(), View);
        BootHosts();
        Instant announced = World.Now;
        bool isReady = WaitUntil(
            () =>
            {
                bool ready = World.Network is not { IsSettled: false } && readiness.Missing(outside: true).IsEmpty;
                if (!ready && World.Now - announced > TimeSpan.FromMilliseconds(500))
                {
                    announced = World.Now;
                    foreach (FabricHost host in readiness.Unknown)
                    {
                        Announce(World.Host(host.Name), AnnouncementKind.Garp);
                    }
                }

                return ready;
            },
            s_patience);
        if (!isReady)
        {
            throw new StoryException($"not ready after {s_patience.TotalSeconds:0} s: {string.Join("; ", readiness.Missing(outside: true).Take(5))}");
        }
    }

    public bool WaitUntil(Func<bool> condition, TimeSpan limit)
    {
        Instant end = World.Now + limit;
        TimeSpan look = s_shortestLook;
        while (!condition())
        {
            if (World.Now >= end)
            {
                return false;
            }

            World.Run(look < end - World.Now ? look : end - World.Now);
            look = look * 2 < s_longestLook ? look * 2 : s_longestLook;
        }

        return true;
    }

    public IStoryFlow OpenFlow(string id, Pair pair, AddressFamily family)
    {
        int number = NextNumber();
        SimHost from = World.Host(pair.From);
        ProbeFlow probes = new(number, ProbeKind.OneWay, AddressOf(pair.To, family), ProbeInterval);
        SimFlow flow = new(World, id, pair, probes);
        _flows.Add(number, flow);
        from.Do((now, stack, effects) => stack.Start(now, probes, effects));
        return flow;
    }

    public IStoryStream OpenStream(StoryConnection connection)
    {
        SimStream stream = SimStream.Open(this, NextNumber(), connection);
        _streams.Add(stream);
        return stream;
    }

    public void Prepare(StoryStep step)
    {
        if (step is MoveStep move && _guard.Left(move, Now) is { Ticks: > 0 } left)
        {
            World.Run(left);
        }
    }

    public string? Refusal(StoryStep step) =>
        step is RunStep run && !HostCommands.Knows(run.Command) ? $"`{run.Command}` needs a real kernel" : null;

    public void Do(StoryStep step)
    {
        switch (step)
        {
            case MoveStep move:
                Move(move);
                break;
            case HostStep power:
                Switch(World.Host(power.Host), power.IsOn);
                break;
            case ImpairStep impair:
                Impair(impair);
                break;
            case LinkStep link:
                SetLink(link.A, link.B, link.Condition);
                break;
            case NodeStep act:
                _nodes.Do(act);
                break;
            case ExpectStep expected:
                _nodes.Do(expected);
                break;
            case FirewallStep firewall:
                PlaceFirewalls(firewall);
                break;
            case RunStep run:
                _touched.Add(run.In);
                HostCommands.Run(this, World.Host(run.In), run.Command);
                break;
            case AnnounceStep announce:
                Announce(announce);
                break;
            default:
                throw new InvalidOperationException($"no act for {step.GetType().Name}");
        }
    }

    public void Send(string host, byte[] frame) => World.Host(host).SendRaw(frame);

    public bool EndsStory(Exception fault) => fault is SimulationException;

    public void Restore()
    {
        EndTraffic();
        World.RemoveFirewalls();
        foreach ((string from, string to) in _impaired.Keys.Order().ToArray())
        {
            Impair(_impaired[(from, to)].Step.Mended());
        }

        foreach ((string a, string b) in _broken.Order().ToArray())
        {
            SetLink(a, b, LinkCondition.Joined);
        }

        _nodes.Restore();
        foreach (SimHost host in World.Hosts)
        {
            if (host.Origin?.At is LinkEnd home && host.Place != home)
            {
                World.Move(host, home, oldPortLosesCarrier: false);
                _touched.Add(host.Name);
                _guard.Moved(host.Name, Now);
            }
        }

        foreach (string name in _touched.Order(StringComparer.Ordinal))
        {
            SimHost host = World.Host(name);
            host.Stack.ShutDown();
            host.Boot();
            Announce(host, AnnouncementKind.Garp);
        }

        _touched.Clear();
        Settle();
    }

    /// <summary>The number of an open flow of that name; 0, which is nobody's, when there is none.</summary>
    internal int NumberOf(string flow) => _flows.FirstOrDefault(item => item.Value.Id == flow).Key;

    internal int NextNumber() => ++_numbers;

    /// <summary>The first address of a family that a host or client has.</summary>
    internal IpAddress AddressOf(string name, AddressFamily family)
    {
        foreach (GatewayAddress address in World.Host(name).Stack.Setup.Addresses)
        {
            if (address.Address.Family == family)
            {
                return address.Address;
            }
        }

        throw new StoryException($"{name} has no {family} address");
    }

    internal void SetLink(string a, string b, LinkCondition condition)
    {
        SimLink link = World.Link(a, b);
        _ = condition == LinkCondition.Joined ? _broken.Remove((a, b)) : _broken.Add((a, b));
        World.SetSilent(link, condition == LinkCondition.Silent);
        World.SetCarrier(link, condition != LinkCondition.Cut);
    }

    /// <summary>What the network can be asked about: only Weft knows where hosts are, and only routers have routes.</summary>
    private Fabric Promised() => World.Network is null
        ? World.Listed
        : Fabric with { Hosts = [], Nodes = [.. Fabric.Nodes.Where(node => World.Device(node.Name).Routes.Told.Length > 0)] };

    private void BootHosts()
    {
        foreach (SimHost host in World.Hosts)
        {
            if (host.Stack.State == StackState.Off)
            {
                host.Boot();
            }
        }
    }

    private void PlaceFirewalls(FirewallStep step)
    {
        foreach (string edge in step.Edges)
        {
            World.PlaceFirewall(edge);
        }
    }

    private void Move(MoveStep step)
    {
        SimHost host = World.Host(step.Host);
        _guard.Moved(step.Host, Now);
        if (step.IsCold)
        {
            _touched.Add(step.Host);
            host.Stack.ShutDown();
        }

        World.Move(host, step.To, step.OldPort == OldPort.Loses);
        if (step.IsCold)
        {
            host.Boot();
        }

        Announce(host, step.Announce);
    }

    private void Impair(ImpairStep step)
    {
        const int Million = 1_000_000;
        LinkDirection direction = World.Link(step.From, step.To).From(step.From);
        LinkQuality good = _impaired.TryGetValue((step.From, step.To), out (ImpairStep Step, LinkQuality Good) before) ? before.Good : direction.Quality;
        direction.Quality = step.IsMended ? good : good with
        {
            LossPerMillion = (int)(Million * step.Lost.Value),
            DuplicationPerMillion = (int)(Million * step.Twice.Value),
            Jitter = step.Jitter,
            Bandwidth = step.Twice.Value > 0 ? DuplicatedBandwidth : good.Bandwidth,
            QueueLength = step.Twice.Value > 0 ? DuplicatedQueue : good.QueueLength,
        };
        _impaired[(step.From, step.To)] = (step, good);
        if (step.IsMended)
        {
            _impaired.Remove((step.From, step.To));
        }
    }

    /// <summary>A host that is on again goes on with its flows; what it would have sent meanwhile is lost.</summary>
    private void Switch(SimHost host, bool isOn)
    {
        _touched.Add(host.Name);
        bool wasOn = host.Stack.State != StackState.Off;
        SimFlow[] flows = [.. _flows.Values.Where(flow => flow.Pair.From == host.Name)];
        if (wasOn && !isOn)
        {
            host.Stack.ShutDown();
            Array.ForEach(flows, flow => flow.Pause());
        }
        else if (!wasOn && isOn)
        {
            host.Boot();
            Array.ForEach(flows, flow => flow.Resume());
        }
    }

    private void Announce(AnnounceStep step)
    {
        SimHost host = World.Host(step.Host);
        if (step.Address is IpAddress address)
        {
            _touched.Add(step.Host);
            host.Do((_, stack, effects) => stack.Announce(address, HostAnnouncement.GratuitousRequest, effects));
        }
        else
        {
            Announce(host, step.Kind);
        }
    }

    private static void Announce(SimHost host, AnnouncementKind kind)
    {
        if (kind != AnnouncementKind.None && host.Origin is FabricHost origin)
        {
            foreach (byte[] frame in HostFrames.Announce(origin, kind))
            {
                host.SendRaw(frame);
            }
        }
    }

    /// <summary>Ends all flows and streams.</summary>
    internal void EndTraffic()
    {
        foreach (SimFlow flow in _flows.Values)
        {
            World.Host(flow.Pair.From).Stack.Stop(flow.Probes);
        }

        foreach (SimStream stream in _streams)
        {
            stream.Close();
        }

        _flows.Clear();
        _streams.Clear();
    }

    private sealed class Arrivals(SimStage stage) : IWorldObserver
    {
        public void Arrived(Instant now, SimHost host, in ProbeArrival probe)
        {
            if (stage._flows.TryGetValue(probe.Flow, out SimFlow? flow))
            {
                flow.Arrive(probe, now);
            }
        }
    }
}
