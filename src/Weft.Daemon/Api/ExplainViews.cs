using System.Collections.Immutable;
using System.Text;
using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Daemon;

/// <summary>Says why an address is where this node thinks it is, and what the node does with a packet for it.</summary>
internal sealed class ExplainViews(NodePlan plan, NodeCore core, NodeNames names, NodeViews views, RouteViews routes)
{
    public ExplainReport Explain(VrfId vrf, IpAddress address, WallClock clock)
    {
        HostKey key = new(vrf, address);
        HostExplanation? host = core.Switch.Hosts.Explain(key);
        ExplainReport report = new()
        {
            Node = plan.Node.Name,
            Site = plan.Node.Site.Name,
            Vrf = names.Of(vrf),
            Address = address.ToString(),
            Host = host is null ? null : views.HostOf(host.Host, clock),
            Claims = host is null ? [] : [.. host.Claims.Select(ClaimOf)],
            History = host is null ? [] : [.. host.Host.History.Select(entry => HistoryOf(entry, clock))],
            Home = plan.Fabric.Subnets.FirstOrDefault(subnet => subnet.Vrf.Id == vrf && subnet.Contains(address))?.Home?.Name,
            Decision = "none",
            Outside = host is null ? null : routes.OutsideOf(key),
            FollowsHome = core.Switch.FollowsHome(key),
            To = [],
            ToSince = host is null || host.WinnersSince == Instant.Zero ? null : clock.TimeOf(host.WinnersSince),
            Before = host is null || host.WinnersSince == Instant.Zero ? null : [.. host.Before.Select(names.Of)],
        };
        return Decide(report, key, host);
    }

    private ExplainReport Decide(ExplainReport report, HostKey key, HostExplanation? host)
    {
        foreach (SegmentPlan segment in plan.Segments)
        {
            if (segment.Vrf == key.Vrf && core.Switch.Tables.Bindings.TryGet(new BindingKey(segment.Id, key.Address), out BindingRow binding))
            {
                return report with { Decision = "attached", Interface = binding.Port.IsNone ? segment.Interface : names.Of(binding.Port) };
            }
        }

        RouteKey? best = core.Switch.Tables.Routes.Rows.Keys.Concat(core.Switch.Tables.Leaks.Rows.Keys)
            .Where(route => route.Vrf == key.Vrf && route.Prefix.Contains(key.Address))
            .Select(route => (RouteKey?)route)
            .MaxBy(route => route!.Value.Prefix.Length);
        RouteKey? outside = OutsideFor(key, best);
        int longest = (outside ?? best)?.Prefix.Length ?? -1;
        SegmentPlan? connected = plan.Segments.FirstOrDefault(segment => segment.HasGateway && segment.Vrf == key.Vrf
            && segment.Subnet.Gateways.Any(gateway => gateway.Prefix.Contains(key.Address) && gateway.Prefix.Length > longest));
        if (connected is not null)
        {
            return report with { Decision = "connected", Interface = connected.Interface };
        }

        if (outside is { } foreign)
        {
            return report with { Decision = "outside", Route = routes.ForeignOf(foreign, core.OutsideRoutes[foreign]), To = [.. RoutersIn(key.Vrf)] };
        }

        if (best is not { } found)
        {
            return report;
        }

        RouteReport route = routes.RouteOf(found);
        ImmutableArray<SystemId> to = found.Prefix.IsHost && host is { Winners.Length: > 0 } ? host.Winners : OriginsOf(found);
        return report with
        {
            Decision = route.Discard ? "discard" : "route",
            Route = route,
            To = [.. to.Select(names.Of)],
            Cost = CostTo(to, found.Prefix.Family),
        };
    }

    /// <summary>The route of the machine's routing daemon that wins over the node's own best one; null when that wins.</summary>
    private RouteKey? OutsideFor(HostKey key, RouteKey? own)
    {
        RouteKey? found = core.OutsideRoutes.Keys
            .Where(route => route.Vrf == key.Vrf && route.Prefix.Contains(key.Address))
            .Select(route => (RouteKey?)route)
            .MaxBy(route => route!.Value.Prefix.Length);
        return found is { } foreign && (own is not { } mine || foreign.Prefix.Length > mine.Prefix.Length
            || (foreign.Prefix.Length == mine.Prefix.Length && core.OutsideRoutes[foreign] < routes.RouteOf(mine).Metric))
            ? found
            : null;
    }

    private IEnumerable<string> RoutersIn(VrfId vrf) =>
        plan.Fabric.Outside.Where(router => router.VrfId == vrf && router.Sessions.Any(session => session.Edge.Node == plan.Node.Name)).Select(static router => router.Name);

    private ImmutableArray<SystemId> OriginsOf(RouteKey key) =>
        [.. core.Switch.Isis.Prefixes().Where(prefix => prefix.Key == key).SelectMany(prefix => prefix.Origins)];

    private uint? CostTo(ImmutableArray<SystemId> nodes, AddressFamily family)
    {
        uint nearest = core.Switch.Isis.Nodes().Where(node => (node.Family ?? family) == family && node.NextHops.Count > 0 && nodes.Contains(node.Node))
            .Select(node => node.Cost).DefaultIfEmpty(uint.MaxValue).Min();
        return nearest == uint.MaxValue ? null : nearest;
    }

    private ClaimReport ClaimOf(ClaimView view) => new()
    {
        Origin = names.Of(view.Origin),
        Epoch = view.Claim.Epoch,
        Mac = view.Claim.Mac.ToString(),
        Tentative = view.Claim.IsTentative,
        Verdict = Words(view.Verdict.ToString()),
    };

    private HistoryReport HistoryOf(HostHistoryEntry entry, WallClock clock) => new()
    {
        At = clock.TimeOf(entry.At),
        State = entry.State.ToString().ToLowerInvariant(),
        Reason = Words(entry.Reason.ToString()),
        Port = entry.Port.IsNone ? null : names.Of(entry.Port),
        Epoch = entry.Epoch,
    };

    // "LowerEpoch" is "lower epoch".
    private static string Words(string name)
    {
        StringBuilder text = new();
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
