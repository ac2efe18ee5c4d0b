using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The routes by which a node's plane forwards at this moment.</summary>
internal sealed class SimRoutes(SimNode node) : INodeRoutes
{
    public ImmutableArray<IpPrefix> Told =>
    [
        .. node.Plane.Tables.Routes.Rows.Keys.Where(key => key.Vrf == VrfId.Default).Select(key => key.Prefix),
        .. node.Plane.Hosts.Where(row => row.Value.Row.Vrf == VrfId.Default && !row.Key.Address.IsLinkLocal).Select(row => IpPrefix.Host(row.Key.Address)),
        .. node.ForeignRoutes.Where(route => route.Vrf == VrfId.Default).Select(route => route.Prefix),
    ];

    public bool HasHostRoute(IpAddress address, VrfId vrf = default) =>
        node.Plane.FindRoute(vrf, address) is { Match.IsHost: true, IsDiscard: false, Entry: PlaneEntry.Binding or PlaneEntry.Route };

    public ImmutableArray<string> NextFor(IpAddress address, VrfId vrf = default)
    {
        PlaneRoute? route = node.Plane.FindRoute(vrf, address);
        if (route is null || route.IsDiscard)
        {
            return [];
        }

        return route.NextHops.IsEmpty ? [node.Name] : [.. route.NextHops.Select(hop => SimWorld.PeerOf(node, hop.Port) ?? node.Name).Distinct()];
    }
}
