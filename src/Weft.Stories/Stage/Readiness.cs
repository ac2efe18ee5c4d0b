using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>
/// Proves that a fabric is ready for a story, by what its nodes would do with packets: every host is known at its leaf, every node's
/// routes lead to it, the outside is reached and reaches in. Names what is missing.
/// </summary>
public sealed class Readiness(Fabric fabric, IFabricTables tables)
{
    /// <summary>Hosts of whom something was missing at the last look, in the order of the fabric file.</summary>
    public ImmutableArray<FabricHost> Unknown { get; private set; } = [];

    /// <summary>What is missing at this moment, in words.</summary>
    /// <param name="outside">False leaves the outside routers out.</param>
    public ImmutableArray<string> Missing(bool outside)
    {
        ImmutableArray<string>.Builder missing = ImmutableArray.CreateBuilder<string>();
        RouteWalk walk = RouteWalk.Read(fabric, tables);
        List<FabricHost> unknown = [];
        foreach (FabricHost host in fabric.Hosts)
        {
            if (tables.PlaceOf(host.Name) is LinkEnd place)
            {
                int before = missing.Count;
                AddMissing(host, place, walk, missing);
                if (missing.Count > before)
                {
                    unknown.Add(host);
                }
            }
        }

        Unknown = [.. unknown];
        if (outside)
        {
            AddMissingOutside(walk, missing);
        }

        return missing.ToImmutable();
    }

    private void AddMissing(FabricHost host, LinkEnd place, RouteWalk walk, ImmutableArray<string>.Builder missing)
    {
        VrfId vrf = host.Subnet.Vrf.Id;
        foreach (IpAddress address in host.Addresses.Select(item => item.Address))
        {
            if (!walk.Nodes[place.Node].HasHostRoute(address, vrf))
            {
                missing.Add($"{place.Node} has not confirmed {host.Name} {address} at {place.Port}");
            }
            else if (fabric.HostRouting && host.Subnet.Scope == SubnetScope.Routed)
            {
                foreach (string node in walk.NodesNotEndingAt(place.Node, address, vrf))
                {
                    missing.Add($"{node} leads {host.Name} {address} to {string.Join(" or ", walk.EndsOf(node, address, vrf))}, not to {place.Node}");
                }
            }
        }
    }

    private void AddMissingOutside(RouteWalk walk, ImmutableArray<string>.Builder missing)
    {
        foreach (OutsideRouter router in fabric.Outside)
        {
            foreach (IpAddress address in router.Clients.SelectMany(client => client.Addresses).Select(item => item.Address))
            {
                missing.AddRange(walk.NodesNotEndingAt(router.Name, address, router.VrfId).Select(node => $"{node} has no route outside to {address}"));
            }

            INodeRoutes routes = tables.RoutesOf(router.Name);
            missing.AddRange(fabric.Subnets
                .Where(subnet => subnet.Vrf.Id == router.VrfId)
                .SelectMany(subnet => subnet.Gateways)
                .Where(gateway => router.Sessions.Any(session => session.Announce.Mode != AnnounceMode.Only || session.Announce.Lists(gateway.Prefix)))
                .Where(gateway => routes.NextFor(gateway.Address, VrfId.Default).IsEmpty)
                .Select(gateway => $"{router.Name} has no route to {gateway.Prefix}"));
        }
    }
}
