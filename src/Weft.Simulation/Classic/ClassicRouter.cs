using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The routing of one node of a classic network: interfaces in the subnets that it is a gateway of, and routes to prefixes.</summary>
internal sealed class ClassicRouter
{
    private const int FrameLimit = FramePool.MaximumLength;

    private readonly ClassicNode _node;
    private readonly List<GatewayInterface> _interfaces = [];
    private readonly ClassicNeighbors _neighbors = new();
    private readonly List<(IpPrefix Prefix, PortIndex Port, IpAddress Gateway)> _foreign = [];
    private readonly Dictionary<IpAddress, MacAddress> _outside = [];
    private readonly byte[] _buffer = new byte[FrameLimit];
    private readonly GatewayTalk _talk;
    private readonly StatefulFirewall? _firewall;

    public ClassicRouter(ClassicNode node, IEnumerable<ClassicRole> roles, bool isFirewall)
    {
        _node = node;
        _interfaces.AddRange(roles.Select(role => new GatewayInterface(role, node.Plan.Node, node.Mac)));
        _talk = new GatewayTalk(node, this);
        _firewall = isFirewall ? new StatefulFirewall() : null;
    }

    /// <summary>What the routing protocol has come to.</summary>
    public ClassicRoutes Routes { get; set; } = new();

    /// <summary>True when it knows of each of its subnets who the gateway is.</summary>
    public bool IsSettled => _interfaces.TrueForAll(gateway => gateway.Election is null or { IsMaster: true } or { HearsMaster: true });

    public Instant NextDeadline
    {
        get
        {
            Instant due = _neighbors.Due;
            foreach (GatewayInterface gateway in _interfaces)
            {
                due = Instant.Min(due, gateway.Election?.Due ?? Instant.Never);
            }

            return due;
        }
    }

    /// <summary>Prefixes that this router tells the others of.</summary>
    public IEnumerable<IpPrefix> Originates =>
        _interfaces.SelectMany(gateway => gateway.Subnet.Gateways).Select(address => address.Prefix).Concat(_foreign.Select(route => route.Prefix)).Distinct();

    public void Start(Instant now)
    {
        foreach (GatewayInterface gateway in _interfaces)
        {
            gateway.Election?.Start(now);
        }
    }

    public void Stop()
    {
        _neighbors.Clear();
        _foreign.Clear();
        foreach (GatewayInterface gateway in _interfaces)
        {
            gateway.Election?.Stop();
        }
    }

    public void SetOutsideNeighbor(IpAddress address, MacAddress mac) => _outside[address] = mac;

    public void SetForeign(IpPrefix prefix, PortIndex port, IpAddress gateway, bool present)
    {
        _foreign.RemoveAll(route => route.Prefix == prefix && route.Port == port);
        if (present)
        {
            _foreign.Add((prefix, port, gateway));
        }
    }

    /// <summary>Where a prefix leads that this router itself heard outside.</summary>
    public ClassicHop? ForeignHop(IpPrefix prefix)
    {
        foreach ((IpPrefix known, PortIndex port, IpAddress gateway) in _foreign)
        {
            if (known == prefix && _outside.TryGetValue(gateway, out MacAddress mac))
            {
                return new ClassicHop(port, mac);
            }
        }

        return null;
    }

    /// <summary>The interface in whose subnet an address is.</summary>
    public GatewayInterface? InterfaceFor(IpAddress address)
    {
        foreach (GatewayInterface gateway in _interfaces)
        {
            if (gateway.Subnet.Contains(address))
            {
                return gateway;
            }
        }

        return null;
    }

    /// <summary>True for a MAC that frames in the VLAN are sent from here with, and that is thus never learned.</summary>
    public bool IsOwn(VlanId vlan, MacAddress mac) => mac == _node.Mac || (InterfaceIn(vlan) is GatewayInterface gateway && gateway.Owns(mac));

    /// <summary>Looks at a frame of a VLAN; true when it ends here.</summary>
    public bool Receive(Instant now, VlanId vlan, ReadOnlySpan<byte> frame)
    {
        if (InterfaceIn(vlan) is not GatewayInterface gateway || EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            return false;
        }

        bool isForMe = ethernet.Destination == _node.Mac || gateway.Owns(ethernet.Destination);
        if (!isForMe && !ethernet.Destination.IsGroup)
        {
            return false;
        }

        bool isAnswered = _talk.Hear(now, gateway, ethernet);
        if (isForMe && !isAnswered)
        {
            Route(now, frame);
        }

        return isForMe || (isAnswered && gateway.Election is null);
    }

    /// <summary>Sends a packet on by its destination address.</summary>
    public void Route(Instant now, ReadOnlySpan<byte> frame)
    {
        if (!FrameFacts.TryRead(frame, out FrameFacts facts) || !facts.IsIp || !HopCount.IsLeft(frame, facts.Kind))
        {
            return;
        }

        if (_firewall is not null && !_firewall.Passes(frame, mayBegin: InterfaceFor(facts.From) is not null))
        {
            return;
        }

        Span<byte> packet = _buffer.AsSpan(0, frame.Length);
        frame.CopyTo(packet);
        HopCount.Lower(packet, facts.Kind);
        if (InterfaceFor(facts.To) is GatewayInterface gateway)
        {
            Deliver(now, gateway, facts.To, packet);
        }
        else if (Routes.Lookup(facts.To) is { Hops.Length: > 0 } route)
        {
            ClassicHop hop = route.Hops[_node.Spread(packet, route.Hops.Length)];
            hop.Mac.Write(packet);
            _node.MacOf(hop.Port).Write(packet[MacAddress.Length..]);
            _node.Transmit(hop.Port, VlanId.Untagged, packet);
        }
    }

    /// <summary>Takes over what somebody said of an address, and sends what waited for it.</summary>
    public void Learn(Instant now, GatewayInterface gateway, IpAddress address, MacAddress mac, bool isNew)
    {
        if (!gateway.Subnet.Contains(address) || gateway.Subnet.IsGateway(address))
        {
            return;
        }

        if (_neighbors.Learn(gateway.Vlan, address, mac, isNew) is Queue<byte[]> waiting)
        {
            foreach (byte[] packet in waiting)
            {
                mac.Write(packet);
                _node.Bridging.Send(now, gateway.Vlan, packet);
            }
        }
    }

    public void HandleTimer(Instant now)
    {
        foreach (GatewayInterface gateway in _interfaces)
        {
            if (gateway.Election is VirtualRouter election && election.Due <= now)
            {
                bool wasMaster = election.IsMaster;
                election.HandleTimer(now);
                _talk.Advertise(now, gateway);
                if (!wasMaster)
                {
                    _talk.Announce(now, gateway);
                }
            }
        }

        _neighbors.HandleTimer(now, (vlan, address) => _talk.Ask(now, InterfaceIn(vlan)!, address));
    }

    private GatewayInterface? InterfaceIn(VlanId vlan)
    {
        foreach (GatewayInterface gateway in _interfaces)
        {
            if (gateway.Vlan == vlan)
            {
                return gateway;
            }
        }

        return null;
    }

    private void Deliver(Instant now, GatewayInterface gateway, IpAddress destination, Span<byte> packet)
    {
        _node.Mac.Write(packet[MacAddress.Length..]);
        if (_neighbors.TryGet(gateway.Vlan, destination, out MacAddress mac))
        {
            mac.Write(packet);
            _node.Bridging.Send(now, gateway.Vlan, packet);
        }
        else if (_neighbors.Wait(now, gateway.Vlan, destination, packet))
        {
            _talk.Ask(now, gateway, destination);
        }
    }
}
