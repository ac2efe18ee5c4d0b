using System.Collections.Immutable;
using Weft.Model;
using Weft.Node;

namespace Weft.Daemon;

/// <summary>The routes of a node, with names instead of numbers, and what becomes of them outside.</summary>
internal sealed class RouteViews(NodePlan plan, NodeCore core, NodeNames names)
{
    private NodeTables Tables => core.Switch.Tables;

    /// <summary>The routes of each VRF, and what it has of others where it has no route of its own.</summary>
    public ImmutableArray<RouteReport> Routes()
    {
        NextHopNames hops = new(names, core.Switch.Isis);
        return
        [
            .. Tables.Routes.Rows.Keys.Concat(Tables.Leaks.Rows.Keys.Where(key => !Tables.Routes.TryGet(key, out _)))
                .OrderBy(key => key.Prefix.Address).ThenBy(key => key.Prefix.Length).ThenBy(key => key.Vrf)
                .Select(key => RouteOf(key, hops)),
        ];
    }

    public RouteReport RouteOf(RouteKey key) => RouteOf(key, new NextHopNames(names, core.Switch.Isis));

    /// <summary>A route of the machine's routing daemon: which of its neighbours it leads to, that daemon knows.</summary>
    public RouteReport ForeignOf(RouteKey key, uint metric) => new()
    {
        Node = plan.Node.Name,
        Vrf = names.Of(key.Vrf),
        Prefix = key.Prefix.ToString(),
        Metric = metric,
        Discard = false,
        NextHops = [],
    };

    /// <summary>Whether this edge announces a host outside, in words; null where it has no outside router in the host's VRF.</summary>
    public string? OutsideOf(HostKey host)
    {
        OutsideVerdict verdict = core.Switch.JudgeOutside(host);
        string policy = plan.Outside.FirstOrDefault(outside => outside.Vrf == host.Vrf)?.Announce.ToString() ?? string.Empty;
        return verdict switch
        {
            OutsideVerdict.NoOutside => null,
            OutsideVerdict.Announced => "announced",
            OutsideVerdict.NoRoute => "not announced: no route of its own here",
            OutsideVerdict.NotOfTheVrf => "not announced: no subnet of the VRF has the address",
            OutsideVerdict.NoHosts => $"not announced: hosts never are ({policy})",
            OutsideVerdict.AtHome => $"not announced: at home, where its subnet leads ({policy})",
            OutsideVerdict.NoHome => $"not announced: its subnet has no home to be away from ({policy})",
            _ => $"not announced: not listed ({policy})",
        };
    }

    private RouteReport RouteOf(RouteKey key, NextHopNames hops)
    {
        bool isOwn = Tables.Routes.TryGet(key, out RouteRow row);
        LeakRow leak = default;
        if (!isOwn)
        {
            Tables.Leaks.TryGet(key, out leak);
        }

        uint metric = isOwn ? row.Metric : leak.Metric;
        NextHopGroupId groupId = isOwn ? row.Group : leak.Group;
        bool hasGroup = Tables.NextHopGroups.TryGet(groupId, out NextHopGroupRow group);
        SegmentPlan? segment = isOwn ? null : plan.FindSegment(leak.Segment);
        return new RouteReport
        {
            Node = plan.Node.Name,
            Vrf = names.Of(key.Vrf),
            Prefix = key.Prefix.ToString(),
            Metric = metric,
            Discard = isOwn && row.IsDiscard,
            NextHops = hasGroup ? [.. group.Members.Select(hop => hops.Of(hop, group.Vrf))] : [],
            Outside = plan.Outside.Any(outside => outside.Vrf == key.Vrf) ? RouteMetrics.Announced.Contains(metric) : null,
            From = isOwn ? null : names.Of(segment?.Vrf ?? group.Vrf),
            Interface = segment?.Interface,
        };
    }
}
