using Weft.Model;

namespace Weft.Linux;

/// <summary>Routes that other daemons put into the kernel at the rim: the best metric of each destination is reported.</summary>
internal sealed class ForeignRoutes(DataPlaneState state, IDataPlaneEvents events)
{
    private readonly Dictionary<RouteKey, SortedSet<uint>> _metrics = [];
    private readonly Dictionary<RouteKey, uint> _reported = [];

    internal void RouteChanged(in KernelRoute route, bool removed)
    {
        if (!state.IsRim || !IsForeign(route) || !RouteTableId.TryVrf(route.Table, out VrfId vrf))
        {
            return;
        }

        RouteKey key = new(vrf, route.Prefix);
        if (!removed)
        {
            if (!_metrics.TryGetValue(key, out SortedSet<uint>? metrics))
            {
                _metrics[key] = metrics = [];
            }

            metrics.Add(route.Metric);
        }
        else if (_metrics.TryGetValue(key, out SortedSet<uint>? metrics) && metrics.Remove(route.Metric) && metrics.Count == 0)
        {
            _metrics.Remove(key);
        }

        Report(key);
    }

    /// <summary>Takes all routes of the kernel as they are now and reports what differs from what was reported.</summary>
    internal void Load(IKernel kernel)
    {
        if (!state.IsRim)
        {
            return;
        }

        _metrics.Clear();
        List<KernelRoute> routes = [];
        kernel.ReadRoutes(0, routes);
        foreach (KernelRoute route in routes)
        {
            RouteChanged(route, removed: false);
        }

        foreach (RouteKey key in _reported.Keys.ToArray())
        {
            Report(key);
        }
    }

    private void Report(RouteKey key)
    {
        bool reported = _reported.TryGetValue(key, out uint metric);
        if (_metrics.TryGetValue(key, out SortedSet<uint>? metrics))
        {
            if (!reported || metrics.Min != metric)
            {
                _reported[key] = metrics.Min;
                events.ForeignRouteChanged(new ForeignRoute(key.Vrf, key.Prefix, metrics.Min, Present: true));
            }
        }
        else if (reported)
        {
            _reported.Remove(key);
            events.ForeignRouteChanged(new ForeignRoute(key.Vrf, key.Prefix, metric, Present: false));
        }
    }

    private static bool IsForeign(in KernelRoute route) =>
        route.Type == KernelRouteType.Unicast
        && !route.Prefix.Address.IsMulticast
        && !route.Prefix.Address.IsLinkLocal
        && route.Protocol is not (0 or RouteProtocol.Redirect or RouteProtocol.Kernel or RouteProtocol.RouterAdvertisement
            or RouteProtocol.Weft or RouteProtocol.WeftSetup);
}
