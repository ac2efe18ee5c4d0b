using Weft.Model;

namespace Weft.Simulation;

/// <summary>The routes of the node's tables: of the present life of its daemon, of lives before it until the node has settled, and those that were
/// taken back a moment ago. They are read in place: a fabric of a thousand nodes has a hundred million of them.</summary>
internal sealed class RouteLives(PlanePort[] ports, bool isRim, Func<SegmentId, RoutedInterface?> interfaceOf)
{
    /// <summary>The priority that all routes share where no other daemon reads it.</summary>
    public const uint CommonMetric = 1024;

    private readonly PagedDictionary<RouteKey, LateRoute> _late = new();
    private readonly List<RouteLife> _earlier = [];

    /// <summary>The life of the daemon whose tables count.</summary>
    public RouteLife Life { get; private set; } = new(new NodeTables(), ports);

    /// <summary>Lives before it, the latest first, until the node has settled.</summary>
    public IReadOnlyList<RouteLife> Earlier => _earlier;

    /// <summary>Routes that were taken back and are kept a moment longer.</summary>
    public PagedDictionary<RouteKey, LateRoute> Late => _late;

    /// <summary>Counts what changes which members of groups are usable.</summary>
    public long Version { get; set; }

    /// <summary>True when some route leads somewhere.</summary>
    public bool HasAny => HasUsable(Life) || _earlier.Exists(HasUsable) || _late.Keys.Any(key => TryFind(key, out _));

    /// <summary>A new life of the daemon begins. What the last one wrote stays until this one has settled.</summary>
    public void Begin(RouteLife life, int mostLives)
    {
        if (!Life.IsEmpty || IsKept(Life))
        {
            _earlier.Insert(0, Life);
        }

        if (_earlier.Count > mostLives)
        {
            Forget(_earlier[mostLives]);
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

    /// <summary>The priority of a route of the node's tables: they share one where no other daemon reads it.</summary>
    public uint MetricOf(RouteKey key, uint metric) => !isRim || (metric == 0 && key.Prefix.Address.IsIpv6) ? CommonMetric : metric;

    /// <summary>True when some life, or a route that is kept a moment longer, has a row for a prefix.</summary>
    public bool Holds(RouteKey key)
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

    /// <summary>True when this life has a route to a prefix that leads somewhere.</summary>
    public bool Serves(RouteKey key) => TryLife(Life, key, PlaneEntry.Route, PlaneEntry.Leak, out _);

    /// <summary>A port lost its carrier: routes that nobody wants any more do not come back with it.</summary>
    public void LoseLate()
    {
        foreach (KeyValuePair<RouteKey, LateRoute> row in _late)
        {
            if (!row.Value.IsLost && !TryUse(row.Value, row.Key, out _))
            {
                _late[row.Key] = row.Value with { IsLost = true };
            }
        }
    }

    /// <summary>True when a row of this life leads somewhere now.</summary>
    public bool IsUsable(NextHopGroupId group, SegmentId segment) =>
        TryUse(Life, default, group, segment, 0, PlaneEntry.Route, out _);

    /// <summary>The route of a prefix; false when nothing leads there.</summary>
    public bool TryFind(RouteKey key, out FoundRoute found)
    {
        if (TryLife(Life, key, PlaneEntry.Route, PlaneEntry.Leak, out found))
        {
            return true;
        }

        if (_late.Count > 0 && _late.TryGetValue(key, out LateRoute late))
        {
            return !late.IsLost && TryUse(late, key, out found);
        }

        return _earlier.Count > 0 && !Life.Has(key) && TryEarlier(key, out found);
    }

    /// <summary>True when a route that a life took back is kept a moment longer.</summary>
    private bool IsKept(RouteLife life)
    {
        foreach (KeyValuePair<RouteKey, LateRoute> row in _late)
        {
            if (row.Value.Life == life)
            {
                return true;
            }
        }

        return false;
    }

    private void Forget(RouteLife life)
    {
        foreach (KeyValuePair<RouteKey, LateRoute> row in _late)
        {
            if (row.Value.Life == life)
            {
                _late.Remove(row.Key);
            }
        }
    }

    /// <summary>What a life has a row for has taken the place of all before, also where its next hops are gone now.</summary>
    private bool TryEarlier(RouteKey key, out FoundRoute found)
    {
        foreach (RouteLife life in _earlier)
        {
            if (TryLife(life, key, PlaneEntry.AdoptedRoute, PlaneEntry.AdoptedRoute, out found))
            {
                return true;
            }

            if (life.Has(key))
            {
                return false;
            }
        }

        found = default;
        return false;
    }

    private bool TryUse(in LateRoute late, RouteKey key, out FoundRoute found) =>
        TryUse(late.Life, key, late.Group, late.Segment, late.Metric, PlaneEntry.LateRoute, out found);

    private bool HasUsable(RouteLife life) =>
        life.Tables.Routes.Rows.Keys.Concat(life.Tables.Leaks.Rows.Keys).Any(key => TryFind(key, out _));

    private bool TryLife(RouteLife life, RouteKey key, PlaneEntry route, PlaneEntry leak, out FoundRoute found)
    {
        if (life.Tables.Routes.TryGet(key, out RouteRow row))
        {
            return TryUse(life, key, row.Group, SegmentId.None, MetricOf(key, row.Metric), route, out found);
        }

        if (life.Tables.Leaks.Count > 0 && life.Tables.Leaks.TryGet(key, out LeakRow leaked))
        {
            return TryUse(life, key, leaked.Group, leaked.Segment, isRim ? leaked.Metric : CommonMetric, leak, out found);
        }

        found = default;
        return false;
    }

    /// <summary>A route whose next hops are all gone is gone itself: the next shorter prefix has its turn.</summary>
    private bool TryUse(RouteLife life, RouteKey key, NextHopGroupId group, SegmentId segment, uint metric, PlaneEntry entry, out FoundRoute found)
    {
        if (segment != SegmentId.None)
        {
            RoutedInterface? target = interfaceOf(segment);
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
}
