using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Takes what changed in a node's tables: what routes need first, deletes last. Until the node has settled nothing is deleted but attached
/// MACs that this life of the daemon itself put in.</summary>
internal sealed class TableApplier(
    PlanePort[] ports, RouteFinder routes, BoundHosts hosts, BridgeTable macs, PlaneNeighbors neighbors, Func<SegmentId, RoutedInterface?> interfaceOf)
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
    private bool _isSettled;
    private Instant _lateDue = Instant.Never;

    /// <summary>When <see cref="HandleTimer"/> must be called at the latest.</summary>
    public Instant NextDeadline => _isSettled ? _lateDue : Instant.Never;

    public void Apply(Instant now, NodeTables tables)
    {
        if (!ReferenceEquals(tables, routes.Life.Tables))
        {
            BeginLife(tables);
        }

        TakeBindings(tables.Bindings);
        TakeNeighbors(tables.FabricNeighbors);
        TakeMacs(now, tables.AttachedMacs);
        TakeGroups(tables.NextHopGroups);
        TakeRoutes(now, tables);
        if (routes.Late.Count == 0)
        {
            routes.Life.DropGone();
        }

        HandleTimer(now);
    }

    public void HandleTimer(Instant now)
    {
        if (routes.Life.Tables.Settled && !_isSettled)
        {
            Settle();
        }

        if (_isSettled && _lateDue <= now)
        {
            DropLate(now);
        }
    }

    public void PortDown(PortIndex port)
    {
        routes.Life.Lose(port);
        foreach (RouteLife life in routes.Earlier)
        {
            life.Lose(port);
        }
    }

    /// <summary>A living daemon writes the next hops of a port again; nobody does for a dead one.</summary>
    public void PortUp(PortIndex port, bool isDaemonRunning)
    {
        if (isDaemonRunning)
        {
            routes.Life.Restore(port);
        }
    }

    private void BeginLife(NodeTables tables)
    {
        hosts.AdoptAll();
        macs.Adopt();
        neighbors.AdoptAll();
        routes.Begin(new RouteLife(tables, ports), MostLives);
        _isSettled = false;
    }

    private void Settle()
    {
        _isSettled = true;
        routes.DropEarlier();
        hosts.DropAdopted();
        macs.DropAdopted();
        neighbors.DropAdopted();
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

                routes.Late.Remove(new RouteKey(row.Vrf, IpPrefix.Host(key.Address)));
            }
            else if (_isSettled)
            {
                hosts.Remove(key);
            }
            else
            {
                hosts.Adopt(key);
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
                macs.Attach(now, key, row.Port);
            }
            else
            {
                macs.Detach(key);
            }
        }

        _macs.Clear();
    }

    private void TakeGroups(DesiredTable<NextHopGroupId, NextHopGroupRow> table)
    {
        foreach (NextHopGroupId id in table.Changes)
        {
            routes.Life.GroupChanged(id);
        }

        table.TakeChanges(_groups);
        _groups.Clear();
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
    }

    private void RouteChanged(Instant now, RouteKey key, bool had, NextHopGroupId group, SegmentId segment, uint metric)
    {
        if (routes.Life.Has(key))
        {
            routes.Late.Remove(key);
        }
        else if (had && !IsBound(key))
        {
            TimeSpan delay = group.Value != 0 ? DeleteDelay : TimeSpan.Zero;
            if (!_isSettled || delay > TimeSpan.Zero)
            {
                Instant due = now + delay;
                routes.Late.Slot(key, out bool exists) = new LateRoute(routes.Life, group, segment, routes.MetricOf(key, metric), due);
                _lateDue = exists ? _lateDue : Instant.Min(_lateDue, due);
            }
        }

        if (!key.Prefix.IsHost)
        {
            routes.RefreshPrefix(key);
        }
    }

    private bool IsBound(RouteKey key) =>
        key.Prefix.IsHost && routes.Own.TryGetValue(new HostKey(key.Vrf, key.Prefix.Address), out PlaneAddress own) && own.IsHost && !own.IsAdopted;

    private void DropLate(Instant now)
    {
        _lateDue = Instant.Never;
        foreach (KeyValuePair<RouteKey, LateRoute> row in routes.Late)
        {
            if (row.Value.Due > now)
            {
                _lateDue = Instant.Min(_lateDue, row.Value.Due);
                continue;
            }

            routes.Late.Remove(row.Key);
            if (!row.Key.Prefix.IsHost)
            {
                routes.RefreshPrefix(row.Key);
            }
        }

        if (routes.Late.Count == 0)
        {
            routes.Life.DropGone();
        }
    }
}
