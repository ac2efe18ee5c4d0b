using System.Collections.Immutable;

namespace Weft.Model;

/// <content>Faults of meaning, W03xx, about sites, nodes, links and settings.</content>
public static partial class FaultCatalog
{
    private static ImmutableArray<FaultInfo> FabricMeaning =>
    [
        new(
            FaultCode.PortsNeedLeaf,
            "a host or its port is at a node that is no leaf",
            "Leaves are the gateways of hosts and track them; spines and edges only forward.",
            """
            fabric: demo
            nodes:
              leaf1: {}
              spine1: { role: spine }
            links: [leaf1 -- spine1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, at: spine1:swp1 }
            """,
            """
            fabric: demo
            nodes:
              leaf1: {}
              spine1: { role: spine }
            links: [leaf1 -- spine1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, at: leaf1:swp1 }
            """),
        new(
            FaultCode.SystemIdTaken,
            "a system id is used twice or means nothing",
            "Two nodes with one system id overwrite each other's link-state PDUs without end. All zeros means no system. The highest four bits number the virtual systems of a node that has more hosts than one system can name, so two nodes must differ in another bit.",
            """
            fabric: demo
            nodes:
              leaf1: {}
              leaf2: { system-id: 0000.0000.0001 }
            links: [leaf1 -- leaf2]
            """,
            """
            fabric: demo
            nodes:
              leaf1: {}
              leaf2: { system-id: 0000.0000.0021 }
            links: [leaf1 -- leaf2]
            """),
        new(
            FaultCode.BackupWithoutHome,
            "a backup without a home",
            "A backup site advertises the prefix at a higher cost than the home site; without a home there is nothing to back up, and every site advertises alike.",
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
              leaf2: { site: dc2 }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, backup: [dc2] }
            """,
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
              leaf2: { site: dc2 }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1, backup: [dc2] }
            """),
        new(
            FaultCode.HomeIsBackup,
            "a site is both home and backup",
            "A site advertises a prefix at one cost.",
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
              leaf2: { site: dc2 }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1, backup: [dc1] }
            """,
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
              leaf2: { site: dc2 }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1, backup: [dc2] }
            """),
        new(
            FaultCode.SiteWithoutLeaf,
            "the home of a subnet has no leaf",
            "Leaves advertise prefixes. If the home site has none, nobody advertises the prefix at its proper cost.",
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc2 }
            """,
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1 }
            """),
        new(
            FaultCode.Unconnected,
            "a part of the fabric is on its own",
            "No routed link leads from these nodes to the rest, so their hosts and the others cannot reach each other.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1 -- leaf2]
            """),
        new(
            FaultCode.BridgeLoop,
            "bridged links form a loop",
            "There is no spanning tree, so a broadcast frame would circle in the loop for ever. The links that carry one bridged subnet must be a tree.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links:
              - leaf1 -- leaf2
              - { ends: leaf1:swp31 -- leaf2:swp31, bridge: [storage] }
              - { ends: leaf1:swp32 -- leaf2:swp32, bridge: [storage] }
            subnets:
              storage: { vlan: 30, gateway: 10.3.0.1/24, scope: bridged }
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links:
              - leaf1 -- leaf2
              - { ends: leaf1:swp31 -- leaf2:swp31, bridge: [storage] }
            subnets:
              storage: { vlan: 30, gateway: 10.3.0.1/24, scope: bridged }
            """),
        new(
            FaultCode.BridgedLinkMismatch,
            "a link cannot bridge this subnet",
            "Bridged links carry subnets of scope `bridged`, and stay within a site: between sites the fabric routes.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links:
              - leaf1 -- leaf2
              - { ends: leaf1:swp31 -- leaf2:swp31, bridge: [storage] }
            subnets:
              storage: { vlan: 30, gateway: 10.3.0.1/24 }
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links:
              - leaf1 -- leaf2
              - { ends: leaf1:swp31 -- leaf2:swp31, bridge: [storage] }
            subnets:
              storage: { vlan: 30, gateway: 10.3.0.1/24, scope: bridged }
            """),
        new(
            FaultCode.VrrpNotPossible,
            "this VRRP version cannot serve the subnet",
            "VRRP version 2 is for IPv4 (RFC 3768); version 3 serves both families (RFC 5798).",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: "2001:db8:1::1/64", vrrp: 2 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: "2001:db8:1::1/64", vrrp: 3 }
            """),
        new(
            FaultCode.TimersDisagree,
            "two settings contradict each other",
            "Link-state PDUs must be refreshed at least five minutes before they expire, and a port cannot have more hosts than its node.",
            """
            fabric: demo
            nodes: [leaf1]
            timers: { lsp-lifetime: 20m, lsp-refresh: 18m }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            timers: { lsp-lifetime: 20m, lsp-refresh: 15m }
            """),
        new(
            FaultCode.TooMany,
            "more than the fabric can count",
            "Identifiers have a fixed size: 32767 nodes or sites, 65535 subnets, 4096 ports of a node, a million hosts, 255 outside links and 255 outside clients. And a leaf learns no more hosts than `limits:` allows.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { at: leaf1:swp1, subnet: web }
              vm-b: { at: leaf1:swp1, subnet: web }
            limits: { macs-per-port: 1 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { at: leaf1:swp1, subnet: web }
              vm-b: { at: leaf1:swp2, subnet: web }
            limits: { macs-per-port: 1 }
            """),
        new(
            FaultCode.SubnetNotAtSite,
            "a subnet is not at this site",
            "With `sites:` a subnet is kept to some sites. Elsewhere no port can carry it, and no site can advertise it.",
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
              leaf2: { site: dc2 }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, sites: [dc1] }
            ports:
              leaf2: { swp1: web }
            """,
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
              leaf2: { site: dc2 }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, sites: [dc1, dc2] }
            ports:
              leaf2: { swp1: web }
            """),
        new(
            FaultCode.AnnounceCoversNothing,
            "a prefix under `announce` covers no subnet",
            "Host routes are announced only within the prefixes listed. One that no subnet has addresses in does nothing, and perhaps another was meant.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            announce: [10.2.0.0/24]
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            announce: [10.1.0.0/24]
            """),
        new(
            FaultCode.OutsideNeedsEdge,
            "an outside router is linked to a node that is no edge",
            "Edges are where the fabric ends and another routing domain begins.",
            """
            fabric: demo
            nodes: [leaf1]
            outside:
              core: { as: 65100, edges: [leaf1] }
            """,
            """
            fabric: demo
            nodes:
              leaf1: { role: edge }
            outside:
              core: { as: 65100, edges: [leaf1] }
            """),
        new(
            FaultCode.SegmentInPieces,
            "a bridged subnet is not bridged everywhere in a site",
            "The scope `bridged` promises one segment for each site. Leaves of the site that no bridged link joins have pieces of their own, and hosts on two pieces cannot hear each other.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1 -- leaf2]
            subnets:
              storage: { vlan: 30, gateway: 10.3.0.1/24, scope: bridged }
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links:
              - leaf1 -- leaf2
              - { ends: leaf1:swp31 -- leaf2:swp31, bridge: [storage] }
            subnets:
              storage: { vlan: 30, gateway: 10.3.0.1/24, scope: bridged }
            """),
        new(
            FaultCode.AsNumberShared,
            "an outside router has the fabric's own AS",
            "The edges speak external BGP with the outside, which needs two autonomous systems.",
            """
            fabric: demo
            nodes:
              edge1: { role: edge }
            outside:
              core: { as: 65000, edges: [edge1] }
            """,
            """
            fabric: demo
            nodes:
              edge1: { role: edge }
            outside:
              core: { as: 65100, edges: [edge1] }
            """),
        new(
            FaultCode.OutsideOverlaps,
            "the outside overlaps a subnet",
            "Addresses of a link or client outside of the fabric would seem to be hosts of the subnet. They are derived from 198.18.0.0/15 and fd57:6566:7400::/47; give others when a subnet holds those.",
            """
            fabric: demo
            nodes:
              leaf1: {}
              edge1: { role: edge }
            links: [leaf1 -- edge1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            outside:
              core: { as: 65100, edges: { edge1: { address: 10.1.0.5/30 } } }
            """,
            """
            fabric: demo
            nodes:
              leaf1: {}
              edge1: { role: edge }
            links: [leaf1 -- edge1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            outside:
              core: { as: 65100, edges: { edge1: { address: 192.0.2.5/30 } } }
            """),
        new(
            FaultCode.LinkEndsDisagree,
            "the two ends of an outside link do not fit",
            "An edge and an outside router speak BGP over one link, so both have an address of the same prefix, and not the same address.",
            """
            fabric: demo
            nodes:
              edge1: { role: edge }
            outside:
              core: { as: 65100, edges: { edge1: { address: 192.0.2.1/30, router: 192.0.2.9/30 } } }
            """,
            """
            fabric: demo
            nodes:
              edge1: { role: edge }
            outside:
              core: { as: 65100, edges: { edge1: { address: 192.0.2.1/30, router: 192.0.2.2/30 } } }
            """),
    ];
}
