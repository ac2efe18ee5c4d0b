using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>What a kernel forwards, in lines: independent of object numbers, so that two kernels can be compared.</summary>
internal static class KernelPicture
{
    /// <summary>What is there.</summary>
    internal static string[] Actual(FakeNode node)
    {
        FakeKernel kernel = node.Kernel;
        List<string> lines = [];
        lines.AddRange(kernel.RouteRows.Values.Where(route => route.Protocol == RouteProtocol.Weft).Select(route => Line(
            route.Prefix, route.Metric, route.Type, route.NextHopId != 0 ? Members(kernel, route.NextHopId) : $"dev {route.InterfaceIndex}")));
        lines.AddRange(kernel.NeighborRows.Values.Where(neighbor => neighbor.State == NeighborState.Permanent)
            .Select(neighbor => $"neighbor {neighbor.InterfaceIndex} {neighbor.Address} {neighbor.Mac}"));
        lines.AddRange(kernel.ForwardingRows.Values.Where(entry => entry.State == NeighborState.NoArp)
            .Select(entry => $"fdb {entry.InterfaceIndex} {entry.Mac} {entry.VlanId}"));
        lines.AddRange(node.Filters.Rows.Select(row => $"filter {row.Key} {row.Value}"));
        lines.Sort(StringComparer.Ordinal);
        return [.. lines];
    }

    /// <summary>What the tables want, worked out afresh.</summary>
    internal static string[] Desired(FakeNode node)
    {
        NodeTables tables = node.Tables;
        List<string> lines = [];
        HashSet<IpPrefix> local = [];
        foreach (IGrouping<IpAddress, BindingKey> host in tables.Bindings.Rows.Keys.GroupBy(key => key.Address))
        {
            IpPrefix prefix = IpPrefix.Host(host.Key);
            local.Add(prefix);
            lines.Add(Line(prefix, HostMetric(node), KernelRouteType.Unicast, $"dev {node.DataPlane.Interfaces.IndexOf(host.Min().Segment)}"));
        }

        foreach ((RouteKey key, RouteRow row) in tables.Routes.Rows.Where(route => !local.Contains(route.Key.Prefix)))
        {
            uint metric = IsRim(node) ? row.Metric : 1024;
            lines.Add(row.IsDiscard
                ? Line(key.Prefix, metric, KernelRouteType.Blackhole, "dev 0")
                : Line(key.Prefix, metric, KernelRouteType.Unicast, Members(node, tables.NextHopGroups.Rows[row.Group])));
        }

        lines.AddRange(tables.Bindings.Rows.Select(
            row => $"neighbor {node.DataPlane.Interfaces.IndexOf(row.Key.Segment)} {row.Key.Address} {row.Value.Mac}"));
        lines.AddRange(tables.FabricNeighbors.Rows.Select(
            row => $"neighbor {node.DataPlane.Interfaces.IndexOf(row.Key.Port)} {row.Key.Address} {row.Value.Mac}"));
        lines.AddRange(tables.AttachedMacs.Rows.Select(row =>
            $"fdb {node.DataPlane.Interfaces.IndexOf(row.Value.Port)} {row.Key.Mac} {node.Plan.FindSegment(row.Key.Segment)!.Vlan}"));
        lines.AddRange(tables.AttachedMacs.Rows.Select(row => $"filter {row.Key} {row.Value}"));
        lines.Sort(StringComparer.Ordinal);
        return [.. lines];
    }

    private static bool IsRim(FakeNode node) => node.Plan.Ports.Any(port => port.Kind == PortKind.Outside);

    private static uint HostMetric(FakeNode node) => IsRim(node) ? 1u : 1024u;

    private static string Line(IpPrefix prefix, uint metric, KernelRouteType type, string target) => $"route {prefix} {metric} {type} {target}";

    private static string Members(FakeKernel kernel, uint id) => string.Join(",", kernel.NextHopRows[id].Members
        .Select(member => $"{kernel.NextHopRows[member].InterfaceIndex} {kernel.NextHopRows[member].Gateway}").Order(StringComparer.Ordinal));

    private static string Members(FakeNode node, in NextHopGroupRow row) => string.Join(",", row.Members
        .Select(member => $"{node.DataPlane.Interfaces.IndexOf(member.Port)} {member.Gateway}").Order(StringComparer.Ordinal));
}
