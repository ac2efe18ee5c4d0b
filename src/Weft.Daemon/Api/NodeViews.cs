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
internal sealed class NodeViews(NodePlan plan, NodeCore core, NodeNames names)
{
    public ImmutableArray<HostReport> Hosts(WallClock clock) =>
    [
        .. core.Switch.Hosts.Snapshot().OrderBy(view => view.Key.Address).ThenBy(view => view.Key.Vrf).Select(view => HostOf(view, clock)),
    ];

    public HostReport HostOf(HostView view, WallClock clock) => new()
    {
        Node = plan.Node.Name,
        Address = view.Key.Address.ToString(),
        Mac = view.Mac.ToString(),
        Name = names.Of(view.Key),
        Vrf = names.Of(view.Key.Vrf),
        Subnet = names.OfSubnet(view.Segment.SubnetIndex),
        At = view.Node,
        Port = view.Port.IsNone ? null : names.Of(view.Port),
        State = view.State.ToString().ToLowerInvariant(),
        Evidence = view.Evidence is { } evidence ? NameOf(evidence) : null,
        Epoch = view.Epoch,
        Moves = view.Moves,
        Since = view.Since == Instant.Zero ? null : clock.TimeOf(view.Since),
        SinceSeconds = view.Since == Instant.Zero ? null : clock.AgeOf(view.Since),
    };

    public ImmutableArray<GatewayReport> Gateways() =>
    [
        .. plan.Segments.Where(segment => segment.HasGateway).SelectMany(segment => segment.Subnet.Gateways.Select(gateway => new GatewayReport
        {
            Node = plan.Node.Name,
            Subnet = segment.Subnet.Name,
            Vrf = names.Of(segment.Vrf),
            Vlan = segment.Vlan.Value,
            Interface = segment.Interface,
            Address = gateway.ToString(),
            Mac = (gateway.Address.IsIpv6 ? segment.Subnet.GatewayMac6 : segment.Subnet.GatewayMac4).ToString(),
            Scope = segment.Subnet.Scope.ToString().ToLowerInvariant(),
            PrefixMetric = segment.PrefixMetric,
            Vrrp = VrrpOf(segment, gateway.Address.Family),
        })),
    ];

    public ImmutableArray<PortReport> Ports(WallClock clock)
    {
        Dictionary<PortIndex, int> hosts = HostsPerPort();
        return [.. plan.Ports.Select(port => PortOf(port, hosts.GetValueOrDefault(port.Index), clock))];
    }

    public ImmutableArray<KeyReport> Keys(WallClock clock) => [.. core.Switch.Isis.Keys().Select(use => KeyOf(use, clock))];

    public ImmutableArray<NeighborReport> Neighbors(WallClock clock) =>
    [
        .. core.Switch.Isis.Adjacencies().OrderBy(adjacency => adjacency.Port).Select(adjacency => NeighborOf(adjacency, clock)),
    ];

    private string? VrrpOf(SegmentPlan segment, AddressFamily family) =>
        segment.Subnet.VrrpVersion == 0 || (segment.Subnet.VrrpVersion == 2 && family == AddressFamily.Ipv6)
            ? null
            : core.Switch.Gateway.RouterState(segment.Id, family) switch
            {
                VirtualRouterState.Master => "master",
                VirtualRouterState.Backup => "backup",
                _ => "down",
            };

    /// <summary>Addresses in the table of bindings, by port.</summary>
    public Dictionary<PortIndex, int> HostsPerPort() =>
        core.Switch.Tables.Bindings.Rows.Values.CountBy(row => row.Port).ToDictionary();

    private static string NameOf(EvidenceKind evidence) => evidence switch
    {
        EvidenceKind.FollowsMac => "follows-mac",
        EvidenceKind.ArpNd => "arp-nd",
        EvidenceKind.ProbeAnswer => "probe-answer",
        _ => evidence.ToString().ToLowerInvariant(),
    };

    private PortReport PortOf(PortPlan port, int hosts, WallClock clock)
    {
        PortTraffic traffic = core.Sockets.TrafficOf(port.Index);
        PortStatus status = core.Status[port.Index.Value];
        ShutPortRow? shut = core.Switch.Tables.ShutPorts.TryGet(port.Index, out ShutPortRow row) ? row : null;
        return new PortReport
        {
            Node = plan.Node.Name,
            Name = port.Name,
            Kind = port.Kind.ToString().ToLowerInvariant(),
            Up = status.Up,
            ShutBy = shut?.By.ToString(),
            ShutUntil = shut is { } until ? clock.TimeOf(until.Until) : null,
            ShutSeconds = shut is { } left ? -clock.AgeOf(left.Until) : null,
            Present = core.Sockets.IsPresent(port.Index),
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
        Node = plan.Node.Name,
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
        string name = names.OfSubnet(segment.Segment.SubnetIndex);
        return segment.Tag.IsTagged ? $"{name}/{segment.Tag}" : name;
    }

    private NeighborReport NeighborOf(AdjacencySnapshot adjacency, WallClock clock)
    {
        BfdSnapshot? bfd = core.Switch.Bfd.Sessions().Where(session => session.Port == adjacency.Port).Select(session => (BfdSnapshot?)session).FirstOrDefault();
        bool heard = !adjacency.Neighbor.IsZero && adjacency.State != AdjacencyState.Down;
        return new NeighborReport
        {
            Node = plan.Node.Name,
            Port = adjacency.PortName,
            Neighbor = heard ? names.Of(adjacency.Neighbor) : null,
            SystemId = heard ? adjacency.Neighbor.ToString() : null,
            State = adjacency.State.ToString().ToLowerInvariant(),
            Address = heard ? adjacency.LinkLocal.ToString() : null,
            Mac = heard ? adjacency.Mac.ToString() : null,
            Level = (int)plan.Fabric.Isis.Level,
            Metric = plan.Ports[adjacency.Port.Value].Metric,
            Since = heard ? clock.TimeOf(adjacency.Since) : null,
            SinceSeconds = heard ? clock.AgeOf(adjacency.Since) : null,
            Bfd = plan.Ports[adjacency.Port.Value].Bfd is null ? null : bfd?.State.ToString().ToLowerInvariant() ?? "waiting",
            BfdIntervalMs = bfd?.TransmitInterval.TotalMilliseconds,
            BfdDetectionMs = bfd is { DetectionTime.Ticks: > 0 } session ? session.DetectionTime.TotalMilliseconds : null,
            BfdDiagnostic = bfd is { Diagnostic: not BfdDiagnostic.None } fallen ? fallen.Diagnostic.ToString() : null,
            HoldSeconds = heard && adjacency.HoldUntil != Instant.Never ? Math.Max(0, -clock.AgeOf(adjacency.HoldUntil)) : null,
            Unacknowledged = heard ? adjacency.Unacknowledged : null,
        };
    }
}
