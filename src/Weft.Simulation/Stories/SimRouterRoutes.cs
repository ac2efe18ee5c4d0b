using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The routes of a router outside at this moment.</summary>
internal sealed class SimRouterRoutes(SimRouter router) : INodeRoutes
{
    public ImmutableArray<IpPrefix> Told => [.. router.Prefixes];

    public bool HasHostRoute(IpAddress address, VrfId vrf = default) => Told.Contains(IpPrefix.Host(address));

    public ImmutableArray<string> NextFor(IpAddress address, VrfId vrf = default)
    {
        if (router.Plan.Clients.Any(client => client.RouterAddresses.Any(own => own.Prefix.Contains(address))))
        {
            return [router.Name];
        }

        List<string> edges = [];
        foreach (int session in router.Routes.Lookup(address, out _))
        {
            edges.Add(router.Plan.Sessions[session].Edge.Node);
        }

        return [.. edges.Distinct()];
    }
}
