using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Leads to a host where it led first, wherever the host has gone.</summary>
internal sealed class KeepsOldRoutes : INodeSeam
{
    private readonly SortedDictionary<RouteKey, RouteRow> _first = [];

    public void Change(NodeTables tables)
    {
        foreach ((RouteKey key, RouteRow row) in tables.Routes.Rows)
        {
            if (key.Prefix.IsHost)
            {
                _first.TryAdd(key, row);
            }
        }

        foreach ((RouteKey key, RouteRow row) in _first)
        {
            if (tables.Routes.TryGet(key, out RouteRow now) && now != row)
            {
                tables.Routes.Set(key, row);
            }
        }
    }
}
