namespace Weft.Model;

/// <content>The keys of netlab.</content>
internal static partial class TopologyKeys
{
    private const string Routing = "Weft routes by its own IS-IS between nodes and by BGP to outside routers; settings of other protocols have no place";
    private const string Overlay = "Weft needs no overlay: hosts keep their addresses across routed links";
    private const string NetlabRuns = "it says how netlab runs the lab, not what the network is";

    private static IEnumerable<TopologyKey> Netlab() => [.. NetlabFile(), .. NetlabNode(), .. NetlabGroup(), .. NetlabLink(), .. NetlabVlan()];

    private static IEnumerable<TopologyKey> NetlabFile() =>
    [
        Taken(TopologyPlace.NetlabFile, "name", "the name of the fabric"),
        Taken(TopologyPlace.NetlabFile, "nodes", "nodes, hosts, outside routers; a node of `role: bridge` joins what is linked to it"),
        Taken(TopologyPlace.NetlabFile, "groups", "hints for roles and sites; what a group gives its members"),
        Taken(TopologyPlace.NetlabFile, "links", "links, ports of hosts, links of outside routers, in every short form"),
        Taken(TopologyPlace.NetlabFile, "vlans", "subnets"),
        Taken(TopologyPlace.NetlabFile, "vrfs", "VRFs"),
        Taken(TopologyPlace.NetlabFile, "addressing", "prefixes of subnets that have none (`lan`), loopbacks (`loopback`)"),
        Taken(TopologyPlace.NetlabFile, "prefix", "named prefixes, where a link or a VLAN names them"),
        Taken(TopologyPlace.NetlabFile, "defaults", "`device` only: which nodes are hosts"),
        Taken(TopologyPlace.NetlabFile, "bgp", "`as`: the autonomous system of the fabric"),
        Taken(TopologyPlace.NetlabFile, "gateway", "`id`: which address of a prefix is the gateway"),
        Taken(TopologyPlace.NetlabFile, "vlan", "`start_vlan_id`: the VLAN of the first subnet that has none; `mode` changes nothing, Weft always routes between leaves"),
        .. Left(TopologyPlace.NetlabFile, NetlabRuns, "provider", "providers", "tools", "plugin", "message", "version", "validate", "outputs", "components", "module", "clab", "libvirt", "virtualbox", "multilab", "input", "files", "configlets"),
        .. Rows(TopologyPlace.NetlabFile),
    ];

    private static IEnumerable<TopologyKey> NetlabNode() =>
    [
        Taken(TopologyPlace.NetlabNode, "name", "the name of the node, in a list of nodes"),
        Taken(TopologyPlace.NetlabNode, "id", "its number, which gives it its loopback in the `loopback` pool"),
        Taken(TopologyPlace.NetlabNode, "role", "`host`, `bridge`; others are switches"),
        Taken(TopologyPlace.NetlabNode, "device", "`linux` is a host"),
        Taken(TopologyPlace.NetlabNode, "group", "hints for role and site"),
        Taken(TopologyPlace.NetlabNode, "loopback", "its loopback"),
        Taken(TopologyPlace.NetlabNode, "bgp", "`as`: the autonomous system of an outside router"),
        Taken(TopologyPlace.NetlabNode, "vlans", "subnets"),
        Taken(TopologyPlace.NetlabNode, "vrfs", "VRFs"),
        .. Left(TopologyPlace.NetlabNode, NetlabRuns, "provider", "box", "image", "module", "config", "mgmt", "cpu", "memory", "unmanaged", "clab", "libvirt", "mtu", "interfaces", "attributes", "_daemon"),
        .. Rows(TopologyPlace.NetlabNode),
        .. Left(TopologyPlace.NetlabNode, "Weft always routes between leaves", "vlan"),
        .. Left(TopologyPlace.NetlabNode, "every leaf has the same gateway", "gateway"),
    ];

    private static IEnumerable<TopologyKey> NetlabGroup() =>
    [
        Taken(TopologyPlace.NetlabGroup, "members", "who belongs to it"),
        Taken(TopologyPlace.NetlabGroup, "_auto_create", "members are nodes even when nothing else names them"),
        Taken(TopologyPlace.NetlabGroup, "type", "`node`; groups of VLANs and VRFs are left out"),
        Taken(TopologyPlace.NetlabGroup, "device", "the device of its members"),
        Taken(TopologyPlace.NetlabGroup, "role", "the role of its members"),
        Taken(TopologyPlace.NetlabGroup, "bgp", "`as`: the autonomous system of its members"),
        Taken(TopologyPlace.NetlabGroup, "vlans", "subnets"),
        Taken(TopologyPlace.NetlabGroup, "vrfs", "VRFs"),
        .. Left(TopologyPlace.NetlabGroup, NetlabRuns, "vars", "config", "module", "provider", "clab", "libvirt", "memory", "cpu", "mtu", "box", "image", "node_data"),
        .. Rows(TopologyPlace.NetlabGroup),
        .. Left(TopologyPlace.NetlabGroup, "Weft always routes between leaves", "vlan"),
        Lost(TopologyPlace.NetlabGroup, "loopback", "a group cannot give a loopback to several nodes"),
        .. Left(TopologyPlace.NetlabGroup, "every leaf has the same gateway", "gateway"),
    ];

    private static IEnumerable<TopologyKey> NetlabLink() =>
    [
        Taken(TopologyPlace.NetlabLink, "interfaces", "the ends of the link"),
        Taken(TopologyPlace.NetlabLink, "members", "the links of a group of links, which have its other keys"),
        Taken(TopologyPlace.NetlabLink, "lag", "`members`: the links that an aggregate is made of, each on its own"),
        Taken(TopologyPlace.NetlabLink, "group", "the name of a group of links"),
        Taken(TopologyPlace.NetlabLink, "name", "the name of the subnet, where hosts are on the link"),
        Taken(TopologyPlace.NetlabLink, "type", "`p2p`, `lan`, `stub`; others are listed"),
        Taken(TopologyPlace.NetlabLink, "prefix", "the prefix of the subnet, or of the link to an outside router; links of the fabric itself need none"),
        Taken(TopologyPlace.NetlabLink, "pool", "the pool that the prefix of the subnet is taken from"),
        Taken(TopologyPlace.NetlabLink, "role", "the same, where a pool of that name exists"),
        Taken(TopologyPlace.NetlabLink, "vlan", "`access` and `trunk`: subnets of the ports for hosts"),
        Taken(TopologyPlace.NetlabLink, "vrf", "the VRF of the subnet or of the outside router"),
        Taken(TopologyPlace.NetlabLink, "disable", "a disabled link is left out"),
        Taken(TopologyPlace.NetlabLink, "gateway", "`ipv4`, `ipv6`, `id`: the gateway of the subnet"),
        Taken(TopologyPlace.NetlabLink, "isis", "`metric` or `cost`: the metric"),
        Taken(TopologyPlace.NetlabLink, "ospf", "`cost`: the metric"),
        .. Left(TopologyPlace.NetlabLink, "links of a fabric are unnumbered anyway", "unnumbered"),
        .. Left(TopologyPlace.NetlabLink, "the kernel's bridge is made by the lab", "bridge", "clab", "libvirt", "linkindex", "vlan_name"),
        .. Left(TopologyPlace.NetlabLink, "links have the MTU and the speed of their devices", "mtu", "bandwidth"),
        Lost(TopologyPlace.NetlabLink, "tc", "a fabric file has no delay and loss; a story or the lab adds them"),
        Lost(TopologyPlace.NetlabLink, "ra", "router advertisements are the gateway's own"),
        .. Rows(TopologyPlace.NetlabLink).Where(row => row.Name is not ("isis" or "ospf")),
        Taken(TopologyPlace.NetlabInterface, "node", "the node of the end"),
        Taken(TopologyPlace.NetlabInterface, "ifname", "its port"),
        Taken(TopologyPlace.NetlabInterface, "ipv4", "the address of a host, of a gateway or of an outside link; a number counts within the prefix"),
        Taken(TopologyPlace.NetlabInterface, "ipv6", "the same in IPv6"),
        Taken(TopologyPlace.NetlabInterface, "vlan", "as on the link"),
        Taken(TopologyPlace.NetlabInterface, "vrf", "as on the link"),
        Taken(TopologyPlace.NetlabInterface, "isis", "as on the link"),
        Taken(TopologyPlace.NetlabInterface, "ospf", "as on the link"),
        .. Left(TopologyPlace.NetlabInterface, NetlabRuns, "ifindex", "clab", "libvirt", "mtu", "bandwidth", "name"),
        .. Left(TopologyPlace.NetlabInterface, "every leaf has the same gateway", "gateway"),
        Lost(TopologyPlace.NetlabInterface, "tc", "a fabric file has no delay and loss; a story or the lab adds them"),
        .. Rows(TopologyPlace.NetlabInterface).Where(row => row.Name is not ("isis" or "ospf")),
        Taken(TopologyPlace.NetlabLinkVlan, "access", "the subnet of an access port"),
        Taken(TopologyPlace.NetlabLinkVlan, "trunk", "the subnets of a trunk port"),
        Lost(TopologyPlace.NetlabLinkVlan, "native", "a port of Weft is an access port or a trunk, never both"),
        .. Left(TopologyPlace.NetlabLinkVlan, "Weft always routes between leaves", "mode"),
    ];

    private static IEnumerable<TopologyKey> NetlabVlan() =>
    [
        Taken(TopologyPlace.NetlabVlan, "id", "the VLAN"),
        Taken(TopologyPlace.NetlabVlan, "prefix", "the prefix of the subnet"),
        Taken(TopologyPlace.NetlabVlan, "pool", "the pool that the prefix is taken from"),
        Taken(TopologyPlace.NetlabVlan, "role", "the same, where a pool of that name exists"),
        Taken(TopologyPlace.NetlabVlan, "vrf", "the VRF of the subnet"),
        Taken(TopologyPlace.NetlabVlan, "gateway", "`ipv4`, `ipv6`, `id`: the gateway of the subnet"),
        Taken(TopologyPlace.NetlabVlan, "links", "links that carry the VLAN"),
        .. Left(TopologyPlace.NetlabVlan, "Weft always routes between leaves", "mode"),
        .. Left(TopologyPlace.NetlabVlan, Overlay, "vni"),
        .. Left(TopologyPlace.NetlabVlan, "links have the MTU and the speed of their devices", "mtu", "bandwidth", "name", "bridge", "type"),
        Lost(TopologyPlace.NetlabVlan, "ra", "router advertisements are the gateway's own"),
        .. Rows(TopologyPlace.NetlabVlan),
        Taken(TopologyPlace.NetlabVrf, "import", "VRFs whose routes it has, too"),
        Taken(TopologyPlace.NetlabVrf, "export", "VRFs that have its routes, too"),
        Taken(TopologyPlace.NetlabVrf, "links", "links in the VRF"),
        .. Left(TopologyPlace.NetlabVrf, "Weft numbers VRFs itself", "id", "rd", "vrfidx"),
        .. Rows(TopologyPlace.NetlabVrf),
        Lost(TopologyPlace.NetlabVrf, "loopback", "a node has one loopback, in all VRFs"),
        Taken(TopologyPlace.NetlabPrefix, "ipv4", "the IPv4 prefix"),
        Taken(TopologyPlace.NetlabPrefix, "ipv6", "the IPv6 prefix"),
        Taken(TopologyPlace.NetlabPrefix, "pool", "the pool that it is taken from"),
        .. Left(TopologyPlace.NetlabPrefix, "hosts that give no address get one from Weft", "allocation", "_name"),
        Taken(TopologyPlace.NetlabPool, "ipv4", "where IPv4 prefixes are taken from"),
        Taken(TopologyPlace.NetlabPool, "ipv6", "where IPv6 prefixes are taken from, each a /64"),
        Taken(TopologyPlace.NetlabPool, "prefix", "their length in IPv4"),
        .. Left(TopologyPlace.NetlabPool, "hosts that give no address get one from Weft", "allocation", "start", "prefix6", "mac", "unnumbered", "layer2_only"),
        Taken(TopologyPlace.NetlabGateway, "id", "which address of the prefix is the gateway"),
        Taken(TopologyPlace.NetlabGateway, "ipv4", "the gateway"),
        Taken(TopologyPlace.NetlabGateway, "ipv6", "the gateway in IPv6"),
        .. Left(TopologyPlace.NetlabGateway, "every leaf is the gateway, with one address and one MAC", "protocol", "anycast", "vrrp"),
    ];

    /// <summary>Modules whose settings may stand almost anywhere.</summary>
    private static IEnumerable<TopologyKey> Rows(TopologyPlace place) =>
    [
        .. Left(place, Routing, "ospf", "isis", "eigrp", "ripv2"),
        .. place is TopologyPlace.NetlabFile or TopologyPlace.NetlabNode or TopologyPlace.NetlabGroup ? [] : Left(place, Routing, "bgp"),
        .. Left(place, "Weft has timers of its own; see `bfd` of links and fabric", "bfd"),
        .. Left(place, Overlay, "mpls", "sr", "srv6", "vxlan", "evpn"),
        .. Left(place, "between leaves nothing is bridged that could loop", "stp"),
        Lost(place, "routing", "static routes and routing policies are not taken over; see policy.md for what Weft announces"),
        .. place is TopologyPlace.NetlabLink ? [] : Left(place, "a link aggregate is the links that it is made of", "lag"),
        Lost(place, "dhcp", "a fabric file has no DHCP servers or relays"),
        Lost(place, "services", "services of nodes are not taken over"),
    ];
}
