using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Takes what changed in a node's tables: what routes need first, deletes last. Until the node has settled nothing is deleted but attached
/// MACs that this life of the daemon itself put in.</summary>
internal sealed class TableApplier(
    PlanePort[] ports,
    DaemonLife daemon,
    RouteFinder routes,
    BoundHosts hosts,
    BridgeTable macs,
    PlaneNeighbors neighbors,
    PolicyArrivals arrivals,
    Func<SegmentId, RoutedInterface?> interfaceOf)
{
    /// <summary>How long a route to another node is kept after it was taken back. A host that its sender shifts from one LSP to another is in
    /// none for a moment.</summary>
    public static readonly TimeSpan DeleteDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>Lives of the daemon, none of which has settled, whose routes are kept. A daemon that dies more often within seconds loses the oldest.</summary>
    public const int MostLives = 16;

    private readonly List<BindingKey> _bindings = [];
    private readonly List<AttachedMacKey> _macs = [];
    private readonly List<FabricNeighborKey> _neighbors = [];
    private readonly List<NextHopGroupId> _groups = [];
    private readonly List<RouteKey> _routes = [];
    private const int KeptRoom = 256;

    private bool _isSettled;
    private Instant _lateDue = Instant.Never;

    /// <summary>When <see cref="HandleTimer"/> must be called at the latest.</summary>
    public Instant NextDeadline => _isSettled && daemon.IsRunning ? _lateDue : Instant.Never;

    public void Apply(Instant now, NodeTables tables)
    {
        if (!ReferenceEquals(tables, routes.Lives.Life.Tables))
        {
            BeginLife(tables);
        }

        TakeBindings(tables.Bindings);
        TakeNeighbors(tables.FabricNeighbors);
        TakeMacs(now, tables.AttachedMacs);
        FollowGroups(tables.NextHopGroups);
        TakeRoutes(now, tables);
        tables.NextHopGroups.TakeChanges(_groups);
        _groups.Clear();
        if (routes.Lives.Late.Count == 0)
        {
            routes.Lives.Life.DropGone();
        }

        if (tables.Settled && !_isSettled)
        {
            Settle();
        }

        HandleTimer(now);
    }

    /// <summary>Takes routes out whose time has come. It is the daemon that does: a dead one leaves them.</summary>
    public void HandleTimer(Instant now)
    {
        if (NextDeadline <= now)
        {
            DropLate(now);
        }
    }

    public void PortDown(PortIndex port)
    {
        routes.Lives.Life.Lose(port);
        foreach (RouteLife life in routes.Lives.Earlier)
        {
            life.Lose(port);
        }

        routes.Lives.LoseLate();
    }

    /// <summary>A living daemon writes the next hops of a port again; nobody does for a dead one.</summary>
    public void PortUp(PortIndex port, bool isDaemonRunning)
    {
        if (isDaemonRunning)
        {
            routes.Lives.Life.Restore(port);
        }
    }

    private void BeginLife(NodeTables tables)
    {
        hosts.AdoptAll();
        macs.Adopt();
        neighbors.AdoptAll();
        routes.Lives.Begin(new RouteLife(tables, ports), MostLives);
        _isSettled = false;
    }

    private void Settle()
    {
        _isSettled = true;
        routes.Lives.DropEarlier();
        hosts.DropAdopted();
        macs.DropAdopted();
        neighbors.DropAdopted();
        foreach (KeyValuePair<RouteKey, LateRoute> row in routes.Lives.Late)
        {
            if (row.Value.Life != routes.Lives.Life)
            {
                routes.Lives.Late.Remove(row.Key);
            }
        }

        routes.RefreshPrefixes();
    }

    private void TakeBindings(DesiredTable<BindingKey, BindingRow> table)
    {
        table.TakeChanges(_bindings);
        foreach (BindingKey key in _bindings)
        {
            if (table.TryGet(key, out BindingRow row))
            {
                hosts.Set(key, row);
                if (interfaceOf(key.Segment) is { } at)
                {
                    neighbors.BecameKnown(new NeighborKey(at, key.Address));
                }

                routes.Lives.Late.Remove(new RouteKey(row.Vrf, IpPrefix.Host(key.Address)));
            }
            else if (_isSettled)
            {
                hosts.Remove(key);
            }
            else if (hosts.Rows.TryGetValue(key, out BoundHost host))
            {
                hosts.Adopt(key);
                TakePlace(new RouteKey(host.Row.Vrf, IpPrefix.Host(key.Address)));
            }
        }

        _bindings.Clear();
    }

    private void TakeNeighbors(DesiredTable<FabricNeighborKey, FabricNeighborRow> table)
    {
        table.TakeChanges(_neighbors);
        foreach (FabricNeighborKey key in _neighbors)
        {
            if (table.TryGet(key, out FabricNeighborRow row))
            {
                neighbors.SetFabric(key, row.Mac);
            }
            else if (_isSettled)
            {
                neighbors.RemoveFabric(key);
            }
            else
            {
                neighbors.AdoptFabric(key);
            }
        }

        _neighbors.Clear();
    }

    /// <summary>A MAC that left must not stay attached for a moment: its frames would go to the old port instead of being routed.</summary>
    private void TakeMacs(Instant now, DesiredTable<AttachedMacKey, AttachedMacRow> table)
    {
        table.TakeChanges(_macs);
        foreach (AttachedMacKey key in _macs)
        {
            if (table.TryGet(key, out AttachedMacRow row))
            {
                if (!macs.IsAttached(key))
                {
                    arrivals.Note(now, key.Mac);
                }

                macs.Attach(now, key, row.Port);
            }
            else
            {
                arrivals.Forget(key.Mac);
                macs.Detach(key);
            }
        }

        _macs.Clear();
    }

    private void FollowGroups(DesiredTable<NextHopGroupId, NextHopGroupRow> table)
    {
        foreach (NextHopGroupId id in table.Changes)
        {
            routes.Lives.Life.GroupChanged(id);
        }
    }

    private void TakeRoutes(Instant now, NodeTables tables)
    {
        foreach (RouteKey key in tables.Routes.Changes)
        {
            bool had = tables.Routes.TryGetBefore(key, out RouteRow before);
            RouteChanged(now, key, had, before.Group, SegmentId.None, before.Metric);
        }

        foreach (RouteKey key in tables.Leaks.Changes)
        {
            bool had = tables.Leaks.TryGetBefore(key, out LeakRow before);
            RouteChanged(now, key, had, before.Group, before.Segment, before.Metric);
        }

        tables.Routes.TakeChanges(_routes);
        tables.Leaks.TakeChanges(_routes);
        _routes.Clear();
        _routes.Capacity = Math.Min(_routes.Capacity, KeptRoom);
    }

    private void RouteChanged(Instant now, RouteKey key, bool had, NextHopGroupId group, SegmentId segment, uint metric)
    {
        if (routes.Lives.Life.Has(key))
        {
            TakePlace(key);
        }
        else if (had && !IsBound(key))
        {
            Keep(now, key, new LateRoute(routes.Lives.Life, group, segment, routes.Lives.MetricOf(key, metric), now));
        }

        if (!key.Prefix.IsHost)
        {
            routes.RefreshPrefix(key);
        }
    }

    /// <summary>A route takes the place of what was there for its destination, once it leads somewhere.</summary>
    private void TakePlace(RouteKey key)
    {
        if (!routes.Lives.Serves(key))
        {
            return;
        }

        routes.Lives.Late.Remove(key);
        HostKey host = new(key.Vrf, key.Prefix.Address);
        if (key.Prefix.IsHost && routes.Own.TryGetValue(host, out PlaneAddress own) && own.IsAdopted)
        {
            hosts.Replace(host);
        }
    }

    private void Keep(Instant now, RouteKey key, in LateRoute late)
    {
        // What has lost all next hops is not there any more to be kept, whatever its group is given now.
        bool isLost = routes.Lives.Life.Tables.NextHopGroups.TryGetBefore(late.Group, out NextHopGroupRow before)
            ? !before.Members.Any(member => routes.Lives.Life.CanUse(member.Port))
            : !routes.Lives.IsUsable(late.Group, late.Segment);
        TimeSpan delay = late.Group.Value != 0 ? DeleteDelay : TimeSpan.Zero;
        if ((isLost && routes.Lives.Earlier.Count == 0) || (_isSettled && delay == TimeSpan.Zero))
        {
            return;
        }

        routes.Lives.Late.Slot(key, out bool exists) = late with { Due = now + delay, IsLost = isLost };
        _lateDue = exists ? _lateDue : Instant.Min(_lateDue, now + delay);
    }

    private bool IsBound(RouteKey key) =>
        key.Prefix.IsHost && routes.Own.TryGetValue(new HostKey(key.Vrf, key.Prefix.Address), out PlaneAddress own) && own.IsHost && !own.IsAdopted;

    private void DropLate(Instant now)
    {
        _lateDue = Instant.Never;
        foreach (KeyValuePair<RouteKey, LateRoute> row in routes.Lives.Late)
        {
            if (row.Value.Due > now)
            {
                _lateDue = Instant.Min(_lateDue, row.Value.Due);
                continue;
            }

            routes.Lives.Late.Remove(row.Key);
            if (!row.Key.Prefix.IsHost)
            {
                routes.RefreshPrefix(row.Key);
            }
        }

        if (routes.Lives.Late.Count == 0)
        {
            routes.Lives.Life.DropGone();
        }
    }
}
