using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>Copies of the engine's state for people to read.</summary>
internal static class IsisSnapshots
{
    public static IReadOnlyList<AdjacencySnapshot> Adjacencies(IsisState state) =>
    [
        .. state.Circuits.Select(static circuit => new AdjacencySnapshot(
            circuit.Port,
            circuit.Plan.Name,
            circuit.State,
            circuit.Neighbor.System,
            circuit.Neighbor.LinkLocal,
            circuit.Neighbor.Mac,
            circuit.Since,
            circuit.HoldUntil,
            circuit.Flood.Unacknowledged.Count)),
    ];

    public static IReadOnlyList<LspSnapshot> Database(IsisState state)
    {
        List<LspSnapshot> lsps = [];
        foreach (LspRecord record in state.Database.Sorted)
        {
            lsps.Add(new LspSnapshot(
                record.Id, record.Sequence, record.Checksum, record.Length, record.Expires, record.IsPurge, record.IsOwn, record.Flags));
        }

        return lsps;
    }

    public static IReadOnlyList<FragmentSnapshot> Fragments(IsisState state, OwnLinkState own)
    {
        List<FragmentSnapshot> fragments = [];
        foreach (OwnFragment? fragment in own.Fragments)
        {
            if (fragment is { } some && (some.Entries.Count > 0 || some.Sequence > 0))
            {
                int CountOf(ReachKind kind) => some.Entries.Count(entry => entry.Key.Kind == kind);
                fragments.Add(new FragmentSnapshot(
                    state.LspOf(some.Number), some.Number, some.Sequence, some.Length, CountOf(ReachKind.Link) + CountOf(ReachKind.Ipv6Link), CountOf(ReachKind.Prefix), CountOf(ReachKind.Claim), some.RefreshAt));
            }
        }

        return fragments;
    }

    public static IReadOnlyList<ReachSnapshot> Nodes(IsisState state, Topology topology) =>
    [
        .. topology.Sorted
            .Where(static node => !node.Id.IsPseudonode && node.Origin is null)
            .SelectMany(node => state.IsMultiTopology
                ? [Of(node, node.Standard, AddressFamily.Ipv4), Of(node, node.Ipv6, AddressFamily.Ipv6)]
                : (ReachSnapshot[])[Of(node, node.Standard, null)]),
    ];

    /// <summary>Ports whose neighbours have not acknowledged everything.</summary>
    public static IReadOnlyList<PortIndex> Waiting(IsisState state) =>
        [.. state.Circuits.Where(static circuit => circuit.IsUp && circuit.Flood.Unacknowledged.Count > 0).Select(static circuit => circuit.Port)];

    private static ReachSnapshot Of(TopologyNode node, GraphVertex vertex, AddressFamily? family) =>
        new(node.Id.System, family, vertex.Distance, vertex.NextHops, node.ClaimCount);
}
