using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Cli;

/// <summary>The tables of <c>weft show</c> with their columns.</summary>
internal static class ShowTables
{
    public static IReadOnlyList<ShowTable> All { get; } =
        [Hosts(), Routes(), Gateways(), Ports(), Neighbors(), Keys(), EdgeTables.Bindings(), EdgeTables.Violations(), PolicyTables.Policies(), Counters(), Events(), Drain(), Status()];

    private static RowTable<HostReport> Hosts() => new(
        ApiFormat.Hosts, "Host addresses: where each is, and what proved it.", report => report.Hosts, (report, rows) => report with { Hosts = rows },
        utc =>
        [
            new("NAME", row => row.Name ?? CellText.None),
            new("ADDRESS", row => row.Address) { Key = row => new AddressKey(IpAddress.Parse(row.Address)) },
            new("MAC", row => row.Mac, 2),
            new("SUBNET", row => row.Subnet, 1),
            new("VRF", row => row.Vrf, Column<HostReport>.WideOnly),
            new("AT", row => row.Port is null ? row.At : $"{row.At} {row.Port}"),
            new("STATE", row => row.State),
            new("SINCE", row => CellText.Since(utc, row.Since, row.SinceSeconds)) { IsRight = true, Key = row => row.SinceSeconds ?? double.MaxValue },
            new("MOVES", row => CellText.Number(row.Moves), 3) { IsRight = true, Key = row => row.Moves },
            new("EVIDENCE", row => row.Evidence ?? CellText.None, 4),
            new("EPOCH", row => CellText.Number(row.Epoch), Column<HostReport>.WideOnly) { IsRight = true, Key = row => row.Epoch },
            new("TOLD BY", row => row.Node, Column<HostReport>.WideOnly),
        ],
        CountHosts)
    {
        IsOwn = (node, row) => row.At == node,
        Order = (a, b) => IpAddress.Parse(a.Address).CompareTo(IpAddress.Parse(b.Address)) is var byAddress and not 0
            ? byAddress
            : string.CompareOrdinal(a.Vrf + a.At, b.Vrf + b.At),
    };

    private static RowTable<RouteReport> Routes() => new(
        ApiFormat.Routes, "Routes to everything that is not attached to the node.", report => report.Routes, (report, rows) => report with { Routes = rows },
        _ =>
        [
            new("NODE", row => row.Node, 1),
            new("VRF", row => row.Vrf, 2),
            new("PREFIX", row => row.Prefix) { Key = row => new AddressKey(IpPrefix.Parse(row.Prefix).Address) },
            new("VIA", row => row.Discard ? "discard" : row.Interface ?? CellText.Via(row.NextHops)),
            new("OUTSIDE", row => row.Outside switch { true => "announced", false => "no", null => CellText.None }, 4),
            new("IMPORTED", row => row.From is { } from ? $"from {from}" : CellText.None, 5),
            new("METRIC", row => CellText.Number(row.Metric), 3) { IsRight = true, Key = row => row.Metric },
            new("GATEWAY", row => string.Join(", ", row.NextHops.Select(hop => hop.Gateway)), Column<RouteReport>.WideOnly),
        ],
        rows => $"{CellText.Of(rows.Length, "route")}, {CellText.Of(rows.Count(row => IpPrefix.Parse(row.Prefix).IsHost), "host route")}");

    private static RowTable<GatewayReport> Gateways() => new(
        ApiFormat.Gateways, "Gateway addresses and the virtual MACs that answer for them.", report => report.Gateways, (report, rows) => report with { Gateways = rows },
        _ =>
        [
            new("NODE", row => row.Node, 1),
            new("SUBNET", row => row.Subnet),
            new("VLAN", row => CellText.Number(row.Vlan)) { IsRight = true, Key = row => row.Vlan },
            new("ADDRESS", row => row.Address),
            new("MAC", row => row.Mac),
            new("INTERFACE", row => row.Interface, 3),
            new("SCOPE", row => row.Scope, 2),
            new("VRF", row => row.Vrf, 4),
            new("ADVERTISED", row => row.PrefixMetric is { } metric ? $"metric {metric}" : "no", 5),
            new("VRRP", row => row.Vrrp ?? CellText.None, 6),
        ],
        rows => CellText.Of(rows.Length, "gateway address", "gateway addresses"));

    private static RowTable<PortReport> Ports() => new(
        ApiFormat.Ports, "Ports: state, subnets, hosts and control frames.", report => report.Ports, (report, rows) => report with { Ports = rows },
        utc =>
        [
            new("NODE", row => row.Node, 1),
            new("PORT", row => row.Name),
            new("KIND", row => row.Kind),
            new("STATE", row => StateOf(row, utc)),
            new("SUBNETS", row => row.Subnets.IsEmpty ? CellText.None : string.Join(",", row.Subnets)),
            new("HOSTS", row => CellText.Number(row.Hosts)) { IsRight = true, Key = row => row.Hosts },
            new("RECEIVED", row => CellText.Number(row.FramesReceived), 3) { IsRight = true, Key = row => row.FramesReceived },
            new("SENT", row => CellText.Number(row.FramesSent), 2) { IsRight = true, Key = row => row.FramesSent },
            new("NOT SENT", row => CellText.Number(row.SendErrors), 4) { IsRight = true, Key = row => row.SendErrors },
            new("MAC", row => row.Mac, Column<PortReport>.WideOnly),
            new("MTU", row => CellText.Number(row.Mtu), Column<PortReport>.WideOnly) { IsRight = true, Key = row => row.Mtu },
        ],
        rows => $"{CellText.Of(rows.Length, "port")}, {rows.Count(row => row.Up)} up");

    private static string StateOf(PortReport port, bool utc) => port switch
    {
        { ShutBy: { } by } => $"SHUT by BPDU of {by}, {(utc ? "until " : "another ")}{CellText.Since(utc, port.ShutUntil, port.ShutSeconds)}",
        { Up: true } => "up",
        { Present: true } => "down",
        _ => "absent",
    };

    private static RowTable<NeighborReport> Neighbors() => new(
        ApiFormat.Neighbors, "IS-IS adjacencies on the fabric ports.", report => report.Neighbors, (report, rows) => report with { Neighbors = rows },
        utc =>
        [
            new("NODE", row => row.Node, 1),
            new("PORT", row => row.Port),
            new("NEIGHBOR", row => row.Neighbor ?? CellText.None),
            new("STATE", row => row.State),
            new("BFD", row => row.Bfd is null ? CellText.None : row.BfdIntervalMs is { } interval ? $"{row.Bfd} {interval:0} ms" : row.Bfd),
            new("SINCE", row => CellText.Since(utc, row.Since, row.SinceSeconds)) { IsRight = true, Key = row => row.SinceSeconds ?? 0 },
            new("METRIC", row => CellText.Number(row.Metric), 2) { IsRight = true, Key = row => row.Metric },
            new("SYSTEM ID", row => row.SystemId ?? CellText.None, 3),
            new("ADDRESS", row => row.Address ?? CellText.None, 4),
            new("MAC", row => row.Mac ?? CellText.None, Column<NeighborReport>.WideOnly),
        ],
        rows => $"{CellText.Of(rows.Length, "fabric port")}, {rows.Count(row => row.State == "up")} with a neighbour");

    private static RowTable<KeyReport> Keys() => new(
        ApiFormat.Keys, "Keys of IS-IS, what they verified, and how many LSPs each has signed.", report => report.Keys, (report, rows) => report with { Keys = rows },
        utc =>
        [
            new("NODE", row => row.Node, 1),
            new("CHAIN", row => row.Chain),
            new("ID", row => CellText.Number(row.Id)) { IsRight = true, Key = row => row.Id },
            new("ALGORITHM", row => row.Algorithm, 2),
            new("USE", row => row.Use),
            new("ACCEPTED", row => CellText.Number(row.Accepted)) { IsRight = true, Key = row => row.Accepted },
            new("LAST", row => CellText.Since(utc, row.LastAccepted, row.LastAcceptedSeconds)) { IsRight = true, Key = row => row.LastAcceptedSeconds ?? double.MaxValue },
            new("LSPS", row => row.Lsps is { } lsps ? CellText.Number(lsps) : CellText.None) { IsRight = true, Key = row => row.Lsps ?? 0 },
        ],
        rows => CellText.Of(rows.Length, "key"));

    private static RowTable<CounterReport> Counters() => new(
        ApiFormat.Counters, "Counters of frames, reasons and faults.", report => report.Counters, (report, rows) => report with { Counters = rows },
        _ =>
        [
            new("NODE", row => row.Node, 1),
            new("GROUP", row => row.Group),
            new("COUNTER", row => row.Name),
            new("VALUE", row => CellText.Number(row.Value)) { IsRight = true, Key = row => row.Value },
        ],
        rows => $"{CellText.Of(rows.Length, "counter")}, {rows.Count(row => row.Value != 0)} not zero");

    private static RowTable<EventReport> Events() => new(
        ApiFormat.Events, "What happened on the node, oldest first.", report => report.Events, (report, rows) => report with { Events = rows },
        utc =>
        [
            new("NODE", row => row.Node, 1),
            new("ID", row => CellText.Number(row.Sequence)) { IsRight = true, Key = row => row.Sequence },
            new(utc ? "TIME" : "AGO", row => CellText.Since(utc, row.At, row.AgeSeconds)) { IsRight = true, Key = row => row.AgeSeconds },
            new("SEVERITY", row => row.Severity, Column<EventReport>.WideOnly),
            new("KIND", row => row.Kind),
            new("WHAT", row => row.Text),
        ],
        rows => CellText.Of(rows.Length, "event"))
    {
        Order = (a, b) => a.At.CompareTo(b.At) is var byTime and not 0 ? byTime : a.Sequence.CompareTo(b.Sequence),
    };

    private static RowTable<DrainReport> Drain() => new(
        ApiFormat.Drain, "Which nodes are drained, and what would be cut off without each.", report => report.Drain is { } drain ? [drain] : report.Drains,
        (report, rows) => report with { Drains = rows },
        utc =>
        [
            new("NODE", row => row.Node),
            new("STATE", row => row.State),
            new("SINCE", row => CellText.Since(utc, row.Since, row.SinceSeconds), 1) { IsRight = true, Key = row => row.SinceSeconds ?? double.MaxValue },
            new("DEARER BY", row => CellText.Number(row.Burden), 2) { IsRight = true, Key = row => row.Burden },
            new("WAITS FOR", row => row.WaitsFor.IsEmpty ? CellText.None : string.Join(", ", row.WaitsFor), 3),
            new("CUTS OFF", row => row.CutOff.IsEmpty ? CellText.None : string.Join("; ", row.CutOff.Select(part => string.Join(", ", part)))),
            new("HOSTS", row => CellText.Number(row.Hosts.Select(host => host.Mac).Distinct().Count())) { IsRight = true, Key = row => row.Hosts.Length },
            new("PREFIXES", row => row.Prefixes.IsEmpty ? CellText.None : string.Join(", ", row.Prefixes), 4),
        ],
        rows => $"{CellText.Of(rows.Length, "node")}, {rows.Count(row => row.State != "serving")} not serving");

    private static RowTable<StatusReport> Status() => new(
        ApiFormat.Status, "How the nodes are.", report => report.Status is { } status ? [status] : report.Statuses,
        (report, rows) => report with { Statuses = rows },
        _ =>
        [
            new("NODE", row => row.Node),
            new("SITE", row => row.Site, 5),
            new("ROLE", row => row.Role),
            new("STATE", row => !row.Ready ? "starting" : row.Drain != "serving" ? row.Drain.ToUpperInvariant() : row.Settled ? "settled" : "ready"),
            new("NEIGHBORS", row => $"{row.AdjacenciesUp}/{row.FabricPorts}") { IsRight = true },
            new("HOSTS", row => CellText.Number(row.HostsConfirmed)) { IsRight = true, Key = row => row.HostsConfirmed },
            new("ROUTES", row => CellText.Number(row.Routes)) { IsRight = true, Key = row => row.Routes },
            new("UP", row => Age.Text(row.UptimeSeconds)) { IsRight = true, Key = row => row.UptimeSeconds },
            new("READY IN", row => string.Create(CultureInfo.InvariantCulture, $"{row.ReadyAfterSeconds * 1000:0} ms"), 2) { IsRight = true },
            new("MEMORY", row => string.Create(CultureInfo.InvariantCulture, $"{row.ResidentBytes / 1048576.0:0.0} MiB"), 3) { IsRight = true, Key = row => row.ResidentBytes },
            new("DRIVER", row => row.Driver, 4),
            new("FAST PATH", row => row.FastPath, 6),
            new("VERSION", row => row.Version, Column<StatusReport>.WideOnly),
            new("PID", row => CellText.Number(row.Pid), Column<StatusReport>.WideOnly) { IsRight = true },
        ],
        rows => rows.Count(row => row.Drain != "serving") is var drained and > 0
            ? $"{CellText.Of(rows.Length, "node")}, {drained} not serving"
            : CellText.Of(rows.Length, "node"));

    private static string CountHosts(ImmutableArray<HostReport> rows)
    {
        int macs = rows.Select(row => row.Mac).Distinct().Count();
        IEnumerable<string> states = rows.GroupBy(row => row.State).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}");
        return rows.IsEmpty ? "0 hosts" : $"{CellText.Of(macs, "host")}, {CellText.Of(rows.Length, "address", "addresses")}: {string.Join(", ", states)}";
    }
}
