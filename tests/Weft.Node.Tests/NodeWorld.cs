using Weft.Model;
using Weft.Testing;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>A whole fabric of nodes in one process and in virtual time: real engines, cables with a delay, hosts that answer ARP and ND.
/// There is no forwarding here; paths are walked through the tables.</summary>
internal sealed class NodeWorld
{
    private readonly Dictionary<LinkEnd, LinkEnd> _cables = [];
    private readonly HashSet<LinkEnd> _cut = [];
    private readonly HashSet<LinkEnd> _silent = [];

    /// <summary>How long a frame is under way.</summary>
    public TimeSpan CableDelay { get; set; } = TimeSpan.FromMicroseconds(50);

    /// <summary>Frames between nodes that it holds true for are lost.</summary>
    public Predicate<byte[]> Swallows { get; set; } = static _ => false;

    private readonly PriorityQueue<Action, (long At, long Order)> _queue = new();
    private long _order;

    public NodeWorld(string fabricFile)
        : this(FabricFile.Load(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fabrics", fabricFile))))
    {
    }

    public NodeWorld(FabricLoad load)
    {
        Fabric = load.Fabric ?? throw new InvalidOperationException(string.Join('\n', load.Faults));
        foreach (FabricLink link in Fabric.Links)
        {
            _cables[link.A] = link.B;
            _cables[link.B] = link.A;
        }

        Nodes = Fabric.Nodes.ToDictionary(node => node.Name, node => new NodeRunner(this, NodePlanner.Derive(Fabric, node.Name)));
        Hosts = Fabric.Hosts.ToDictionary(host => host.Name, host => new WorldHost(host.Name, host.Mac, [.. host.Addresses.Select(a => a.Address)])
        {
            Node = host.At?.Node ?? string.Empty,
            Port = host.At?.Port ?? string.Empty,
        });
        foreach (NodeRunner node in Nodes.Values)
        {
            Boot(node);
        }
    }

    public Fabric Fabric { get; }

    public Dictionary<string, NodeRunner> Nodes { get; }

    public Dictionary<string, WorldHost> Hosts { get; }

    public Instant Now { get; private set; } = new(1_000_000_000_000);

    /// <summary>Lets the daemons find each other, then the hosts announce themselves.</summary>
    public void Settle()
    {
        Run(TimeSpan.FromSeconds(15));
        AnnounceAll();
        Run(TimeSpan.FromSeconds(5));
    }

    public void Boot(NodeRunner node)
    {
        node.Alive = true;
        node.Handle(Now, NodeInput.Timer());
        foreach (PortPlan port in node.Plan.Ports)
        {
            node.Handle(Now, NodeInput.PortChanged(port.Index, StatusOf(node, port, up: true)));
        }
    }

    /// <summary>The daemon dies and comes back with what the data plane still holds.</summary>
    public void Restart(string name)
    {
        NodeRunner node = Nodes[name];
        NodeTables old = node.Switch.Tables;
        node.Switch = new Switch(node.Plan, seed: 99);
        foreach ((BindingKey key, BindingRow row) in old.Bindings.Rows.OrderBy(pair => pair.Key))
        {
            node.Handle(Now, NodeInput.Found(new AdoptedBinding(key, row)));
        }

        Boot(node);
    }

    public void Cut(string nodeA, string nodeB, bool cut = true)
    {
        FabricLink link = LinkBetween(nodeA, nodeB);
        foreach (LinkEnd end in new[] { link.A, link.B })
        {
            _ = cut ? _cut.Add(end) : _cut.Remove(end);
            NodeRunner node = Nodes[end.Node];
            PortPlan port = node.Plan.FindPort(end.Port)!;
            node.Handle(Now, NodeInput.PortChanged(port.Index, StatusOf(node, port, up: !cut)));
        }
    }

    /// <summary>What an end sends is lost from now on, and nobody's carrier notices.</summary>
    public void Silence(LinkEnd end, bool silent = true) => _ = silent ? _silent.Add(end) : _silent.Remove(end);

    /// <summary>The same in both directions of the link between two nodes.</summary>
    public void Silence(string nodeA, string nodeB, bool silent = true)
    {
        FabricLink link = LinkBetween(nodeA, nodeB);
        Silence(link.A, silent);
        Silence(link.B, silent);
    }

    /// <summary>Every host says hello with a gratuitous ARP and an unsolicited NA, as after boot.</summary>
    public void AnnounceAll()
    {
        foreach (WorldHost host in Hosts.Values)
        {
            Announce(host);
        }
    }

    public void Announce(WorldHost host)
    {
        byte[] frame = new byte[128];
        foreach (IpAddress address in host.Addresses)
        {
            int length = address.IsIpv4
                ? FrameWriter.Arp(frame, MacAddress.Broadcast, host.Mac, new ArpPacket(ArpOperation.Request, host.Mac, address, MacAddress.Zero, address))
                : FrameWriter.UnsolicitedNeighborAdvertisement(frame, host.Mac, address, new NeighborMessage(NeighborFlags.Override, address), host.Mac);
            FromHost(host, frame.AsSpan(0, length));
        }
    }

    public void Rarp(WorldHost host)
    {
        byte[] frame = new byte[128];
        ArpPacket packet = new(ArpOperation.ReverseRequest, host.Mac, IpAddress.Ipv4Any, host.Mac, IpAddress.Ipv4Any);
        FromHost(host, frame.AsSpan(0, FrameWriter.Arp(frame, MacAddress.Broadcast, host.Mac, packet)));
    }

    public void FromHost(WorldHost host, ReadOnlySpan<byte> frame)
    {
        NodeRunner node = Nodes[host.Node];
        if (node.Alive)
        {
            node.Handle(Now, NodeInput.Received(node.Plan.FindPort(host.Port)!.Index, VlanId.Untagged, frame));
        }
    }

    public void Transmit(NodeRunner from, PortIndex port, VlanId tag, byte[] frame)
    {
        LinkEnd end = new(from.Name, from.Plan.Ports[port.Value].Name);
        if (_cables.TryGetValue(end, out LinkEnd far))
        {
            Schedule(Now + CableDelay, () =>
            {
                if (!_cut.Contains(end) && !_silent.Contains(end) && !Swallows(frame))
                {
                    Arrive(Nodes[far.Node], far, tag, frame);
                }
            });
            return;
        }

        foreach (WorldHost host in Hosts.Values.Where(host => host.Node == end.Node && host.Port == end.Port))
        {
            host.Received.Add(frame);
            byte[] answer = new byte[128];
            int length = HostAnswers.Answer(frame, host.Mac, host.Addresses, answer);
            if (length > 0)
            {
                Schedule(Now + CableDelay, () => FromHost(host, answer.AsSpan(0, length)));
            }
        }
    }

    /// <summary>A frame reaches a node's port: the kernel answers for its own address, the daemon takes what it can while it lives.</summary>
    private void Arrive(NodeRunner to, LinkEnd end, VlanId tag, byte[] frame)
    {
        PortPlan port = to.Plan.FindPort(end.Port)!;
        PortStatus status = StatusOf(to, port, up: true);
        byte[] answer = new byte[128];
        int length = HostAnswers.Answer(frame, status.Mac, [status.LinkLocal], answer);
        if (length > 0)
        {
            Transmit(to, port.Index, tag, answer[..length]);
        }

        if (to.Alive)
        {
            to.Handle(Now, NodeInput.Received(port.Index, tag, frame));
        }
    }

    private FabricLink LinkBetween(string nodeA, string nodeB) =>
        Fabric.Links.Single(l => l.IsRouted && ((l.A.Node == nodeA && l.B.Node == nodeB) || (l.A.Node == nodeB && l.B.Node == nodeA)));

    public void Run(TimeSpan duration)
    {
        Instant end = Now + duration;
        for (int step = 0; ; step++)
        {
            Assert.True(step < 2_000_000, "the fabric never comes to rest");
            NodeRunner? due = Nodes.Values.Where(node => node.Alive).MinBy(node => node.Switch.NextDeadline.Nanoseconds);
            Instant timer = due?.Switch.NextDeadline ?? Instant.Never;
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
                _queue.Dequeue()();
            }
            else
            {
                due!.Handle(Now, NodeInput.Timer());
            }
        }
    }

    /// <summary>The nodes a packet to an address visits from a node on, walked through the tables; ends with "=" at the leaf that has it.</summary>
    public string PathFrom(string start, string address, VrfId vrf = default)
    {
        IpAddress destination = IpAddress.Parse(address);
        List<string> path = [];
        string at = start;
        while (path.Count < 16)
        {
            path.Add(at);
            NodeTables tables = Nodes[at].Switch.Tables;
            if (tables.Bindings.Rows.Any(row => row.Key.Address == destination && row.Value.Vrf == vrf))
            {
                return string.Join(' ', path) + " =";
            }

            RouteKey? best = tables.Routes.Rows.Keys.Where(key => key.Vrf == vrf && key.Prefix.Contains(destination))
                .OrderByDescending(key => key.Prefix.Length).Select(key => (RouteKey?)key).FirstOrDefault();
            if (best is null || !tables.Routes.TryGet(best.Value, out RouteRow row) || !tables.NextHopGroups.TryGet(row.Group, out NextHopGroupRow group))
            {
                return string.Join(' ', path) + " !";
            }

            Assert.Equal(vrf, group.Vrf);
            PortPlan port = Nodes[at].Plan.Ports[group.Members[0].Port.Value];
            at = _cables[new LinkEnd(at, port.Name)].Node;
        }

        return string.Join(' ', path) + " loop";
    }

    private static PortStatus StatusOf(NodeRunner node, PortPlan port, bool up) =>
        new(up, node.MacOf(port.Index), IpAddress.LinkLocalFor(node.MacOf(port.Index)), 1500);

    private void Schedule(Instant at, Action action) => _queue.Enqueue(action, (at.Nanoseconds, _order++));
}
