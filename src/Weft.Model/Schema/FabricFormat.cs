namespace Weft.Model;

/// <summary>The format of a fabric file: every key, what may stand there, what it means and what holds without it.</summary>
public static class FabricFormat
{
    /// <summary>Highest IS-IS wide metric of a link that may be used (RFC 5305 section 3).</summary>
    public const uint MaximumMetric = (1 << 24) - 2;

    private static readonly ScalarShape NodeName = ScalarShapes.Name("the name of a node", "leaf1");
    private static readonly ScalarShape SiteName = ScalarShapes.Name("the name of a site", "dc1");
    private static readonly ScalarShape SubnetName = ScalarShapes.Name("the name of a subnet", "web");
    private static readonly ScalarShape VrfName = ScalarShapes.InterfaceName with { Noun = "the name of a VRF", Example = "blue" };
    private static readonly ScalarShape HostName = ScalarShapes.Name("the name of a host", "vm-a");
    private static readonly ScalarShape RouterName = ScalarShapes.Name("the name of a router", "core");
    private static readonly ScalarShape AsNumber = ScalarShapes.Number("an autonomous system number", 1, uint.MaxValue - 1, "65000");
    private static readonly ScalarShape Metric = ScalarShapes.Number("a metric", 1, MaximumMetric, "10");

    private static readonly ListShape Subnets = new() { Noun = "a list of subnets", Item = SubnetName, Minimum = 1 };
    private static readonly ListShape Addresses = new() { Noun = "a list of addresses with prefix length", Item = ScalarShapes.AddressWithLength, Minimum = 1 };

    private static readonly AlternativeShape OneOrMoreAddresses = new()
    {
        Noun = "an address with its prefix length, or a list of them",
        Scalar = ScalarShapes.AddressWithLength,
        List = Addresses,
    };

    private static readonly AlternativeShape OneOrMorePlainAddresses = new()
    {
        Noun = "an address, or a list of them",
        Scalar = ScalarShapes.Address,
        List = new ListShape { Noun = "a list of addresses", Item = ScalarShapes.Address, Minimum = 1 },
    };

    public static ObjectShape Site { get; } = new()
    {
        Title = "site",
        Noun = "a site",
        Keys =
        [
            new(
                "announce",
                AnnounceFormat.ToSites,
                "the hosts of this site that other sites have routes of; the others are reached by their subnet's prefix, where that is the same way; see [policy](policy.md)") { Default = "all" },
        ],
    };

    public static ObjectShape Node { get; } = new()
    {
        Title = "node",
        Noun = "a node",
        Keys =
        [
            new("site", SiteName, "the site it stands in") { Default = "the only site" },
            new(
                "role",
                ScalarShapes.Choice("a role", "leaf", "spine", "edge"),
                "leaves have hosts, spines join leaves, edges join sites and the outside") { Default = "leaf" },
            new("system-id", ScalarShapes.SystemId, "its IS-IS system id") { Default = "0000.0000.*n* for the *n*-th node" },
            new(
                "loopback",
                OneOrMorePlainAddresses,
                "router id and source of its own traffic, one address per family") { Default = "10.255.0.*n* and fd57:6566:74ff::*n*" },
        ],
    };

    /// <summary>BFD timing of one link.</summary>
    public static ObjectShape LinkBfd { get; } = new()
    {
        Title = "BFD",
        Noun = "a mapping of BFD settings",
        Keys =
        [
            new(
                "interval",
                ScalarShapes.Duration(
                    "a duration", TimeSpan.FromMilliseconds(TimerSettings.MinimumBfdMs), TimeSpan.FromMilliseconds(TimerSettings.MaximumBfdMs)),
                "between packets; half of interval × multiplier must be more than a round trip") { Default = "`bfd-interval` of the timers" },
            new(
                "multiplier",
                ScalarShapes.Number("a count", TimerSettings.MinimumBfdMultiplier, TimerSettings.MaximumBfdMultiplier, "3"),
                "packets that may be missed") { Default = "`bfd-multiplier` of the timers" },
        ],
    };

    public static ObjectShape Link { get; } = new()
    {
        Title = "link",
        Noun = "a link",
        Keys =
        [
            new(
                "ends",
                ScalarShapes.Link,
                "the two ends; `a, b -- c, d` joins each on the left with each on the right; ports may be named as in `leaf1:swp31 -- spine1:swp1`") { IsRequired = true },
            new("metric", Metric, "IS-IS metric") { Default = "10 within a site, 100 between sites" },
            new(
                "bfd",
                new AlternativeShape { Noun = "true, false, or a mapping of BFD settings", Scalar = ScalarShapes.Flag, Mapping = LinkBfd },
                "whether BFD watches this link, and how fast") { Default = "as `bfd` of the fabric says" },
            new("bridge", Subnets, "the bridged subnets that this link carries; such a link is not routed") { Default = "none: the link is routed" },
        ],
    };

    public static ObjectShape Subnet { get; } = new()
    {
        Title = "subnet",
        Noun = "a subnet",
        Keys =
        [
            new("vlan", ScalarShapes.Vlan, "its VLAN") { IsRequired = true },
            new(
                "gateway",
                OneOrMoreAddresses,
                "the addresses that every leaf answers for, with the prefix length; both families, several of each if needed") { IsRequired = true },
            new("home", SiteName, "the site that advertises the prefix") { Default = "every site advertises it" },
            new(
                "backup",
                new AlternativeShape
                {
                    Noun = "`all`, or a list of sites",
                    Scalar = ScalarShapes.Choice("`all`", "all"),
                    List = new ListShape { Noun = "a list of sites", Item = SiteName },
                },
                "sites that advertise the prefix at a higher cost; the others advertise host routes only") { Default = "none" },
            new(
                "sites",
                new ListShape { Noun = "a list of sites", Item = SiteName, Minimum = 1 },
                "the sites whose leaves have this subnet") { Default = "all" },
            new(
                "scope",
                ScalarShapes.Choice("a scope", "routed", "bridged"),
                "`routed`: bridged on each leaf only; `bridged`: also between the leaves of a site, over links that carry it") { Default = "routed" },
            new("vrf", VrfName, "its VRF") { Default = "default" },
            new(
                "vrid",
                ScalarShapes.Number("a VRRP router id", 1, 255, "10"),
                "gives the gateway its MAC addresses 00:00:5e:00:01:*vrid* and 00:00:5e:00:02:*vrid*") { Default = "the VLAN, if it is below 256 and free, else a free one" },
            new(
                "vrrp",
                ScalarShapes.Number("a VRRP version", 2, 3, "3"),
                "one leaf sends VRRP advertisements of this version, for other routers to see") { Default = "none are sent" },
            new(
                "dhcp",
                OneOrMorePlainAddresses,
                "the servers, of either family, that each leaf relays its hosts' DHCP to; see [DHCP](dhcp.md)") { Default = "nothing is relayed" },
        ],
    };

    public static ObjectShape Port { get; } = new()
    {
        Title = "port",
        Noun = "a port for hosts",
        ExactlyOneOf = ["access", "trunk"],
        Keys =
        [
            new("access", SubnetName, "an access port: untagged frames, hosts of this subnet") { Default = "-" },
            new("trunk", Subnets, "a trunk port: tagged frames, hosts of these subnets") { Default = "-" },
            new("foreign", Subnets, "subnets whose hosts may live behind this port although they do not belong here") { Default = "none" },
            new(
                "moves",
                ScalarShapes.Choice("how moves are trusted", "trusted", "verified", "announced"),
                "what a host that another leaf claims must show to move here: `trusted`, its own frames; `verified`, silence at the old place too; `announced`, the manager's word (`weft expect`)") { Default = "trusted" },
            new(
                "dhcp",
                ScalarShapes.Choice("what is behind a port", "client", "server"),
                "`server`: what a DHCP server behind this port says is believed; see [DHCP](dhcp.md)") { Default = "client" },
            new(
                "guard",
                ScalarShapes.Choice("a guard", "trusted", "first-come", "strict"),
                "which hosts it admits: `trusted`, all that show themselves; `first-come`, whoever shows a free address first; `strict`, hosts of this file and those with a DHCP lease; see [security](security.md)")
                { Default = "`trusted` where moves are trusted, else `first-come`" },
            new(
                "bpdu",
                ScalarShapes.Choice("what becomes of BPDUs", "drop", "shut"),
                "what becomes of spanning-tree BPDUs from behind it: `drop`, they do not pass; `shut`, the first one takes the port down for `bpdu-recovery`, because a bridge is where only hosts should be; see [security](security.md#a-bridge-where-hosts-should-be)")
                { Default = "`drop` where the port is guarded; they pass from a trusted one" },
            new("monitor", ScalarShapes.Flag, "`true`: the guard reports what it would refuse, and refuses nothing") { Default = "false" },
        ],
    };

    public static ObjectShape Host { get; } = new()
    {
        Title = "host",
        Noun = "a host",
        Keys =
        [
            new("subnet", SubnetName, "the subnet of its addresses") { IsRequired = true },
            new(
                "at",
                ScalarShapes.PortReference,
                "the port where it starts; a port that is not under `ports` becomes an access port of the host's subnet") { Default = "unplugged" },
            new("mac", ScalarShapes.Mac, "its MAC address") { Default = "02:57:46:0*n* for the *n*-th host" },
            new(
                "address",
                OneOrMorePlainAddresses,
                "its addresses, within the subnet") { Default = "one per family: the 11th of the subnet, the 12th and so on" },
        ],
    };

    public static ObjectShape OutsideLink { get; } = new()
    {
        Title = "outside link",
        Noun = "a link to an edge",
        Keys =
        [
            new("port", ScalarShapes.InterfaceName, "the edge's port") { Default = "to-*router*" },
            new(
                "address",
                OneOrMoreAddresses,
                "the edge's addresses on the link") { Default = "198.18.*k*.1/30 and fd57:6566:7400:*k*::1/64 for the *k*-th such link" },
            new("router", OneOrMoreAddresses, "the router's addresses on the link") { Default = "the next address of each" },
            new("announce", AnnounceFormat.ToOutside, "what this edge announces to the router") { Default = "what the router says" },
        ],
    };

    public static ObjectShape Client { get; } = new()
    {
        Title = "outside client",
        Noun = "a client behind an outside router",
        Keys =
        [
            new(
                "address",
                OneOrMoreAddresses,
                "its addresses; the router takes the first free address of each prefix") { Default = "198.19.*k*.10/24 and fd57:6566:7401:*k*::10/64 for the *k*-th client" },
        ],
    };

    public static ObjectShape Outside { get; } = new()
    {
        Title = "outside router",
        Noun = "an outside router",
        Keys =
        [
            new("as", AsNumber, "its autonomous system") { IsRequired = true },
            new(
                "edges",
                new AlternativeShape
                {
                    Noun = "a list of edges, or a mapping from edges to links",
                    List = new ListShape { Noun = "a list of edges", Item = NodeName, Minimum = 1 },
                    Mapping = new MapShape { Noun = "links by edge", Key = NodeName, Value = OutsideLink, Minimum = 1 },
                },
                "the edges it speaks BGP with") { IsRequired = true },
            new("vrf", VrfName, "the VRF of the fabric that it is linked to") { Default = "default" },
            new(
                "announce",
                AnnounceFormat.ToOutside,
                "what its edges announce to it; see [policy](policy.md)") { Default = "all: subnets and every host" },
            new(
                "clients",
                new MapShape { Noun = "clients by name", Key = HostName, Value = Client },
                "clients behind it, for the lab") { Default = "none" },
        ],
    };

    public static ObjectShape Timers { get; } = new()
    {
        Title = "timers",
        Noun = "timers",
        Keys = [.. TimerSettings.All.Select(setting => setting.ToKey(new FabricTimers()))],
    };

    public static ObjectShape Limits { get; } = new()
    {
        Title = "limits",
        Noun = "limits",
        Keys = [.. LimitSettings.All.Select(setting => setting.ToKey(new FabricLimits()))],
    };

    public static ObjectShape Isis { get; } = new()
    {
        Title = "IS-IS",
        Noun = "settings of IS-IS",
        Keys =
        [
            new(
                "level",
                ScalarShapes.Number("a level", 1, 2, "1"),
                "the level that all nodes speak; beside routers of level 1 they must all be in area 49.0001") { Default = "2" },
            new(
                "topology",
                ScalarShapes.Choice("how IPv6 is routed", "single", "multi"),
                "`single`: both families take the same paths; `multi`: IPv6 has a topology of its own (RFC 5120), so that links to other routers may carry one family alone") { Default = "single" },
            new(
                "keys",
                ScalarShapes.FilePath,
                "the file with the keys that sign and verify what nodes tell each other, on each node; relative to this file; see [keys](keys.md)") { Default = "none: nothing is signed, whoever reaches a fabric port can speak" },
        ],
    };

    private static AlternativeShape LinkEntry { get; } = new()
    {
        Noun = "a link, as in `leaf1 -- spine1`",
        Scalar = ScalarShapes.Link,
        Mapping = Link,
    };

    private static MapShape PortsOfNode { get; } = new()
    {
        Noun = "ports by name",
        Key = ScalarShapes.InterfaceName,
        Value = new AlternativeShape { Noun = "a subnet, or a port", Scalar = SubnetName, Mapping = Port },
    };

    /// <summary>The whole file.</summary>
    public static ObjectShape Fabric { get; } = new()
    {
        Title = "fabric",
        Noun = "a fabric",
        Keys =
        [
            new("fabric", ScalarShapes.Name("the name of the fabric", "two-dc"), "its name") { IsRequired = true },
            new("as", AsNumber, "the autonomous system of the edges") { Default = "65000" },
            new("host-routing", ScalarShapes.Flag, "`false` switches host routes off, to measure what they are worth") { Default = "true" },
            new(
                "bfd",
                ScalarShapes.Choice("links to watch", "interconnects", "all", "none"),
                "the routed links that BFD watches: those between sites, all, or none; a link may say otherwise") { Default = "interconnects" },
            new("sites", NamesOr("sites", SiteName, Site), "the data centres") { Default = "one site named `site1`" },
            new("vrfs", VrfFormat.Vrfs, "routing domains beside `default`, at most 254, numbered from 1; add new ones at the end, because the number is what nodes tell each other") { Default = "none" },
            new("nodes", NamesOr("nodes", NodeName, Node), "the switches and routers that run `weftd`") { IsRequired = true },
            new(
                "links",
                new ListShape { Noun = "a list of links", Item = LinkEntry },
                "the cables between nodes") { Default = "none" },
            new(
                "subnets",
                new MapShape { Noun = "subnets by name", Key = SubnetName, Value = Subnet },
                "the VLANs with their prefixes and gateways") { Default = "none" },
            new(
                "ports",
                new MapShape { Noun = "ports by node", Key = NodeName, Value = PortsOfNode },
                "ports for hosts, beside those that `hosts` implies; a subnet alone makes an access port") { Default = "none" },
            new(
                "hosts",
                new MapShape { Noun = "hosts by name", Key = HostName, Value = Host },
                "hosts that the lab starts; a real fabric learns its hosts") { Default = "none" },
            new("groups", PolicyFormat.Groups, "names for sets of hosts and prefixes, to use in policies") { Default = "none" },
            new("policies", PolicyFormat.Policies, "what hosts may send and receive; each follows its hosts wherever they move; see [access policies](acl.md)") { Default = "none" },
            new(
                "outside",
                new MapShape { Noun = "outside routers by name", Key = RouterName, Value = Outside },
                "routers outside the fabric and how the edges reach them") { Default = "none" },
            new(
                "announce",
                new ListShape { Noun = "a list of prefixes", Item = ScalarShapes.Prefix },
                "only host routes within these prefixes are announced") { Default = "the prefixes of all subnets" },
            new("isis", Isis, "settings of IS-IS") { Default = "see below" },
            new("timers", Timers, "timers") { Default = "see below" },
            new("limits", Limits, "limits") { Default = "see below" },
        ],
    };

    private static AlternativeShape NamesOr(string plural, ScalarShape name, Shape value) => new()
    {
        Noun = $"a mapping of {plural}, or a list of their names",
        List = new ListShape { Noun = $"a list of {plural}", Item = name, Minimum = 1 },
        Mapping = new MapShape { Noun = $"{plural} by name", Key = name, Value = value, Minimum = 1 },
    };
}
