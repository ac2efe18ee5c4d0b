using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Finds the route of a destination: the longest prefix of its VRF; of one prefix, bindings before routes before leaks, and whatever
/// has the lowest priority number where other daemons have routes too. Routes of the node's tables are not copied: a fabric of a thousand
/// nodes has a hundred million of them.</summary>
internal sealed class RouteFinder
{
    /// <summary>The kernel's priority of connected networks, by family.</summary>
    private const uint ConnectedMetric6 = 256;

    private const uint CommonMetric = 1024;
    private const uint RimHostMetric = 1;

    private readonly PagedDictionary<HostKey, PlaneAddress> _own = new();
    private readonly PagedDictionary<RouteKey, LateRoute> _late = new();
    private readonly List<RouteLife> _earlier = [];
    private readonly PrefixTable[] _prefixes;
    private readonly PlanePort[] _ports;
    private readonly Func<SegmentId, RoutedInterface?> _interfaceOf;
    private readonly bool _isRim;

    public RouteFinder(NodePlan plan, PlanePort[] ports, Func<SegmentId, RoutedInterface?> interfaceOf)
    {
        _ports = ports;
        _interfaceOf = interfaceOf;
        _isRim = plan.Ports.Any(port => port.Kind == PortKind.Outside);
        int vrfs = 1 + plan.Vrfs.Select(vrf => (int)vrf.Id.Value).Append(0).Max();
        _prefixes = [.. Enumerable.Range(0, 2 * vrfs).Select(static _ => new PrefixTable())];
        Life = new RouteLife(new NodeTables(), ports);
    }

    /// <summary>The life of the daemon whose tables count.</summary>
    public RouteLife Life { get; private set; }

    /// <summary>Lives before it, the latest first, until the node has settled.</summary>
    public IReadOnlyList<RouteLife> Earlier => _earlier;

    /// <summary>The node's own addresses and its local hosts.</summary>
    public PagedDictionary<HostKey, PlaneAddress> Own => _own;

    /// <summary>Routes that were taken back and are kept a moment longer.</summary>
    public PagedDictionary<RouteKey, LateRoute> Late => _late;

    /// <summary>Counts what changes which members of groups are usable.</summary>
    public long Version { get; set; }

    /// <summary>The prefixes of a VRF and family; null for a VRF that the node does not have.</summary>
    public PrefixTable? PrefixesOf(VrfId vrf, bool ipv6)
    {
        int index = (2 * vrf.Value) + (ipv6 ? 1 : 0);
        return index < _prefixes.Length ? _prefixes[index] : null;
    }

    /// <summary>A new life of the daemon begins. What the last one wrote stays until this one has settled.</summary>
    public void Begin(RouteLife life, int mostLives)
    {
        if (!Life.IsEmpty)
        {
            _earlier.Insert(0, Life);
        }

        if (_earlier.Count > mostLives)
        {
            _earlier.RemoveAt(mostLives);
        }

        Life = life;
        Version++;
    }

    /// <summary>The node has settled: only what this life wrote counts.</summary>
    public void DropEarlier()
    {
        _earlier.Clear();
        Version++;
    }

    /// <summary>Notes whether the tables have routes to a prefix that is no host's.</summary>
    public void RefreshPrefix(RouteKey key)
    {
        if (PrefixesOf(key.Vrf, key.Prefix.Address.IsIpv6) is { } prefixes)
        {
            PrefixRow row = prefixes.GetOrAdd(key.Prefix);
            row.IsRouted = Holds(key);
            prefixes.RemoveIfEmpty(row);
        }
    }

    /// <summary>The same for all prefixes.</summary>
    public void RefreshPrefixes()
    {
        for (int i = 0; i < _prefixes.Length; i++)
        {
            foreach (PrefixRow row in _prefixes[i].AllRows())
            {
                RefreshPrefix(new RouteKey(new VrfId((ushort)(i / 2)), row.Prefix));
            }
        }
    }

    /// <summary>The priority of a route of the node's tables: they share one where no other daemon reads it.</summary>
    public uint MetricOf(RouteKey key, uint metric) => !_isRim || (metric == 0 && key.Prefix.Address.IsIpv6) ? CommonMetric : metric;

    private bool Holds(RouteKey key)
    {
        if (_late.ContainsKey(key) || Life.Has(key))
        {
            return true;
        }

        foreach (RouteLife life in _earlier)
        {
            if (life.Has(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The route of a destination in a VRF; false when there is none.</summary>
    public bool TryFind(VrfId vrf, IpAddress destination, out FoundRoute found)
    {
        bool isOwn = _own.TryGetValue(new HostKey(vrf, destination), out PlaneAddress own);
        if (isOwn && !own.IsHost)
        {
            found = new FoundRoute { Entry = PlaneEntry.Own, Match = IpPrefix.Host(destination) };
            return true;
        }

        if (PrefixesOf(vrf, destination.IsIpv6) is not { } prefixes)
        {
            found = default;
            return false;
        }

        if (TryFindHost(vrf, destination, isOwn, own, out found))
        {
            return true;
        }

        foreach (PrefixLevel level in prefixes.Levels)
        {
            if (level.Find(destination) is { } row && TryUse(vrf, row, out found))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The route to the very address, from bindings and tables.</summary>
    private bool TryFindHost(VrfId vrf, IpAddress destination, bool isHost, in PlaneAddress own, out FoundRoute found)
    {
        IpPrefix prefix = IpPrefix.Host(destination);
        RouteKey key = new(vrf, prefix);
        if (isHost)
        {
            // A host that this life has not spoken of yet gives way to what it says of the address.
            if (own.IsAdopted && TryCurrent(key, out found))
            {
                return true;
            }

            found = new FoundRoute
            {
                Entry = PlaneEntry.Binding, Match = prefix, Metric = _isRim ? RimHostMetric : CommonMetric, Interface = own.Interface, Mac = own.Mac,
            };
            return true;
        }

        bool isRouted = TryTables(key, out found);
        if (_isRim && PrefixesOf(vrf, destination.IsIpv6)!.Find(prefix)?.Foreign is { } foreign && IsUsable(foreign)
            && !(isRouted && found.Metric <= foreign.Metric))
        {
            found = Use(prefix, foreign);
            return true;
        }

        return isRouted;
    }

    /// <summary>The best that there is for a prefix.</summary>
    private bool TryUse(VrfId vrf, PrefixRow row, out FoundRoute found)
    {
        bool isFound = false;
        found = default;
        if (row.Connected is { } connected)
        {
            found = new FoundRoute
            {
                Entry = PlaneEntry.Connected, Match = row.Prefix, Interface = connected, Metric = row.Prefix.Address.IsIpv6 ? ConnectedMetric6 : 0,
            };
            isFound = true;
        }

        if (row.IsRouted && TryTables(new RouteKey(vrf, row.Prefix), out FoundRoute routed) && !(isFound && found.Metric <= routed.Metric))
        {
            found = routed;
            isFound = true;
        }

        if (row.Foreign is { } foreign && IsUsable(foreign) && !(isFound && found.Metric <= foreign.Metric))
        {
            found = Use(row.Prefix, foreign);
            isFound = true;
        }

        return isFound;
    }

    private bool TryTables(RouteKey key, out FoundRoute found)
    {
        if (TryCurrent(key, out found))
        {
            return true;
        }

        if (_late.Count > 0 && _late.TryGetValue(key, out LateRoute late))
        {
            return TryUse(late.Life, key, late.Group, late.Segment, late.Metric, PlaneEntry.LateRoute, out found);
        }

        foreach (RouteLife life in _earlier)
        {
            if (TryLife(life, key, PlaneEntry.AdoptedRoute, PlaneEntry.AdoptedRoute, out found))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryCurrent(RouteKey key, out FoundRoute found) => TryLife(Life, key, PlaneEntry.Route, PlaneEntry.Leak, out found);

    private bool TryLife(RouteLife life, RouteKey key, PlaneEntry route, PlaneEntry leak, out FoundRoute found)
    {
        if (life.Tables.Routes.TryGet(key, out RouteRow row))
        {
            return TryUse(life, key, row.Group, SegmentId.None, MetricOf(key, row.Metric), route, out found);
        }

        if (life.Tables.Leaks.Count > 0 && life.Tables.Leaks.TryGet(key, out LeakRow leaked))
        {
            return TryUse(life, key, leaked.Group, leaked.Segment, _isRim ? leaked.Metric : CommonMetric, leak, out found);
        }

        found = default;
        return false;
    }

    /// <summary>A route whose next hops are all gone is gone itself: the next shorter prefix has its turn.</summary>
    private bool TryUse(RouteLife life, RouteKey key, NextHopGroupId group, SegmentId segment, uint metric, PlaneEntry entry, out FoundRoute found)
    {
        if (segment != SegmentId.None)
        {
            RoutedInterface? target = _interfaceOf(segment);
            found = new FoundRoute { Entry = entry, Match = key.Prefix, Metric = metric, Interface = target };
            return target is not null;
        }

        if (group.Value == 0)
        {
            found = new FoundRoute { Entry = entry, Match = key.Prefix, Metric = metric, IsDiscard = true };
            return true;
        }

        UsableGroup? usable = life.Find(group, Version);
        found = new FoundRoute { Entry = entry, Match = key.Prefix, Metric = metric, GroupId = group, Group = usable };
        return usable is not null;
    }

    private bool IsUsable(ForeignWay way)
    {
        foreach (NextHop hop in way.NextHops)
        {
            if (_ports[hop.Port.Value].IsUp)
            {
                return true;
            }
        }

        return false;
    }

    private static FoundRoute Use(IpPrefix prefix, ForeignWay way) =>
        new() { Entry = PlaneEntry.Foreign, Match = prefix, Metric = way.Metric, Foreign = way.NextHops };
}
