using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Reusable lists for the keys taken from the node's tables.</summary>
internal sealed class ChangeBuffers
{
    private readonly List<BindingKey> _bindings = [];
    private readonly List<AttachedMacKey> _macs = [];
    private readonly List<FabricNeighborKey> _neighbors = [];
    private readonly List<NextHopGroupId> _groups = [];
    private readonly List<RouteKey> _routes = [];
    private readonly List<PortIndex> _ports = [];

    internal ReadOnlySpan<BindingKey> Take(DesiredTable<BindingKey, BindingRow> table) => Take(table, _bindings);

    internal ReadOnlySpan<AttachedMacKey> Take(DesiredTable<AttachedMacKey, AttachedMacRow> table) => Take(table, _macs);

    internal ReadOnlySpan<FabricNeighborKey> Take(DesiredTable<FabricNeighborKey, FabricNeighborRow> table) => Take(table, _neighbors);

    internal ReadOnlySpan<NextHopGroupId> Take(DesiredTable<NextHopGroupId, NextHopGroupRow> table) => Take(table, _groups);

    internal ReadOnlySpan<RouteKey> Take(DesiredTable<RouteKey, RouteRow> table) => Take(table, _routes);

    internal ReadOnlySpan<RouteKey> Take(DesiredTable<RouteKey, LeakRow> table) => Take(table, _routes);

    internal ReadOnlySpan<PortIndex> Take(DesiredTable<PortIndex, ShutPortRow> table) => Take(table, _ports);

    private static ReadOnlySpan<TKey> Take<TKey, TRow>(DesiredTable<TKey, TRow> table, List<TKey> buffer)
        where TKey : notnull, IEquatable<TKey>
        where TRow : IEquatable<TRow>
    {
        buffer.Clear();
        table.TakeChanges(buffer);
        return CollectionsMarshal.AsSpan(buffer);
    }
}
