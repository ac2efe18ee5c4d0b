using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>What the fabric file says about where routes are announced. Its answers depend on the plan, the route and its origins, never
/// on what was before.</summary>
public sealed class RoutePolicy
{
    private readonly NodePlan _plan;
    private readonly FabricSystems _systems;
    private readonly Dictionary<VrfId, ImmutableArray<(IpPrefix Prefix, Subnet Subnet)>> _subnets;
    private readonly Dictionary<VrfId, AnnouncePolicy> _outside;
    private readonly bool _sitesKeepHosts;

    public RoutePolicy(NodePlan plan)
    {
        _plan = plan;
        _systems = FabricSystems.Of(plan.Fabric);
        _subnets = plan.Fabric.Subnets
            .SelectMany(subnet => subnet.Gateways, (subnet, gateway) => (gateway.Prefix, subnet))
            .GroupBy(pair => pair.subnet.Vrf.Id)
            .ToDictionary(group => group.Key, group => group.ToImmutableArray());
        _sitesKeepHosts = plan.Fabric.Sites.Any(site => site.Announce.Mode != AnnounceMode.All);
        _outside = plan.Outside.ToDictionary(outside => outside.Vrf, outside => outside.Announce);
    }

    /// <summary>The summaries that this node announces, by VRF and prefix.</summary>
    public IEnumerable<RouteKey> Summaries => _outside
        .Where(outside => outside.Value.Mode == AnnounceMode.Summary)
        .SelectMany(outside => outside.Value.Prefixes, (outside, prefix) => new RouteKey(outside.Key, prefix))
        .Order();

    /// <summary>True when the prefix is a summary that some edge of the fabric announces: what comes back is not news.</summary>
    public bool IsSummary(RouteKey key) => _plan.Fabric.Outside.Any(router => router.VrfId == key.Vrf
        && router.Sessions.Any(session => session.Announce.Mode == AnnounceMode.Summary && session.Announce.Prefixes.Contains(key.Prefix)));

    /// <summary>True when some hosts of other sites may have no route here (<see cref="HomeToFollow"/>).</summary>
    public bool LeavesHostsOut => _sitesKeepHosts;

    /// <summary>The site of a node; null for a router that is not in the fabric file.</summary>
    public Site? SiteOf(SystemId node) => _systems.Nodes.GetValueOrDefault(node)?.Site;

    /// <summary>The priority of a route whose origins give it <paramref name="metric"/>.</summary>
    public uint PriorityOf(RouteKey key, bool isHost, ReadOnlySpan<SystemId> origins, uint metric)
    {
        uint priority = metric + (isHost || IsOfTheFabric(key) ? 0 : RouteMetrics.ForeignDistance);
        return _outside.Count == 0 || Judge(key, isHost, origins) == OutsideVerdict.Announced ? priority : priority + RouteMetrics.Private;
    }

    /// <summary>Whether this node announces a route outside.</summary>
    /// <param name="key">The route.</param>
    /// <param name="isHost">True for the route of a claimed host.</param>
    /// <param name="origins">The host's winners, or the prefix's best origins.</param>
    public OutsideVerdict Judge(RouteKey key, bool isHost, ReadOnlySpan<SystemId> origins)
    {
        if (!_outside.TryGetValue(key.Vrf, out AnnouncePolicy? policy))
        {
            return OutsideVerdict.NoOutside;
        }

        if (SubnetOf(key) is not { } subnet)
        {
            return OutsideVerdict.NotOfTheVrf;
        }

        bool hosts = isHost || key.Prefix.IsHost;
        return policy.Mode switch
        {
            AnnounceMode.All => OutsideVerdict.Announced,
            AnnounceMode.Only => policy.Lists(key.Prefix) ? OutsideVerdict.Announced : OutsideVerdict.NotListed,
            AnnounceMode.Subnets => hosts ? OutsideVerdict.NoHosts : OutsideVerdict.Announced,
            AnnounceMode.Summary when !hosts => policy.Lists(key.Prefix) && !policy.Prefixes.Contains(key.Prefix)
                ? OutsideVerdict.InSummary
                : OutsideVerdict.Announced,
            AnnounceMode.Moved when !hosts => OutsideVerdict.Announced,
            _ => JudgeMoved(subnet, origins),
        };
    }

    /// <summary>The prefix that may stand here for a host of another site, by the word of that site; null when the host needs a route of its own:
    /// it is away from its subnet's home, its site announces it, or this node has the subnet itself and would look for the host there.</summary>
    /// <param name="host">The route of a host.</param>
    /// <param name="winners">Who has it.</param>
    public RouteKey? HomeToFollow(RouteKey host, ReadOnlySpan<SystemId> winners)
    {
        if (!_sitesKeepHosts || SiteOfAll(winners) is not { } site || site == _plan.Node.Site || site.Announce.Mode == AnnounceMode.All
            || (site.Announce.Mode == AnnounceMode.Only && site.Announce.Lists(host.Prefix))
            || SubnetOf(host) is not { } subnet || subnet.Home != site
            || _plan.Segments.Any(segment => segment.HasGateway && segment.Subnet.Index == subnet.Index))
        {
            return null;
        }

        foreach (GatewayAddress gateway in subnet.Gateways)
        {
            if (gateway.Prefix.Contains(host.Prefix))
            {
                // A VRF that imports the host but not its prefix has nothing else to follow.
                return _plan.Fabric.Imports.Any(import => import.From == host.Vrf && import.Covers(host.Prefix) && !import.Covers(gateway.Prefix))
                    ? null
                    : new RouteKey(host.Vrf, gateway.Prefix);
            }
        }

        return null;
    }

    /// <summary>True for whatever lies within a subnet, and for the subnet itself.</summary>
    public bool IsInSubnet(RouteKey key) => SubnetOf(key) is not null;

    /// <summary>True for the address of a node.</summary>
    public bool IsLoopback(IpPrefix prefix) => _systems.Loopbacks.Contains(prefix);

    /// <summary>True for the prefix of a subnet.</summary>
    public bool IsSubnet(RouteKey key) => SubnetOf(key) is { } subnet && subnet.Gateways.Any(gateway => gateway.Prefix == key.Prefix);

    /// <summary>The longest prefix of a subnet that holds the route, or null.</summary>
    private Subnet? SubnetOf(RouteKey key)
    {
        Subnet? best = null;
        int length = -1;
        if (_subnets.TryGetValue(key.Vrf, out ImmutableArray<(IpPrefix Prefix, Subnet Subnet)> subnets))
        {
            foreach ((IpPrefix prefix, Subnet subnet) in subnets)
            {
                if (prefix.Length > length && prefix.Contains(key.Prefix))
                {
                    (best, length) = (subnet, prefix.Length);
                }
            }
        }

        return best;
    }

    private OutsideVerdict JudgeMoved(Subnet subnet, ReadOnlySpan<SystemId> origins)
    {
        if (subnet.Home is null)
        {
            return OutsideVerdict.NoHome;
        }

        foreach (SystemId origin in origins)
        {
            if (SiteOf(origin) == subnet.Home)
            {
                return OutsideVerdict.AtHome;
            }
        }

        return OutsideVerdict.Announced;
    }

    /// <summary>The site of nodes that are all in one.</summary>
    private Site? SiteOfAll(ReadOnlySpan<SystemId> nodes)
    {
        Site? site = nodes.IsEmpty ? null : SiteOf(nodes[0]);
        foreach (SystemId node in nodes)
        {
            if (SiteOf(node) != site)
            {
                return null;
            }
        }

        return site;
    }

    /// <summary>In a subnet, or a loopback: not announced by somebody outside.</summary>
    private bool IsOfTheFabric(RouteKey key) => SubnetOf(key) is not null || _systems.Loopbacks.Contains(key.Prefix);
}
