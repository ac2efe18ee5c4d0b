using System.Collections.Immutable;
using System.Text;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// Configuration of the routing daemons at the rim. Edges hand Weft's kernel routes to BGP, with the kernel's metric as MED, so
/// that the outside prefers the edge nearest to each host; outside routers hand out a default route and their clients' prefixes.
/// </summary>
public static class FrrConfig
{
    /// <summary>What <c>zebra</c> needs: nothing but a name.</summary>
    public static string Zebra(string name) => $"frr defaults datacenter\nhostname {name}\n";

    /// <summary>The <c>bgpd</c> configuration of an edge; null when it has no session.</summary>
    public static string? Edge(Fabric fabric, FabricNode edge)
    {
        List<BgpNeighbor> neighbors = [];
        foreach (OutsideRouter router in fabric.Outside)
        {
            foreach (OutsideSession session in router.Sessions.Where(session => session.Edge.Node == edge.Name))
            {
                neighbors.AddRange(session.RouterAddresses.Select(address => new BgpNeighbor(address.Address, router.AsNumber)));
            }
        }

        if (neighbors.Count == 0)
        {
            return null;
        }

        StringBuilder text = Head(edge.Name);
        AppendPrefixes(text, fabric);
        AppendRouter(text, fabric.AsNumber, edge.Loopback4, neighbors);
        foreach (AddressFamily family in Families(neighbors))
        {
            AppendFamily(text, family, neighbors, [$"redistribute kernel route-map {ListName(family)}"], []);
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
        AppendRouter(text, router.AsNumber, routerId, neighbors);
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

    private static void AppendPrefixes(StringBuilder text, Fabric fabric)
    {
        ImmutableArray<IpPrefix> announced = fabric.Announce.IsEmpty
            ? [.. fabric.Subnets.Where(subnet => subnet.Vrf.Id == VrfId.Default).SelectMany(subnet => subnet.Gateways).Select(gateway => gateway.Prefix)]
            : fabric.Announce;
        foreach (IpPrefix prefix in announced.Distinct().Order())
        {
            string command = prefix.Address.IsIpv6 ? "ipv6" : "ip";
            string longer = prefix.IsHost ? string.Empty : $" le {prefix.Address.BitCount}";
            text.Append($"{command} prefix-list {ListName(prefix.Family)} permit {prefix}{longer}\n");
        }

        foreach (AddressFamily family in announced.Select(prefix => prefix.Family).Distinct().Order())
        {
            string command = family == AddressFamily.Ipv6 ? "ipv6" : "ip";
            text.Append($"route-map {ListName(family)} permit 10\n match {command} address prefix-list {ListName(family)}\nexit\n");
        }
    }

    private static void AppendRouter(StringBuilder text, uint asNumber, IpAddress routerId, IReadOnlyCollection<BgpNeighbor> neighbors)
    {
        text.Append($"router bgp {asNumber}\n bgp router-id {routerId}\n no bgp ebgp-requires-policy\n no bgp default ipv4-unicast\n");
        foreach (BgpNeighbor neighbor in neighbors)
        {
            text.Append($" neighbor {neighbor.Address} remote-as {neighbor.AsNumber}\n");
            text.Append($" neighbor {neighbor.Address} timers 1 3\n neighbor {neighbor.Address} timers connect 1\n");
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

    private static string ListName(AddressFamily family) => family == AddressFamily.Ipv6 ? "WEFT6" : "WEFT4";
}
