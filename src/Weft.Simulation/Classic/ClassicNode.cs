using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A node of a fabric as a device of a classic network: a learning bridge, and a router where <see cref="ClassicLayout"/> has one.</summary>
internal sealed class ClassicNode : ISimActor, IWorldNode
{
    private readonly SimScheduler _scheduler;
    private readonly ClassicNetwork _network;
    private readonly ISimCable?[] _cables;
    private readonly bool[] _carrier;
    private readonly ulong _seed;
    private LogicalBridge? _bridge;

    public ClassicNode(SimScheduler scheduler, NodePlan plan, ClassicNetwork network, ulong seed)
    {
        _scheduler = scheduler;
        _network = network;
        _seed = seed;
        Plan = plan;
        Mac = DerivedMac.OfNode(plan.Node);
        IsRouter = network.Layout.IsRouter(plan.Node);
        _cables = new ISimCable?[plan.Ports.Length];
        _carrier = new bool[plan.Ports.Length];
        Array.Fill(_carrier, true);
        Bridging = new ClassicBridge(this, network.Layout.FiltersGateways);
        Router = new ClassicRouter(this, network.Layout.RolesOf(plan.Node), network.Layout.IsFirewall(plan.Node));
        Number = scheduler.Add(this);
    }

    public string Name => Plan.Node.Name;

    public NodePlan Plan { get; }

    public int Number { get; }

    /// <summary>Its MAC as a router, in every VLAN.</summary>
    public MacAddress Mac { get; }

    public bool IsRouter { get; }

    public bool HasPower { get; private set; } = true;

    public ClassicBridge Bridging { get; }

    public ClassicRouter Router { get; }

    /// <summary>The bridge that it is, or is half of.</summary>
    public LogicalBridge Bridge => _bridge ?? throw new InvalidOperationException($"{Name} has not been joined to its network");

    public Action<IWorldNode, IReadOnlyList<RouteKey>, bool>? Applied { get; set; }

    Instant ISimActor.NextDeadline => Instant.Min(_network.Due, HasPower ? Router.NextDeadline : Instant.Never);

    public MacAddress MacOf(PortIndex port) => DerivedMac.OfPort(Plan.Node, port.Value);

    public bool HasCarrier(PortIndex port) => HasPower && _carrier[port.Value];

    /// <summary>One of so many, the same for all packets of a flow.</summary>
    public int Spread(ReadOnlySpan<byte> frame, int count) =>
        FrameFacts.TryRead(frame, out FrameFacts facts) && facts.IsIp ? (int)(((ulong)FlowHash.Compute(_seed, facts, frame) * (ulong)count) >> 32) : 0;

    /// <summary>The tag that a VLAN's frames have at a port; null where the port does not carry it. Cables between nodes carry every VLAN, tagged.</summary>
    public VlanId? VlanTagAt(PortIndex port, VlanId vlan)
    {
        FabricPort plan = Plan.Node.Ports[port.Value];
        return plan.Kind switch
        {
            PortKind.Access => plan.Subnets[0].Vlan == vlan ? VlanId.Untagged : null,
            PortKind.Trunk => plan.Subnets.Any(subnet => subnet.Vlan == vlan) ? vlan : null,
            PortKind.Outside => null,
            _ => vlan,
        };
    }

    public void Transmit(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (HasCarrier(port))
        {
            _cables[port.Value]?.Send(tag, frame);
        }
    }

    /// <summary>Makes it the bridge, or a half of it. Its host ports become ports of the bridge.</summary>
    public void Join(LogicalBridge bridge)
    {
        _bridge = bridge;
        foreach (PortPlan port in Plan.Ports.Where(port => port.FacesHosts))
        {
            LogicalPort own = new(bridge);
            bridge.Ports.Add(own);
            AddTo(own, port.Index);
        }
    }

    public void AddTo(LogicalPort logical, PortIndex port)
    {
        logical.Add(this, port);
        Bridging.Add(port, logical);
    }

    public void SetPeerPort(PortIndex port) => Bridging.SetPeerPort(port);

    /// <summary>The prefixes that it tells other routers of.</summary>
    public IEnumerable<IpPrefix> Originates() => HasPower && IsRouter ? Router.Originates : [];

    public void RoutesChanged() => Applied?.Invoke(this, [], true);

    public void Connect(PortIndex port, ISimCable cable) => _cables[port.Value] = cable;

    public void SetOutsideNeighbors(PortIndex port, MacAddress mac, IEnumerable<GatewayAddress> addresses)
    {
        foreach (GatewayAddress address in addresses)
        {
            Router.SetOutsideNeighbor(address.Address, mac);
        }
    }

    public void SetCarrier(PortIndex port, bool carrier)
    {
        if (_carrier[port.Value] != carrier)
        {
            _carrier[port.Value] = carrier;
            Changed();
        }
    }

    public void SetForeignRoute(ForeignRoute route, PortIndex port, IpAddress gateway)
    {
        Router.SetForeign(route.Prefix, port, gateway, route.Present);
        Changed();
    }

    public void Start()
    {
        Router.Start(_scheduler.Now);
        _scheduler.Watch(Number);
    }

    public void PowerOff()
    {
        HasPower = false;
        Router.Stop();
        Changed();
    }

    public void PowerOn()
    {
        HasPower = true;
        Changed();
    }

    public INodeRoutes Routes => new ClassicNodeRoutes(this);

    public IEnumerable<(MacAddress Mac, string Port)> LearnedVirtualMacs(Instant now) =>
        Bridge.Macs.VirtualMacs(now).Select(entry => (entry.Mac, entry.Port.NameAt(this))).Where(entry => entry.Item2.Length > 0);

    public IEnumerable<RouteKey> OutsideKeys(VrfId vrf) => Router.Routes.Prefixes.Select(prefix => new RouteKey(vrf, prefix));

    /// <summary>Every edge tells the outside of a subnet with the cost of the way to its nearest gateway.</summary>
    public uint? OutsideMetric(RouteKey key) =>
        Router.Routes.TryGet(key.Prefix, out ClassicRoute? route) && Plan.Fabric.Subnets.Any(subnet => subnet.Gateways.Any(gateway => gateway.Prefix == key.Prefix))
            ? route!.Cost
            : null;

    public bool MayWithdraw => true;

    void ISimActor.HandleTimer(Instant now)
    {
        if (_network.Due <= now)
        {
            _network.HandleTimer(now);
        }

        if (HasPower)
        {
            Router.HandleTimer(now);
        }
    }

    void ISimActor.Receive(Instant now, ushort port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        PortIndex index = new(port);
        if (!HasCarrier(index))
        {
            return;
        }

        FabricPort plan = Plan.Node.Ports[port];
        bool isRouted = plan.Kind == PortKind.Outside || (!tag.IsTagged && plan.Kind is PortKind.Fabric or PortKind.Interswitch);
        if (isRouted)
        {
            if (IsRouter && MacAddress.Read(frame) == MacOf(index))
            {
                Router.Route(now, frame);
            }

            return;
        }

        VlanId vlan = plan.Kind == PortKind.Access && !tag.IsTagged ? plan.Subnets[0].Vlan : tag;
        if (VlanTagAt(index, vlan) == tag)
        {
            Bridging.Receive(now, index, vlan, frame);
        }
    }

    private void Changed()
    {
        _network.Changed(_scheduler.Now);
        _scheduler.Watch(Number);
    }
}
