using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>The tables of a node as kernel objects: takes what changed and writes it in an order that makes no hole.</summary>
internal sealed class KernelTables
{
    private readonly DataPlaneState _state;
    private readonly IKernel _kernel;
    private readonly NextHopStore _nextHops;
    private readonly ReconciledTable<BindingKey, KernelNeighbor> _hosts;
    private readonly ReconciledTable<VrfNeighborKey, KernelNeighbor> _neighbors;
    private readonly FabricNeighbors _neighborRows;
    private readonly ReconciledTable<AttachedMacKey, KernelForwarding> _forwarding;
    private readonly RouteStore _routeStore = new();
    private readonly ReconciledTable<RouteKey, KernelRoute> _routes;
    private readonly RouteAudit _audit;
    private readonly AttachedFilter _filter;
    private readonly BoundFilter _bound;
    private readonly FastPathRows _fast;
    private readonly ChangeBuffers _changes = new();

    internal KernelTables(DataPlaneState state, IKernel kernel, IBridgeDriver bridges, IFilterSets filters, IDataPlaneEvents events)
    {
        _state = state;
        _kernel = kernel;
        _nextHops = new NextHopStore(state, kernel, events);
        _hosts = new ReconciledTable<BindingKey, KernelNeighbor>(new HostNeighbors(state), new RowStore<BindingKey, KernelNeighbor>(), events, deletesWait: true);
        _neighborRows = new FabricNeighbors(state);
        _neighbors = new ReconciledTable<VrfNeighborKey, KernelNeighbor>(_neighborRows, new RowStore<VrfNeighborKey, KernelNeighbor>(), events, deletesWait: true);
        _routes = new ReconciledTable<RouteKey, KernelRoute>(new HostRoutes(state, _nextHops), _routeStore, events, deletesWait: true);

        _audit = new RouteAudit(state, kernel, _routes, _routeStore);

        // A MAC that left must not stay attached for a moment: its frames would go to the old port instead of being routed.
        _forwarding = new ReconciledTable<AttachedMacKey, KernelForwarding>(
            new HostForwarding(state, bridges), new RowStore<AttachedMacKey, KernelForwarding>(), events, deletesWait: false);
        _filter = new AttachedFilter(state, filters, events);
        _bound = new BoundFilter(state, filters, events);
        _fast = new FastPathRows(state);
    }

    internal IRowStore<RouteKey, KernelRoute> Routes => _routes.Actual;

    internal IRowStore<BindingKey, KernelNeighbor> Hosts => _hosts.Actual;

    internal IRowStore<AttachedMacKey, KernelForwarding> Forwarding => _forwarding.Actual;

    /// <summary>True when replies of the kernel were lost and it must be read again.</summary>
    internal bool Lost => _hosts.Lost || _neighbors.Lost || _forwarding.Lost || _routes.Lost;

    internal Instant NextDeadline
    {
        get
        {
            Instant next = Instant.Min(_audit.NextDeadline, Instant.Min(_hosts.NextDeadline, _neighbors.NextDeadline));
            next = Instant.Min(next, Instant.Min(_forwarding.NextDeadline, _routes.NextDeadline));
            return Instant.Min(next, Instant.Min(_nextHops.NextDeadline, Instant.Min(_filter.NextDeadline, _bound.NextDeadline)));
        }
    }

    /// <summary>Marks what changed in the node's tables.</summary>
    internal void TakeChanges()
    {
        NodeTables tables = _state.Tables;
        foreach (BindingKey key in _changes.Take(tables.Bindings))
        {
            TakeBinding(tables, key);
            _bound.Mark(key);
            _fast.Mark(key);
        }

        foreach (AttachedMacKey key in _changes.Take(tables.AttachedMacs))
        {
            _forwarding.Mark(key);
            _filter.Mark(key);
            _fast.Mark(key);
        }

        foreach (FabricNeighborKey key in _changes.Take(tables.FabricNeighbors))
        {
            foreach (VrfNeighborKey inVrf in _neighborRows.KeysOf(key))
            {
                _neighbors.Mark(inVrf);
            }
        }

        foreach (NextHopGroupId group in _changes.Take(tables.NextHopGroups))
        {
            _nextHops.Mark(group);
        }

        foreach (RouteKey key in _changes.Take(tables.Routes))
        {
            _routes.Mark(key);
        }

        foreach (RouteKey key in _changes.Take(tables.Leaks))
        {
            _routes.Mark(key);
        }
    }

    /// <summary>Marks what was refused and is due.</summary>
    internal void MarkDue(Instant now)
    {
        _hosts.MarkDue(now);
        _neighbors.MarkDue(now);
        _forwarding.MarkDue(now);
        _nextHops.MarkDue(now);
        _routes.MarkDue(now);
    }

    /// <summary>Interfaces came or went: rows that waited for one may go on.</summary>
    internal void MarkWaiting()
    {
        _fast.Refresh();
        _bound.MarkAll();
        _hosts.MarkWaiting();
        _neighbors.MarkWaiting();
        _forwarding.MarkWaiting();
        _routes.MarkWaiting();
    }

    /// <summary>Starts to use a fast path, or stops.</summary>
    internal void UseFastPath(IFastPath? fast) => _fast.Use(fast);

    /// <summary>Writes everything marked: what routes need first, then routes, then what nobody needs any more.</summary>
    internal void Write(Instant now)
    {
        // Whatever changes takes the long way until all of it is in place.
        _fast.RemoveStale();
        bool settled = _state.Tables.Settled;
        _bound.Write(now);
        _hosts.WritePuts(_kernel, now);
        _neighbors.WritePuts(_kernel, now);
        _forwarding.WritePuts(_kernel, now);
        _nextHops.Write(now);
        FollowNextHops();
        _routes.WritePuts(_kernel, now);

        _routes.WriteDeletes(_kernel, now, settled);
        _filter.Write(now);
        _forwarding.WriteDeletes(_kernel, now, settled);
        _hosts.WriteDeletes(_kernel, now, settled);
        _neighbors.WriteDeletes(_kernel, now, settled);
        _nextHops.Collect(now, _routeStore.Shapes);
        _fast.AddNew();
    }

    /// <summary>Somebody else deleted a next-hop object.</summary>
    internal void NextHopDeleted(uint id)
    {
        _nextHops.Deleted(id);
        FollowNextHops();
    }

    /// <summary>Somebody else wrote a next-hop object. Returns whether it was one of ours and other than we want it.</summary>
    internal bool NextHopWritten(in KernelNextHop nextHop)
    {
        bool overwritten = _nextHops.Overwritten(nextHop);
        FollowNextHops();
        return overwritten;
    }

    /// <summary>An interface lost or got its carrier.</summary>
    internal void CarrierChanged(int index, bool carrier)
    {
        if (carrier)
        {
            _nextHops.PortUp();
            return;
        }

        _nextHops.PortDown(index);
        FollowNextHops();
    }

    /// <summary>Another process touched a route: when it is one of ours that is gone or was overwritten, it is written again.
    /// Returns whether it was.</summary>
    internal bool RouteChanged(in KernelRoute route, bool removed)
    {
        if (!RouteTableId.TryVrf(route.Table, out VrfId vrf))
        {
            return false;
        }

        RouteKey key = new(vrf, route.Prefix);
        if (!_routes.Actual.TryGetValue(key, out KernelRoute held) || held.Metric != route.Metric || (!removed && held == route))
        {
            return false;
        }

        if (removed && route.Protocol != RouteProtocol.Weft)
        {
            return false;
        }

        _routes.Forget(key);
        return true;
    }

    /// <summary>Reads everything of ours from the kernel. Returns how many wanted rows were missing or different.</summary>
    internal int Load(Instant now)
    {
        _audit.End();
        int drifted = LoadAllButRoutes(now);

        // Routes that went with a next hop are seen to be missing.
        _nextHops.Lost.Clear();
        List<KernelRoute> routes = [];
        _kernel.ReadRoutes(RouteProtocol.Weft, routes);
        return drifted + _routes.Load(new FoundRows(_state).Routes(routes));
    }

    /// <summary>Reads everything of ours from the kernel but the routes, and begins to read those. Returns how many wanted rows were missing or
    /// different.</summary>
    internal int BeginAudit(Instant now)
    {
        int drifted = LoadAllButRoutes(now);
        FollowNextHops();
        _audit.Begin(now);
        return drifted;
    }

    /// <summary>Reads more routes; returns how many wanted ones were missing or different when it is over.</summary>
    internal int? ContinueAudit(Instant now) => _audit.Continue(now);

    private int LoadAllButRoutes(Instant now)
    {
        List<KernelNextHop> nextHops = [];
        _kernel.ReadNextHops(nextHops);
        _nextHops.Load(nextHops, now);
        List<KernelNeighbor> neighbors = [];
        _kernel.ReadNeighbors(neighbors);
        List<KernelForwarding> forwarding = [];
        _kernel.ReadForwarding(forwarding);
        FoundRows found = new(_state);
        _filter.Load();
        _bound.Load();
        return _hosts.Load(found.Hosts(neighbors)) + _neighbors.Load(found.Neighbors(neighbors)) + _forwarding.Load(found.Forwarding(forwarding));
    }

    private void TakeBinding(NodeTables tables, BindingKey key)
    {
        if (_state.FindSegment(key.Segment) is not SegmentPlan segment)
        {
            return;
        }

        _hosts.Mark(key);
        if (key.Address.IsLinkLocal)
        {
            // Never routed, and the same address may live on several segments.
            return;
        }

        if (tables.Bindings.TryGet(key, out _))
        {
            _state.LocalHosts.Add(segment.Vrf, key);
        }
        else
        {
            _state.LocalHosts.Remove(segment.Vrf, key);
        }

        _routes.Mark(new RouteKey(segment.Vrf, IpPrefix.Host(key.Address)));
    }

    private void FollowNextHops()
    {
        if (_nextHops.Lost.Count > 0)
        {
            foreach ((RouteKey key, KernelRoute route) in _routes.Actual.Rows.Where(route => _nextHops.Lost.Contains(route.Value.NextHopId)).ToArray())
            {
                _routes.Forget(key);
            }

            _nextHops.Lost.Clear();
        }

        if (_nextHops.Created)
        {
            _nextHops.Created = false;
            _routes.MarkWaiting();
        }
    }
}
