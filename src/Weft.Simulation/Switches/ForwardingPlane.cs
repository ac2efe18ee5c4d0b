using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// What the kernel does on a node, from the very tables that it is given on a switch: bridges segments, filters, routes in every VRF, answers for
/// itself, and lets the daemon hear what it is meant to hear. Time is an argument. Not thread-safe and not re-entrant: effects that call back
/// into the plane are faults.
/// </summary>
/// <remarks>
/// Host routes are read in place, from the tables last given to <see cref="Apply"/>: what the node writes into them counts at once, so a caller applies
/// before it lets another frame in. The fast way of known hosts' frames is not modelled; it leads where the long one does.
/// </remarks>
public sealed class ForwardingPlane
{
    /// <summary>Longest frame, in octets.</summary>
    public const int MaximumFrame = 9234;

    private readonly PlanePort[] _ports;
    private readonly PlaneSegment[] _segments;
    private readonly PlaneCall _call;
    private readonly DaemonLife _daemon = new();
    private readonly BridgeTable _macs = new();
    private readonly RouteFinder _routes;
    private readonly BoundHosts _hosts;
    private readonly PlaneNeighbors _neighbors;
    private readonly TableApplier _applier;
    private readonly FrameReceiver _receiver;
    private readonly OwnPacketSender _output;

    /// <summary>Makes the plane of a node; all ports are without carrier.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="hashSeed">Decides which flows take which of equal paths; another one for each node.</param>
    public ForwardingPlane(NodePlan plan, ulong hashSeed)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        Dictionary<VrfId, VrfGateways> gateways = plan.Segments.Select(segment => segment.Vrf).Distinct().ToDictionary(vrf => vrf, vrf => new VrfGateways(plan.Fabric, vrf));
        _segments = [.. plan.Segments.Select(segment => new PlaneSegment(segment, plan, gateways[segment.Vrf]))];
        _ports = [.. plan.Ports.Select(port => new PlanePort(port, _segments, static (own, vrf, tag) => new RoutedInterface(vrf, own, tag)))];
        PolicyArrivals arrivals = new();
        _call = new PlaneCall(Counters);
        AddPolicies(plan, arrivals);
        _routes = new RouteFinder(plan, _ports, InterfaceOf);
        _hosts = new BoundHosts(_segments, _routes.Own);
        SegmentBridge bridge = new(_call, _macs);
        PacketSender sender = new(_call, bridge);
        _neighbors = new PlaneNeighbors(_call, _hosts, sender);
        OwnPacketSender output = new(plan, _call, _routes, _ports, _neighbors, sender, hashSeed);
        IcmpErrors errors = new(_call) { Output = output };
        _neighbors.Unreachable = (vrf, frame) => errors.Send(ErrorKind.Unreachable, vrf, frame);
        NodeAnswers answers = new(_call, _daemon, _routes, _ports, _neighbors, sender);
        LocalDelivery local = new(plan, _call, _daemon, answers, output, errors);
        _output = output;
        PacketRouter router = new(_call, _routes, _ports, output, errors, local, hashSeed);
        _receiver = new FrameReceiver(_call, _macs, bridge, answers, router, _daemon, new GuardFilter(_hosts, plan.Fabric.Limits.BroadcastsPerPort), plan.Fabric.Priorities);
        _applier = new TableApplier(_ports, _daemon, _routes, _hosts, _macs, _neighbors, arrivals, InterfaceOf);
        OwnNetworks.Add(plan, _routes, _segments, _ports);
    }

    public NodePlan Plan { get; }

    public PlaneCounters Counters { get; } = new();

    /// <summary>Local hosts, those included that an earlier life of the daemon left. In no particular order.</summary>
    public IReadOnlyDictionary<BindingKey, BoundHost> Hosts => _hosts.Rows;

    /// <summary>What the bridges know, attached or learned; entries that are too old are there until they are swept out. In no particular order.</summary>
    public IReadOnlyDictionary<AttachedMacKey, BridgeEntry> Macs => _macs.Entries;

    /// <summary>The tables that were last applied.</summary>
    public NodeTables Tables => _routes.Lives.Life.Tables;

    /// <summary>True when there are routes of this or an earlier life of the daemon that lead somewhere.</summary>
    public bool HasRoutes => _routes.HasAny;

    /// <summary>True while the daemon runs.</summary>
    public bool IsDaemonRunning => _daemon.IsRunning;

    /// <summary>When <see cref="HandleTimer"/> must be called at the latest.</summary>
    public Instant NextDeadline
    {
        get
        {
            Instant next = Instant.Min(Instant.Min(_neighbors.NextDeadline, _macs.NextDeadline), _applier.NextDeadline);
            foreach (PlaneSegment segment in _segments)
            {
                next = Instant.Min(next, Instant.Min(segment.Seen4.NextDeadline, segment.Seen6.NextDeadline));
            }

            return next;
        }
    }

    /// <summary>Takes a frame from a cable or a host.</summary>
    public void Receive(Instant now, PortIndex port, VlanId tag, ReadOnlySpan<byte> frame, IPlaneEffects effects)
    {
        _call.Begin(now, port, effects);
        Counters.Received++;
        _receiver.Receive(_ports[port.Value], tag, frame);
        _call.End();
    }

    /// <summary>Sends a frame of the daemon's out of a port, past bridge and filter. A port without carrier loses it.</summary>
    public void SendFromDaemon(Instant now, PortIndex port, VlanId tag, ReadOnlySpan<byte> frame, IPlaneEffects effects)
    {
        PlanePort to = _ports[port.Value];
        _call.Begin(now, PortIndex.None, effects);
        if (to.IsUp)
        {
            Counters.FromDaemon++;
            _call.Transmit(to, tag, frame);
        }
        else
        {
            _call.Drop(PlaneDrop.PortDown, frame);
        }

        _call.End();
    }

    /// <summary>Sends a datagram of the daemon's by the routes of its VRF.</summary>
    public void SendFromDaemon(Instant now, in Datagram datagram, ReadOnlySpan<byte> payload, IPlaneEffects effects)
    {
        _call.Begin(now, PortIndex.None, effects);
        Counters.FromDaemon++;
        _output.Send(datagram, payload);
        _call.End();
    }

    /// <summary>Takes what changed in the tables, also when they only settled. Tables that are not those of the last call are a new life of the daemon: what the last one
    /// left goes on forwarding until the new one has settled.</summary>
    public void Apply(Instant now, NodeTables tables) => _applier.Apply(now, tables);

    /// <summary>Does what is due.</summary>
    public void HandleTimer(Instant now, IPlaneEffects effects)
    {
        _call.Begin(now, PortIndex.None, effects);
        if (_neighbors.NextDeadline <= now)
        {
            _neighbors.HandleTimer();
        }

        _call.End();
        if (_macs.NextDeadline <= now)
        {
            _macs.Sweep(now);
        }

        _applier.HandleTimer(now);
        foreach (PlaneSegment segment in _segments)
        {
            Sweep(segment.Seen4, now);
            Sweep(segment.Seen6, now);
        }
    }

    /// <summary>A port's carrier, MAC, address or MTU. With the carrier go the next hops through the port, and what was learned behind it; a daemon
    /// that runs writes the next hops again when the carrier is back.</summary>
    public void SetPort(Instant now, PortIndex port, in PortStatus status)
    {
        PlanePort of = _ports[port.Value];
        bool wasUp = of.IsUp;
        of.Status = status;
        foreach (PlaneSegment segment in _segments)
        {
            segment.RefreshLocal();
        }

        if (wasUp == status.Up)
        {
            return;
        }

        _routes.Lives.Version++;
        if (status.Up)
        {
            _applier.PortUp(port, _daemon.IsRunning);
        }
        else
        {
            _applier.PortDown(port);
            _macs.Flush(port);
        }
    }

    /// <summary>The state of a port as it was last set.</summary>
    public PortStatus StatusOf(PortIndex port) => _ports[port.Value].Status;

    /// <summary>The daemon starts: it hears frames, and answers ARP and neighbour discovery.</summary>
    public void StartDaemon(Instant now) => _daemon.Start(now);

    /// <summary>The daemon stops in order: from now on the node answers for its gateways itself.</summary>
    public void StopDaemon() => _daemon.Stop();

    /// <summary>The daemon dies: the node answers for its gateways when the last sign of life is too old.</summary>
    public void KillDaemon(Instant now) => _daemon.Kill(now);

    /// <summary>Reports the next packet of a host as a first one again.</summary>
    public void Forget(in FirstPacket packet)
    {
        if (_ports[packet.Port.Value].SegmentOf(packet.Tag) is { } segment)
        {
            SeenHosts seen = packet.Address.IsIpv6 ? segment.Seen6 : segment.Seen4;
            seen.Remove(new SeenHost(packet.Port, packet.Tag, packet.Mac, packet.Address));
        }
    }

    /// <summary>The local hosts that an earlier life of the daemon left, sorted: what a starting node is told of. Hosts whose port cannot be told are
    /// left out, but they keep forwarding.</summary>
    public IReadOnlyList<AdoptedBinding> AdoptBindings(Instant now) => Adoption.Find(now, Plan, _hosts, _macs, _routes, InterfaceOf);

    /// <summary>A route that another daemon gives this node, with its priority and its next hops on outside ports; replaces what it said before.</summary>
    public void SetForeignRoute(VrfId vrf, IpPrefix prefix, uint metric, ImmutableArray<NextHop> nextHops)
    {
        if (_routes.PrefixesOf(vrf, prefix.Address.IsIpv6) is { } prefixes)
        {
            prefixes.GetOrAdd(prefix).Foreign = new ForeignWay(metric, nextHops);
        }
    }

    /// <summary>Another daemon takes its route back.</summary>
    public void RemoveForeignRoute(VrfId vrf, IpPrefix prefix)
    {
        if (_routes.PrefixesOf(vrf, prefix.Address.IsIpv6) is { } prefixes && prefixes.Find(prefix) is { } row)
        {
            row.Foreign = null;
            prefixes.RemoveIfEmpty(row);
        }
    }

    /// <summary>The MAC of a router at the other end of an outside port, so that it need not be asked for.</summary>
    public void SetOutsideNeighbor(PortIndex port, IpAddress address, MacAddress mac) => _neighbors.SetOutside(new FabricNeighborKey(port, address), mac);

    /// <summary>The route to a destination, or null when there is none.</summary>
    public PlaneRoute? FindRoute(VrfId vrf, IpAddress destination)
    {
        if (!_routes.TryFind(vrf, destination, out FoundRoute found))
        {
            return null;
        }

        ImmutableArray<NextHop> hops = found.Group?.Members ?? (found.Foreign.IsDefault ? [] : found.Foreign);
        SegmentId segment = found.Interface?.Segment?.Id ?? SegmentId.None;
        return new PlaneRoute(found.Entry, found.Match, found.Metric, found.GroupId, hops, segment, found.IsDiscard)
        {
            Usable = found.Group?.Usable ?? [.. hops.Where(hop => _ports[hop.Port.Value].IsUp)],
        };
    }

    private void AddPolicies(NodePlan plan, PolicyArrivals arrivals)
    {
        PolicyConnections connections = new();
        PolicyReports reports = new(_call);
        Dictionary<(PolicyId Policy, PolicyDirection Direction), RateBook> rates = [];
        foreach ((SegmentId id, SegmentPolicies policies) in SegmentPolicies.OfNode(plan))
        {
            PlaneSegment segment = Array.Find(_segments, segment => segment.Id == id)!;
            segment.Policies = policies.Restricts ? new PolicyFilter(plan.Fabric, policies, connections, arrivals, reports) : null;
            segment.Qualities = policies.Shapes || !plan.Fabric.Priorities.IsEmpty ? new QualityFilter(plan.Fabric, policies, rates) : null;
        }
    }

    private RoutedInterface? InterfaceOf(SegmentId id) => Array.Find(_segments, segment => segment.Id == id)?.Interface;

    private static void Sweep(SeenHosts seen, Instant now)
    {
        if (seen.NextDeadline <= now)
        {
            seen.Sweep(now);
        }
    }
}
