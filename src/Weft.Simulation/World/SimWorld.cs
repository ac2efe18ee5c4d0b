using System.Text;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Simulation;

/// <summary>A whole fabric in virtual time: nodes with real engines, links, hosts and the outside. The same fabric, options and acts give the same run, frame by frame.</summary>
public sealed class SimWorld
{
    /// <summary>What the world's clock shows at its beginning.</summary>
    public static readonly Instant Start = new(1_000_000_000_000);

    private readonly SimScheduler _scheduler;
    private readonly Rim _rim;
    private readonly List<SimNode> _nodes = [];
    private readonly List<SimLink> _links = [];
    private readonly List<SimHost> _hosts = [];
    private readonly List<SimRouter> _routers = [];
    private readonly List<IWorldNode> _devices = [];
    private readonly Dictionary<string, IWorldNode> _deviceByName = [];
    private readonly Dictionary<string, SimHost> _hostByName = [];
    private readonly Dictionary<LinkEnd, AccessLeg> _legs = [];

    /// <summary>Builds a world. Daemons start within <see cref="SimOptions.StartSpread"/>; hosts are plugged in and silent.</summary>
    public SimWorld(Fabric fabric, SimOptions options)
    {
        Fabric = fabric;
        Options = options with { Keys = options.Keys == IsisKeys.None && fabric.IsisKeyFile is not null ? MakeKeys(options.Seed) : options.Keys };
        Listed = options.Unlisted.IsEmpty ? fabric : fabric with { Hosts = [.. fabric.Hosts.Where(host => !options.Unlisted.Contains(host.Name))] };
        _scheduler = new SimScheduler();
        _rim = new Rim(_scheduler, options);
        new WorldBuilder(this, _scheduler, _rim).Build();
    }

    public Fabric Fabric { get; }

    /// <summary>The fabric as the nodes know it: without the hosts that their file does not list.</summary>
    public Fabric Listed { get; }

    public SimOptions Options { get; }

    public Instant Now => _scheduler.Now;

    /// <summary>How long the world has lasted.</summary>
    public TimeSpan Elapsed => Now - Start;

    /// <summary>How many events have happened.</summary>
    public long Happened => _scheduler.Happened;

    /// <summary>Weft's nodes in the order of the fabric file; none where another network is built of the fabric (<see cref="SimOptions.Model"/>).</summary>
    public IReadOnlyList<SimNode> Nodes => _nodes;

    /// <summary>The network that is built of the fabric instead of Weft's; null where it is Weft's.</summary>
    internal ClassicNetwork? Network { get; set; }

    /// <summary>All nodes, whatever they are, in the order of the fabric file.</summary>
    internal IReadOnlyList<IWorldNode> Devices => _devices;

    /// <summary>Hosts in the order of the fabric file, then the clients outside.</summary>
    public IReadOnlyList<SimHost> Hosts => _hosts;

    /// <summary>All cables between nodes, and between edges and outside routers.</summary>
    public IReadOnlyList<SimLink> Links => _links;

    public IReadOnlyList<SimRouter> Routers => _routers;

    /// <summary>Sees everything that happens; null when nobody looks.</summary>
    public IWorldObserver? Observer
    {
        get => _scheduler.Observer;
        set => _scheduler.Observer = value;
    }

    /// <summary>Throws <see cref="SimulationException"/> when there is none of that name.</summary>
    public SimNode Node(string name) => Device(name) as SimNode
        ?? throw new SimulationException($"{name} is a device of another network here and knows nothing of that");

    /// <summary>Throws <see cref="SimulationException"/> when there is none of that name.</summary>
    internal IWorldNode Device(string name) => _deviceByName.GetValueOrDefault(name)
        ?? throw new SimulationException($"{name} is not a node of {Fabric.Name}");

    /// <summary>A host or a client outside. Throws <see cref="SimulationException"/> when there is none of that name.</summary>
    public SimHost Host(string name) => _hostByName.GetValueOrDefault(name)
        ?? throw new SimulationException($"{name} is neither a host nor a client of {Fabric.Name}");

    /// <summary>Throws <see cref="SimulationException"/> when there is none of that name.</summary>
    public SimRouter Router(string name) => _routers.Find(router => router.Name == name)
        ?? throw new SimulationException($"{name} is not an outside router of {Fabric.Name}");

    /// <summary>The cable between two nodes, in either order. Throws <see cref="SimulationException"/> when there is none.</summary>
    public SimLink Link(string a, string b) => _links.Find(link => link.Joins(a, b))
        ?? throw new SimulationException($"no link joins {a} and {b}");

    /// <summary>What is plugged into a host port. Throws <see cref="SimulationException"/> when it is none.</summary>
    public AccessLeg Leg(LinkEnd port) => _legs.GetValueOrDefault(port)
        ?? throw new SimulationException($"{port} is not a host port of {Fabric.Name}");

    /// <summary>Lets time pass.</summary>
    public void Run(TimeSpan duration)
    {
        Instant end = Now + duration;
        while (_scheduler.Step(end))
        {
        }
    }

    /// <summary>Lets time pass until a condition holds, which is looked at after each event; false when it does not by then.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        Instant end = Now + limit;
        bool holds = condition();
        while (!holds && _scheduler.Step(end))
        {
            holds = condition();
        }

        return holds || condition();
    }

    /// <summary>Plans an act.</summary>
    public void At(Instant when, Action act) => _scheduler.PlanAction(when, act);

    /// <summary>Plugs a host into a port. Its old port keeps its carrier, or loses it until somebody is plugged in again.</summary>
    public void Move(SimHost host, LinkEnd to, bool oldPortLosesCarrier)
    {
        AccessLeg target = Leg(to);
        VlanId tag = TagAt(host, to);
        LinkEnd? old = host.Place;
        SetLeg(target, carrier: true);
        if (oldPortLosesCarrier && old is LinkEnd left && left != to)
        {
            SetLeg(Leg(left), carrier: false);
        }

        host.Plug(target, tag);
    }

    /// <summary>The node or outside router at the other end of a node's port; null for host ports.</summary>
    public static string? PeerOf(SimNode node, PortIndex port) => node.Plan.Node.Ports[port.Value].Peer;

    /// <summary>Gives a host port its carrier, or takes it away.</summary>
    public void SetCarrier(LinkEnd port, bool carrier) => SetLeg(Leg(port), carrier);

    /// <summary>Cuts a link, or mends it; both ends see it.</summary>
    public void SetCarrier(SimLink link, bool carrier)
    {
        link.Forward.HasCarrier = carrier;
        link.Back.HasCarrier = carrier;
        SetCarrierAt(link.A, carrier);
        SetCarrierAt(link.B, carrier);
        _rim.LinkChanged(link);
    }

    /// <summary>What is sent over the link is lost, and no carrier tells of it; or no longer.</summary>
    public void SetSilent(SimLink link, bool silent)
    {
        link.Forward.IsSilent = silent;
        link.Back.IsSilent = silent;
        _rim.LinkChanged(link);
    }

    /// <summary>Puts a stateful firewall between an edge and all that is outside, in place of the one that was there.</summary>
    public void PlaceFirewall(string edge)
    {
        StatefulFirewall firewall = new();
        foreach (SimLink link in _links.Where(link => link.A.Node == edge && _routers.Exists(router => router.Name == link.B.Node)))
        {
            link.Forward.Firewall = new FirewallSide(firewall, MayBegin: true);
            link.Back.Firewall = new FirewallSide(firewall, MayBegin: false);
        }
    }

    /// <summary>Takes every firewall away.</summary>
    public void RemoveFirewalls()
    {
        foreach (SimLink link in _links)
        {
            link.Forward.Firewall = null;
            link.Back.Firewall = null;
        }
    }

    /// <summary>Switches a node off: no daemon, nothing in its forwarding plane, no carrier on any cable.</summary>
    public void PowerOff(SimNode node) => PowerOff((IWorldNode)node);

    /// <summary>Switches a node on again, and starts its daemon.</summary>
    public void PowerOn(SimNode node) => PowerOn((IWorldNode)node);

    internal void PowerOff(IWorldNode node)
    {
        node.PowerOff();
        SetCablesOf(node, carrier: false);
        _rim.NodeChanged(node);
    }

    internal void PowerOn(IWorldNode node)
    {
        node.PowerOn();
        SetCablesOf(node, carrier: true);
        node.Start();
        _rim.NodeChanged(node);
    }

    internal void Add(SimNode node)
    {
        _nodes.Add(node);
        Add((IWorldNode)node);
    }

    internal void Add(IWorldNode node)
    {
        _devices.Add(node);
        _deviceByName.Add(node.Name, node);
    }

    internal void Add(SimHost host)
    {
        _hosts.Add(host);
        _hostByName.Add(host.Name, host);
    }

    internal void Add(SimLink link) => _links.Add(link);

    internal void Add(SimRouter router) => _routers.Add(router);

    internal void Add(AccessLeg leg) => _legs.Add(leg.Port, leg);

    /// <summary>The tag of a host's frames at a port: an access port takes any host, a trunk only those whose subnet it carries.</summary>
    internal VlanId TagAt(SimHost host, LinkEnd port)
    {
        PortPlan plan = Device(port.Node).Plan.FindPort(port.Port)!;
        if (plan.Kind != PortKind.Trunk || host.Origin is null)
        {
            return VlanId.Untagged;
        }

        foreach (PortSegment segment in plan.Segments)
        {
            if (Device(port.Node).Plan.FindSegment(segment.Segment)?.Subnet.Index == host.Origin.Subnet.Index)
            {
                return segment.Tag;
            }
        }

        throw new SimulationException($"{port} is a trunk that does not carry {host.Origin.Subnet.Name} (vlan {host.Origin.Subnet.Vlan})");
    }

    /// <summary>Keys as <c>weft keys</c> would make them, but drawn from the seed.</summary>
    private static IsisKeys MakeKeys(ulong seed)
    {
        RandomSource random = new(seed);
        string file = KeyFileEditor.Create("hmac-sha-256", count => [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextUInt64())]);
        return KeyFile.Load(Encoding.UTF8.GetBytes(file)).Keys ?? throw new InvalidOperationException("a key file that was just made cannot be read");
    }

    private void SetLeg(AccessLeg leg, bool carrier)
    {
        if (leg.HasCarrier != carrier)
        {
            leg.HasCarrier = carrier;
            SetCarrierAt(leg.Port, carrier);
        }
    }

    private void SetCablesOf(IWorldNode node, bool carrier)
    {
        foreach (SimLink link in _links)
        {
            if (link.A.Node == node.Name || link.B.Node == node.Name)
            {
                SetCarrier(link, carrier);
            }
        }

        foreach (PortPlan port in node.Plan.Ports)
        {
            if (port.FacesHosts)
            {
                Leg(new LinkEnd(node.Name, port.Name)).HasCarrier = carrier;
                node.SetCarrier(port.Index, carrier);
            }
        }
    }

    private void SetCarrierAt(LinkEnd end, bool carrier)
    {
        if (_deviceByName.TryGetValue(end.Node, out IWorldNode? node))
        {
            node.SetCarrier(node.Plan.FindPort(end.Port)!.Index, carrier);
        }
    }
}
