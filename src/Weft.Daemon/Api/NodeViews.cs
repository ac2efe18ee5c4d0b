using System.Collections.Immutable;
using Weft.Model;
using Weft.Protocols.Bfd;
using Weft.Protocols.Gateway;
using Weft.Protocols.Hosts;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Bfd;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>The rows of the API's tables, sorted, with names instead of numbers.</summary>
internal sealed class NodeViews
{
    private readonly NodePlan _plan;
    private readonly NodeCore _core;
    private readonly Dictionary<SystemId, string> _nodes;
    private readonly Dictionary<VrfId, string> _vrfs;
    private readonly Dictionary<int, string> _subnets;
    private readonly Dictionary<HostKey, string> _hosts = [];

    public NodeViews(NodePlan plan, NodeCore core)
    {
        _plan = plan;
        _core = core;
        _nodes = plan.Fabric.Nodes.ToDictionary(node => node.SystemId, node => node.Name);
        _vrfs = plan.Fabric.Vrfs.ToDictionary(vrf => vrf.Id, vrf => vrf.Name);
        _subnets = plan.Fabric.Subnets.ToDictionary(subnet => subnet.Index, subnet => subnet.Name);
        foreach (FabricHost host in plan.Fabric.Hosts)
        {
            foreach (GatewayAddress address in host.Addresses)
            {
                _hosts.TryAdd(new HostKey(host.Subnet.Vrf.Id, address.Address), host.Name);
            }
        }
    }

    public ImmutableArray<HostReport> Hosts(WallClock clock) =>
    [
        .. _core.Switch.Hosts.Snapshot().OrderBy(view => view.Key.Address).ThenBy(view => view.Key.Vrf).Select(view => new HostReport
        {
            Node = _plan.Node.Name,
            Address = view.Key.Address.ToString(),
            Mac = view.Mac.ToString(),
            Name = _hosts.GetValueOrDefault(view.Key),
            Vrf = VrfName(view.Key.Vrf),
            Subnet = _subnets.GetValueOrDefault(view.Segment.SubnetIndex, "-"),
            At = view.Node,
            Port = view.Port.IsNone ? null : PortName(view.Port),
            State = view.State.ToString().ToLowerInvariant(),
            Evidence = view.Evidence is { } evidence ? NameOf(evidence) : null,
            Epoch = view.Epoch,
            Moves = view.Moves,
            Since = view.Since == Instant.Zero ? null : clock.TimeOf(view.Since),
            SinceSeconds = view.Since == Instant.Zero ? null : clock.AgeOf(view.Since),
        }),
    ];

    public ImmutableArray<RouteReport> Routes()
    {
        Dictionary<PortIndex, string> neighbors = _core.Switch.Isis.Adjacencies()
            .Where(adjacency => _nodes.ContainsKey(adjacency.Neighbor))
            .ToDictionary(adjacency => adjacency.Port, adjacency => _nodes[adjacency.Neighbor]);
        return
        [
            .. _core.Switch.Tables.Routes.Rows
                .OrderBy(row => row.Key.Prefix.Address).ThenBy(row => row.Key.Prefix.Length).ThenBy(row => row.Key.Vrf)
                .Select(row => new RouteReport
                {
                    Node = _plan.Node.Name,
                    Vrf = VrfName(row.Key.Vrf),
                    Prefix = row.Key.Prefix.ToString(),
                    Metric = row.Value.Metric,
                    Discard = row.Value.IsDiscard,
                    NextHops = NextHopsOf(row.Value, neighbors),
                }),
        ];
    }

    public ImmutableArray<GatewayReport> Gateways() =>
    [
        .. _plan.Segments.Where(segment => segment.HasGateway).SelectMany(segment => segment.Subnet.Gateways.Select(gateway => new GatewayReport
        {
            Node = _plan.Node.Name,
            Subnet = segment.Subnet.Name,
            Vrf = VrfName(segment.Vrf),
            Vlan = segment.Vlan.Value,
            Interface = segment.Interface,
            Address = gateway.ToString(),
            Mac = (gateway.Address.IsIpv6 ? segment.Subnet.GatewayMac6 : segment.Subnet.GatewayMac4).ToString(),
            Scope = segment.Subnet.Scope.ToString().ToLowerInvariant(),
            PrefixMetric = segment.PrefixMetric,
            Vrrp = VrrpOf(segment, gateway.Address.Family),
        })),
    ];

    public ImmutableArray<PortReport> Ports()
    {
        Dictionary<PortIndex, int> hosts = HostsPerPort();
        return [.. _plan.Ports.Select(port => PortOf(port, hosts.GetValueOrDefault(port.Index)))];
    }

    public ImmutableArray<KeyReport> Keys(WallClock clock) => [.. _core.Switch.Isis.Keys().Select(use => KeyOf(use, clock))];

    public ImmutableArray<NeighborReport> Neighbors(WallClock clock) =>
    [
        .. _core.Switch.Isis.Adjacencies().OrderBy(adjacency => adjacency.Port).Select(adjacency => NeighborOf(adjacency, clock)),
    ];

    private string? VrrpOf(SegmentPlan segment, AddressFamily family) =>
        segment.Subnet.VrrpVersion == 0 || (segment.Subnet.VrrpVersion == 2 && family == AddressFamily.Ipv6)
            ? null
            : _core.Switch.Gateway.RouterState(segment.Id, family) switch
            {
                VirtualRouterState.Master => "master",
                VirtualRouterState.Backup => "backup",
                _ => "down",
            };

    /// <summary>Addresses in the table of bindings, by port.</summary>
    public Dictionary<PortIndex, int> HostsPerPort() =>
        _core.Switch.Tables.Bindings.Rows.Values.CountBy(row => row.Port).ToDictionary();

    private static string NameOf(EvidenceKind evidence) => evidence switch
    {
        EvidenceKind.FollowsMac => "follows-mac",
        EvidenceKind.ArpNd => "arp-nd",
        EvidenceKind.ProbeAnswer => "probe-answer",
        _ => evidence.ToString().ToLowerInvariant(),
    };

    private PortReport PortOf(PortPlan port, int hosts)
    {
        PortTraffic traffic = _core.Sockets.TrafficOf(port.Index);
        PortStatus status = _core.Status[port.Index.Value];
        return new PortReport
        {
            Node = _plan.Node.Name,
            Name = port.Name,
            Kind = port.Kind.ToString().ToLowerInvariant(),
            Up = status.Up,
            Present = _core.Sockets.IsPresent(port.Index),
            Mac = status.Mac.ToString(),
            Mtu = status.Mtu,
            Subnets = [.. port.Segments.Select(SubnetOf)],
            Hosts = hosts,
            FramesReceived = traffic.Received,
            FramesSent = traffic.Sent,
            SendErrors = traffic.SendErrors,
        };
    }

    private KeyReport KeyOf(KeyUse use, WallClock clock) => new()
    {
        Node = _plan.Node.Name,
        Chain = use.Scope == AuthenticationScope.Link ? "link" : "area",
        Id = use.Id,
        Algorithm = AlgorithmName.Of(use.Algorithm),
        Use = use.Sends ? "send" : "accept",
        Accepted = use.Accepted,
        LastAccepted = use.LastAccepted is { } at ? clock.TimeOf(at) : null,
        LastAcceptedSeconds = use.LastAccepted is { } last ? clock.AgeOf(last) : null,
        Lsps = use.Scope == AuthenticationScope.Area ? use.Lsps : null,
    };

    private string SubnetOf(PortSegment segment)
    {
        string name = _subnets.GetValueOrDefault(segment.Segment.SubnetIndex, "-");
        return segment.Tag.IsTagged ? $"{name}/{segment.Tag}" : name;
    }

    private NeighborReport NeighborOf(AdjacencySnapshot adjacency, WallClock clock)
    {
        BfdSnapshot? bfd = _core.Switch.Bfd.Sessions().Where(session => session.Port == adjacency.Port).Select(session => (BfdSnapshot?)session).FirstOrDefault();
        bool heard = !adjacency.Neighbor.IsZero && adjacency.State != AdjacencyState.Down;
        return new NeighborReport
        {
            Node = _plan.Node.Name,
            Port = adjacency.PortName,
            Neighbor = heard ? _nodes.GetValueOrDefault(adjacency.Neighbor, adjacency.Neighbor.ToString()) : null,
            SystemId = heard ? adjacency.Neighbor.ToString() : null,
            State = adjacency.State.ToString().ToLowerInvariant(),
            Address = heard ? adjacency.LinkLocal.ToString() : null,
            Mac = heard ? adjacency.Mac.ToString() : null,
            Metric = _plan.Ports[adjacency.Port.Value].Metric,
            Since = heard ? clock.TimeOf(adjacency.Since) : null,
            SinceSeconds = heard ? clock.AgeOf(adjacency.Since) : null,
            Bfd = _plan.Ports[adjacency.Port.Value].Bfd is null ? null : bfd?.State.ToString().ToLowerInvariant() ?? "waiting",
            BfdIntervalMs = bfd?.TransmitInterval.TotalMilliseconds,
            BfdDetectionMs = bfd is { DetectionTime.Ticks: > 0 } session ? session.DetectionTime.TotalMilliseconds : null,
            BfdDiagnostic = bfd is { Diagnostic: not BfdDiagnostic.None } fallen ? fallen.Diagnostic.ToString() : null,
        };
    }

    private ImmutableArray<NextHopReport> NextHopsOf(RouteRow route, Dictionary<PortIndex, string> neighbors) =>
        !route.IsDiscard && _core.Switch.Tables.NextHopGroups.TryGet(route.Group, out NextHopGroupRow group)
            ? [.. group.Members.Select(hop => new NextHopReport(PortName(hop.Port), hop.Gateway.ToString(), neighbors.GetValueOrDefault(hop.Port)))]
            : [];

    private string PortName(PortIndex port) => _plan.Ports[port.Value].Name;

    private string VrfName(VrfId vrf) => _vrfs.GetValueOrDefault(vrf, vrf.ToString());
}
