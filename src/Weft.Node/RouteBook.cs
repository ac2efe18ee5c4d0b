using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>Turns "who has it" (winners of host claims, origins of prefixes) and "how to get there" (shortest paths to nodes) into
/// routes and next-hop groups. One group per VRF and set of origins, so that a path change touches groups, never the routes behind them.</summary>
/// <param name="plan">The node's plan.</param>
/// <param name="policy">What is announced where.</param>
/// <param name="tables">Where the routes go.</param>
/// <param name="numbers">The numbers of the groups.</param>
/// <param name="family">The only family that it is told of; null: both.</param>
/// <param name="hosts">Who has which host, for routes that are not kept; null: all are.</param>
internal sealed class RouteBook(NodePlan plan, RoutePolicy policy, NodeTables tables, NextHopGroupNumbers numbers, AddressFamily? family, IHostWinners? hosts)
{
    private readonly bool _isRim = !plan.Outside.IsEmpty;
    private readonly Dictionary<SystemId, NodeReach> _reach = [];
    private readonly PagedDictionary<RouteKey, RouteEntry> _entries = new();
    private readonly Dictionary<RouteKey, SystemId[]> _prefixes = [];
    private readonly VrfLeaks _leaks = new(plan, policy, tables);
    private readonly SystemIdSets _sets = new();
    private readonly NextHopSets _ways = new();
    private readonly NextHopGroups _groups = new(tables, numbers);
    private readonly SummaryBook _summaries = new(policy, tables, family);
    private readonly HomeFollowers _followers = new(policy);
    private Func<RouteKey, SystemId[], bool>? _leadsTheSameWay;
    private Func<SystemId, ImmutableArray<NextHop>>? _waysTo;
    private LoneHostRoutes? _lone;
    private bool _subnetsChanged;
    private bool _waysChanged;
    private bool _isDrained;

    /// <summary>Sets the winners of a host address; none takes the route away.</summary>
    public void SetHost(HostKey host, ReadOnlySpan<SystemId> before, ReadOnlySpan<SystemId> winners)
    {
        RouteKey key = new(host.Vrf, IpPrefix.Host(host.Address));
        if (_lone is { } lone && !_entries.ContainsKey(key))
        {
            lone.Move(host, before.Length == 1 ? before[0] : null, winners.Length == 1 ? winners[0] : null, _waysTo ??= WaysTo);
            if (winners.Length <= 1)
            {
                _leaks.Refresh(key);
                return;
            }
        }

        RouteEntry entry = EntryOf(key);
        entry.Winners = winners.IsEmpty ? null : _sets.Share(winners);
        Install(entry);
    }

    /// <summary>Sets the best origins of a prefix; none takes the route away.</summary>
    public void SetPrefix(RouteKey key, ReadOnlySpan<SystemId> origins)
    {
        KeepLone(key);
        RouteEntry entry = EntryOf(key);
        entry.Origins = origins.IsEmpty ? null : _sets.Share(origins);
        // Nobody asks what lies within the prefix of a host.
        if (entry.Origins is null || key.Prefix.IsHost)
        {
            _prefixes.Remove(key);
        }
        else
        {
            _prefixes[key] = entry.Origins;
        }

        _waysChanged = true;
        Install(entry);
        Summarize();
    }

    /// <summary>Sets the shortest paths to a node; none means unreachable.</summary>
    public void SetReach(SystemId node, ReadOnlySpan<NextHop> nextHops, uint cost)
    {
        if (nextHops.IsEmpty)
        {
            _reach.Remove(node);
        }
        else
        {
            _reach[node] = new NodeReach(_ways.Share(nextHops), cost);
        }

        _waysChanged = true;
        foreach (RouteEntry entry in _groups.Update(node, MembersOf))
        {
            Install(entry);
        }

        Summarize();
    }

    /// <summary>Begins with what the node has by its plan.</summary>
    public void Start()
    {
        // What the rim announces, and what may follow a prefix instead, is decided for each host by itself; and where a family has ways of its own, a node
        // may be reached by the other one only.
        if (hosts is not null && !_isRim && family is null && !policy.LeavesHostsOut)
        {
            _lone = new LoneHostRoutes(hosts, _groups, tables, MetricOf, _entries.ContainsKey);
            tables.Routes.Derived = _lone;
        }

        _leaks.Start();
    }

    /// <summary>A host came to a segment of this node, or left it.</summary>
    public void AttachmentChanged(BindingKey key)
    {
        if (plan.FindSegment(key.Segment) is { } segment && !key.Address.IsLinkLocal)
        {
            _leaks.Refresh(new RouteKey(segment.Vrf, IpPrefix.Host(key.Address)));
        }
    }

    /// <summary>True when packets can be sent to a node.</summary>
    public bool Reaches(SystemId node) => _reach.ContainsKey(node);

    /// <summary>Ends an input: what follows from all of it together.</summary>
    public void Complete()
    {
        if (_waysChanged)
        {
            _waysChanged = false;
            Compare();
        }
    }

    /// <summary>The node has heard everything: what waited for a prefix that never came gets its own route.</summary>
    public void Settle() => Compare();

    /// <summary>True when a host has no route here because its home's prefix leads the same way.</summary>
    public bool FollowsHome(HostKey host) => _followers.Follows(new RouteKey(host.Vrf, IpPrefix.Host(host.Address)));

    /// <summary>Whether this node announces a host outside.</summary>
    public OutsideVerdict JudgeOutside(HostKey host)
    {
        RouteKey key = new(host.Vrf, IpPrefix.Host(host.Address));
        SystemId[] winners = _entries.TryGetValue(key, out RouteEntry? entry) && entry.Winners is { } known ? known : [];
        OutsideVerdict verdict = policy.Judge(key, isHost: true, winners);
        return verdict == OutsideVerdict.Announced && !tables.Routes.TryGet(key, out _) ? OutsideVerdict.NoRoute : verdict;
    }

    /// <summary>Says whether the node is drained. Only the rim's routing daemon reads priorities; elsewhere the routes stay as they are.</summary>
    public void SetDrained(bool drained)
    {
        if (!_isRim || drained == _isDrained)
        {
            return;
        }

        _isDrained = drained;
        _groups.Renew();
        foreach (RouteEntry entry in _entries.Values.OrderBy(static entry => entry.Key).ToArray())
        {
            Install(entry);
        }

        Summarize();
    }

    /// <summary>True when a route other than a default one covers an address.</summary>
    public bool Covers(VrfId vrf, IpAddress address)
    {
        if (tables.Routes.TryGet(new RouteKey(vrf, IpPrefix.Host(address)), out _))
        {
            return true;
        }

        if (_leaks.Covers(vrf, address))
        {
            return true;
        }

        foreach (RouteKey key in _prefixes.Keys)
        {
            if (key.Vrf == vrf && key.Prefix.Length > 0 && key.Prefix.Contains(address) && tables.Routes.TryGet(key, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Made once: every host that comes or moves asks with it.</summary>
    private Func<RouteKey, SystemId[], bool> Comparison => _leadsTheSameWay ??= LeadsTheSameWay;

    private RouteEntry EntryOf(RouteKey key)
    {
        ref RouteEntry? entry = ref _entries.Slot(key, out _)!;
        return entry ??= new RouteEntry(key);
    }

    /// <summary>Somebody announces the prefix of a host, too: from now on its route is kept, with the winner that it has.</summary>
    private void KeepLone(RouteKey key)
    {
        if (_lone is null || !key.Prefix.IsHost || _entries.ContainsKey(key))
        {
            return;
        }

        HostKey host = new(key.Vrf, key.Prefix.Address);
        if (hosts!.OnlyWinnerOf(host) is { } winner)
        {
            _lone.Move(host, winner, null, _waysTo ??= WaysTo);
            EntryOf(key).Winners = _sets.Share([winner]);
        }
    }

    private ImmutableArray<NextHop> WaysTo(SystemId node) => _reach.TryGetValue(node, out NodeReach reach) ? reach.NextHops : [];

    private void Summarize()
    {
        if (_subnetsChanged)
        {
            _subnetsChanged = false;
            _summaries.Update(_prefixes, MetricOf);
        }
    }

    private void Compare()
    {
        foreach (RouteKey host in _followers.Any ? _followers.Compare(Comparison) : [])
        {
            Install(EntryOf(host));
        }
    }

    /// <summary>
    /// Where a prefix has the very next hops of a host, leaving the host's route out changes the way of no packet. Until the node has
    /// settled, a prefix that is not there may only not have been heard of yet, and the kernel still has it.
    /// </summary>
    private bool LeadsTheSameWay(RouteKey home, SystemId[] winners)
    {
        if (!_prefixes.TryGetValue(home, out SystemId[]? origins) || !tables.Routes.TryGet(home, out _))
        {
            return !tables.Settled;
        }

        return MembersOf(origins).AsSpan().SequenceEqual(MembersOf(winners).AsSpan())
            && !_prefixes.Keys.Any(key => key.Vrf == home.Vrf && key.Prefix.Length > home.Prefix.Length && home.Prefix.Contains(key.Prefix));
    }

    private void Install(RouteEntry entry)
    {
        Decide(entry);
        _leaks.Refresh(entry.Key);
    }

    private void Decide(RouteEntry entry)
    {
        RouteKey key = entry.Key;
        _subnetsChanged |= !key.Prefix.IsHost && policy.IsSubnet(key);
        SystemId[]? places = entry.Places;
        if (key.Prefix.IsHost && _followers.Place(key, entry.Winners, Comparison))
        {
            tables.Routes.Remove(key);
            _groups.Release(entry);
            return;
        }

        ImmutableArray<NextHop> members = places is null || IsConnected(key) ? [] : MembersOf(places);
        if (places is not null && !members.IsEmpty)
        {
            NextHopGroupId group = _groups.Assign(entry, places, members);
            tables.Routes.Set(key, new RouteRow(group, policy.PriorityOf(key, entry.Winners is not null, places, MetricOf(places))));
            return;
        }

        tables.Routes.Remove(key);
        _groups.Release(entry);
        if (places is null)
        {
            _entries.Remove(key);
        }
        else if (!IsConnected(key))
        {
            // Origins that are unreachable now may come back: the wish stays in the books under its group.
            _groups.Watch(entry, places);
        }
    }

    /// <summary>The union of the shortest paths to the nearest of the origins, sorted.</summary>
    private ImmutableArray<NextHop> MembersOf(SystemId[] origins)
    {
        if (origins.Length == 1)
        {
            return _reach.TryGetValue(origins[0], out NodeReach only) ? only.NextHops : [];
        }

        uint nearest = uint.MaxValue;
        foreach (SystemId origin in origins)
        {
            if (_reach.TryGetValue(origin, out NodeReach reach))
            {
                nearest = Math.Min(nearest, reach.Cost);
            }
        }

        SortedSet<NextHop> members = [];
        foreach (SystemId origin in origins)
        {
            if (_reach.TryGetValue(origin, out NodeReach reach) && reach.Cost == nearest)
            {
                members.UnionWith(reach.NextHops);
            }
        }

        return [.. members];
    }

    /// <summary>A prefix that this node has on a segment of its own stays connected.</summary>
    private bool IsConnected(RouteKey key)
    {
        if (key.Prefix.IsHost)
        {
            return false;
        }

        foreach (SegmentPlan segment in plan.Segments)
        {
            if (!segment.HasGateway || segment.Vrf != key.Vrf)
            {
                continue;
            }

            foreach (GatewayAddress gateway in segment.Subnet.Gateways)
            {
                if (gateway.Prefix == key.Prefix)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private uint MetricOf(SystemId[] origins)
    {
        uint metric = RouteMetrics.OtherSite;
        foreach (SystemId origin in origins)
        {
            if (policy.SiteOf(origin) == plan.Node.Site)
            {
                metric = RouteMetrics.SameSite;
                break;
            }
        }

        return _isDrained ? metric + RouteMetrics.Drained : metric;
    }
}
