using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Puts the host routes of every VRF into the default one, too.</summary>
internal sealed class MixesVrfs : INodeSeam
{
    public void Change(NodeTables tables)
    {
        foreach ((RouteKey key, RouteRow row) in tables.Routes.Rows.Where(route => route.Key.Vrf != VrfId.Default && route.Key.Prefix.IsHost).OrderBy(route => route.Key).ToArray())
        {
            tables.Routes.Set(key with { Vrf = VrfId.Default }, row);
        }
    }
}
