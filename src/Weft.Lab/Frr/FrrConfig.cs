using System.Text;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// Configuration of the routing daemons at the rim. Edges hand those of Weft's kernel routes to BGP that the policy lets out, with the
/// kernel's metric as MED, so that the outside prefers the edge nearest to each host; outside routers hand out a default route and their clients' prefixes.
/// </summary>
public static class FrrConfig
{
    /// <summary>
    /// What <c>zebra</c> needs: nothing but a name. It writes Weft's next-hop groups back as they were before each change, and the data
    /// plane repairs that; told not to (<c>no zebra nexthop kernel enable</c>), 8.4 no longer redistributes a route whose metric changed.
    /// </summary>
    public static string Zebra(string name) => $"frr defaults datacenter\nhostname {name}\n";

    /// <summary>The <c>bgpd</c> configuration of an edge; null when it has no session.</summary>
    public static string? Edge(Fabric fabric, FabricNode edge)
    {
        IGrouping<VrfId, OutsideRouter>[] vrfs =
        [
            .. fabric.Outside
                .Where(router => router.Sessions.Any(session => session.Edge.Node == edge.Name))
                .GroupBy(router => router.VrfId)
                .OrderBy(group => group.Key),
        ];
        if (vrfs.Length == 0)
        {
            return null;
        }

        StringBuilder text = Head(edge.Name);
        foreach (IGrouping<VrfId, OutsideRouter> vrf in vrfs)
        {
            AppendPrefixes(text, fabric, edge, vrf.First());
        }

        foreach (IGrouping<VrfId, OutsideRouter> vrf in vrfs)
        {
            BgpNeighbor[] neighbors =
            [
                .. vrf.SelectMany(router => router.Sessions, (router, session) => (router, session))
                    .Where(pair => pair.session.Edge.Node == edge.Name)
                    .SelectMany(pair => pair.session.RouterAddresses, (pair, address) => new BgpNeighbor(address.Address, pair.router.AsNumber)),
            ];
            AppendRouter(text, fabric.AsNumber, vrf.First().Vrf, edge.Loopback4, neighbors);
            foreach (AddressFamily family in Families(neighbors))
            {
                AppendFamily(text, family, neighbors, [$"redistribute kernel route-map {ListName(family, vrf.First().Vrf)}"], []);
            }
        }

        return text.ToString();
    }

    /// <summary>The <c>bgpd</c> configuration of an outside router.</summary>
    public static string Outside(Fabric fabric, OutsideRouter router)
    {
        BgpNeighbor[] neighbors = [.. router.Sessions
            .SelectMany(session => session.EdgeAddresses)
            .Select(address => new BgpNeighbor(address.Address, fabric.AsNumber))];
        StringBuilder text = Head(router.Name);
        IpAddress routerId = router.Sessions
            .SelectMany(session => session.RouterAddresses)
            .Select(address => address.Address)
            .FirstOrDefault(address => address.IsIpv4, IpAddress.Ipv4(router.AsNumber));
        AppendRouter(text, router.AsNumber, vrf: null, routerId, neighbors);
        foreach (AddressFamily family in Families(neighbors))
        {
            IEnumerable<string> networks = router.Clients
                .SelectMany(client => client.RouterAddresses)
                .Where(address => address.Address.Family == family)
                .Select(address => $"network {address.Prefix}");
            AppendFamily(text, family, neighbors, networks, ["default-originate"]);
        }

        return text.ToString();
    }

    private static StringBuilder Head(string name) => new($"frr defaults datacenter\nhostname {name}\n");

    /// <summary>
    /// What an edge may announce in a VRF: kernel routes of the VRF's subnets and summaries, and of those only the ones whose metric says
    /// that the policy lets them out. Everything else in the kernel stays inside, whoever made it.
    /// </summary>
    private static void AppendPrefixes(StringBuilder text, Fabric fabric, FabricNode edge, OutsideRouter router)
    {
        IpPrefix[] announced =
        [
            .. fabric.Subnets.Where(subnet => subnet.Vrf.Id == router.VrfId).SelectMany(subnet => subnet.Gateways).Select(gateway => gateway.Prefix)
                .Concat(router.Sessions
                    .Where(session => session.Edge.Node == edge.Name && session.Announce.Mode == AnnounceMode.Summary)
                    .SelectMany(session => session.Announce.Prefixes))
                .Distinct().Order(),
        ];
        foreach (IpPrefix prefix in announced)
        {
            string longer = prefix.IsHost ? string.Empty : $" le {prefix.Address.BitCount}";
            text.Append($"{Command(prefix.Family)} prefix-list {ListName(prefix.Family, router.Vrf)} permit {prefix}{longer}\n");
        }

        foreach (AddressFamily family in announced.Select(prefix => prefix.Family).Distinct().Order())
        {
            string name = ListName(family, router.Vrf);
            int number = 0;
            foreach (uint metric in RouteMetrics.Announced)
            {
                number += 10;
                text.Append($"route-map {name} permit {number}\n match {Command(family)} address prefix-list {name}\n match metric {metric}\nexit\n");
            }
        }
    }

    private static void AppendRouter(StringBuilder text, uint asNumber, Vrf? vrf, IpAddress routerId, IReadOnlyCollection<BgpNeighbor> neighbors)
    {
        string instance = vrf is null || vrf.Id == VrfId.Default ? string.Empty : $" vrf {vrf.Name}";
        text.Append($"router bgp {asNumber}{instance}\n bgp router-id {routerId}\n no bgp ebgp-requires-policy\n no bgp default ipv4-unicast\n");
        double keepalive = LabKernel.Current.BgpKeepalive.TotalSeconds;
        foreach (BgpNeighbor neighbor in neighbors)
        {
            text.Append($" neighbor {neighbor.Address} remote-as {neighbor.AsNumber}\n");
            text.Append($" neighbor {neighbor.Address} timers {keepalive:0} {3 * keepalive:0}\n neighbor {neighbor.Address} timers connect 1\n");
        }
    }

    private static void AppendFamily(
        StringBuilder text,
        AddressFamily family,
        IEnumerable<BgpNeighbor> neighbors,
        IEnumerable<string> lines,
        IReadOnlyCollection<string> perNeighbor)
    {
        text.Append($" address-family {(family == AddressFamily.Ipv6 ? "ipv6" : "ipv4")} unicast\n");
        foreach (string line in lines)
        {
            text.Append($"  {line}\n");
        }

        foreach (BgpNeighbor neighbor in neighbors.Where(neighbor => neighbor.Address.Family == family))
        {
            text.Append($"  neighbor {neighbor.Address} activate\n");
            foreach (string line in perNeighbor)
            {
                text.Append($"  neighbor {neighbor.Address} {line}\n");
            }
        }

        text.Append(" exit-address-family\n");
    }

    private static IEnumerable<AddressFamily> Families(IEnumerable<BgpNeighbor> neighbors) =>
        neighbors.Select(neighbor => neighbor.Address.Family).Distinct().Order();

    private static string Command(AddressFamily family) => family == AddressFamily.Ipv6 ? "ipv6" : "ip";

    private static string ListName(AddressFamily family, Vrf? vrf)
    {
        string name = family == AddressFamily.Ipv6 ? "WEFT6" : "WEFT4";
        return vrf is null || vrf.Id == VrfId.Default ? name : $"{name}-{vrf.Name}";
    }
}
