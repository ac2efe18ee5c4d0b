namespace Weft.Model;

/// <content>The keys of containerlab.</content>
internal static partial class TopologyKeys
{
    private const string HowRun = "it says how containerlab runs the node, not what the network is";
    private const string Management = "management networks are no part of a fabric";

    private static IEnumerable<TopologyKey> Containerlab() =>
    [
        Taken(TopologyPlace.ContainerlabFile, "name", "the name of the fabric"),
        Taken(TopologyPlace.ContainerlabFile, "topology", "nodes, hosts, links"),
        .. Left(TopologyPlace.ContainerlabFile, Management, "mgmt"),
        .. Left(TopologyPlace.ContainerlabFile, "it says how containerlab runs the lab, not what the network is", "prefix", "settings", "debug", "topology-version"),
        Taken(TopologyPlace.ContainerlabTopology, "defaults", "what every node has unless its kind, its group or itself says otherwise"),
        Taken(TopologyPlace.ContainerlabTopology, "kinds", "what every node of a kind has"),
        Taken(TopologyPlace.ContainerlabTopology, "groups", "what every node of a group has"),
        Taken(TopologyPlace.ContainerlabTopology, "nodes", "nodes, hosts, outside routers; a `bridge` joins what is linked to it"),
        Taken(TopologyPlace.ContainerlabTopology, "links", "links, ports of hosts, links of outside routers"),
        Taken(TopologyPlace.ContainerlabNode, "kind", "switch, host, bridge or outside router"),
        Taken(TopologyPlace.ContainerlabNode, "image", "tells a host of kind `linux` from a router, as in `frr`"),
        Taken(TopologyPlace.ContainerlabNode, "group", "a hint for role and site"),
        Taken(TopologyPlace.ContainerlabNode, "labels", "hints for role and site, as in `role: leaf`, `site: dc1`"),
        Taken(TopologyPlace.ContainerlabNode, "exec", "of hosts: `ip address add` gives addresses and subnets, a default route the gateway"),
        Lost(TopologyPlace.ContainerlabNode, "startup-config", "what the node's own configuration says is not read: VLANs, addresses and policies in it are not known here"),
        Lost(TopologyPlace.ContainerlabNode, "config", "templates of configuration are not read"),
        .. Left(
            TopologyPlace.ContainerlabNode,
            HowRun,
            "type", "startup-delay", "enforce-startup-config", "suppress-startup-config", "auto-remove", "restart-policy", "image-pull-policy", "license", "position",
            "entrypoint", "cmd", "binds", "devices", "cap-add", "shm-size", "ports", "env", "env-files", "user", "network-mode", "sandbox", "kernel", "runtime", "cpu",
            "cpu-set", "memory", "sysctls", "extras", "stages", "dns", "certificate", "healthcheck", "aliases", "components", "wait-for", "publish", "SANs", "credentials"),
        .. Left(TopologyPlace.ContainerlabNode, Management, "mgmt-ipv4", "mgmt-ipv6", "mgmt_ipv4", "mgmt_ipv6"),
        Taken(TopologyPlace.ContainerlabLink, "endpoints", "the ends of a link, as `node:interface` or as mappings"),
        Taken(TopologyPlace.ContainerlabLink, "endpoint", "the one end of a link that leads out of the lab"),
        Taken(TopologyPlace.ContainerlabLink, "type", "`veth` is a link; the others lead out of the lab and are listed"),
        Taken(TopologyPlace.ContainerlabLink, "ipv4", "addresses of the two ends, where one is a host or an outside router"),
        Taken(TopologyPlace.ContainerlabLink, "ipv6", "the same in IPv6"),
        .. Left(TopologyPlace.ContainerlabLink, "links have the MTU of their devices", "mtu"),
        .. Left(TopologyPlace.ContainerlabLink, "it is for other programs", "vars", "labels"),
        Lost(TopologyPlace.ContainerlabLink, "impairments", "a fabric file has no delay and loss; a story or the lab adds them"),
        .. Left(TopologyPlace.ContainerlabLink, "it belongs to links that lead out of the lab", "host-interface", "remote", "vni", "dst-port", "src-port", "mode"),
        Taken(TopologyPlace.ContainerlabEndpoint, "node", "the node of the end"),
        Taken(TopologyPlace.ContainerlabEndpoint, "interface", "its port"),
        Taken(TopologyPlace.ContainerlabEndpoint, "mac", "the MAC of a host"),
        Taken(TopologyPlace.ContainerlabEndpoint, "ipv4", "the address of a host or of an outside link"),
        Taken(TopologyPlace.ContainerlabEndpoint, "ipv6", "the same in IPv6"),
        .. Left(TopologyPlace.ContainerlabEndpoint, "it is for other programs", "vars"),
    ];
}
