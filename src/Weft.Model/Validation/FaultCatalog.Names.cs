using System.Collections.Immutable;

namespace Weft.Model;

/// <content>Faults of names, W02xx: something is named that is not there, or two things have one name.</content>
public static partial class FaultCatalog
{
    private static ImmutableArray<FaultInfo> Names =>
    [
        new(
            FaultCode.NameTaken,
            "a name is used for two machines",
            "Nodes, hosts, outside routers and their clients are machines, and commands call them by name alone. So each name may stand for one of them only.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              leaf1: { subnet: web }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web }
            """),
        new(
            FaultCode.UnknownVrf,
            "there is no such VRF",
            "A subnet may be in `default` or in a VRF that `vrfs:` lists.",
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, vrf: bleu }
            """,
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, vrf: blue }
            """),
        new(
            FaultCode.UnknownSubnet,
            "there is no such subnet",
            "Ports, hosts and bridged links name subnets that stand under `subnets:`.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: wed }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web }
            """),
        new(
            FaultCode.UnknownNode,
            "there is no such node",
            "Links, ports, hosts and outside routers name nodes that stand under `nodes:`.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1 -- laef2]
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1 -- leaf2]
            """),
        new(
            FaultCode.NotAHostPort,
            "a host is at a port that leads elsewhere",
            "A port that a link or an outside router uses has no room for hosts.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1:swp1 -- leaf2:swp1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, at: leaf1:swp1 }
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1:swp1 -- leaf2:swp1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, at: leaf1:swp2 }
            """),
        new(
            FaultCode.UnknownSite,
            "there is no such site",
            "Nodes and subnets name sites that stand under `sites:`.",
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc3 }
            """,
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc2 }
            """),
        new(
            FaultCode.PortTaken,
            "a port is used twice",
            "A port is one end of one cable: of one link, of one outside router, or of hosts.",
            """
            fabric: demo
            nodes: [leaf1, leaf2, leaf3]
            links:
              - leaf1:swp1 -- leaf2:swp1
              - leaf1:swp1 -- leaf3:swp1
              - leaf2:swp2 -- leaf3:swp2
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2, leaf3]
            links:
              - leaf1:swp1 -- leaf2:swp1
              - leaf1:swp2 -- leaf3:swp1
              - leaf2:swp2 -- leaf3:swp2
            """),
        new(
            FaultCode.LinkTwice,
            "a link is listed twice",
            "Two cables between the same nodes are fine, but then their ports must be named; without names it looks like a line that was copied and not changed.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links:
              - leaf1 -- leaf2
              - leaf2 -- leaf1
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links:
              - leaf1:swp31 -- leaf2:swp31
              - leaf1:swp32 -- leaf2:swp32
            """),
        new(
            FaultCode.LinkToSelf,
            "a link joins a node to itself",
            "Such a cable carries nothing anywhere, and on bridged ports it would be a loop.",
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1 -- leaf1, leaf1 -- leaf2]
            """,
            """
            fabric: demo
            nodes: [leaf1, leaf2]
            links: [leaf1 -- leaf2]
            """),
        new(
            FaultCode.ReservedInterfaceName,
            "a port or VRF has a name that is in use",
            "`lo` is the kernel's, `br0` and `vlan` with a number are made by `weftd`, and `all` and `default` mean every interface in the kernel's settings.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            ports:
              leaf1: { vlan10: web }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            ports:
              leaf1: { swp10: web }
            """),
        new(
            FaultCode.SiteNotGiven,
            "a node does not say where it stands",
            "With one site the answer is clear; with several every node must name its own.",
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes: [leaf1]
            """,
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
            """),
        new(
            FaultCode.ListedTwice,
            "something is listed twice",
            "The second mention has no effect; perhaps another name was meant.",
            """
            fabric: demo
            sites: [dc1, dc1]
            nodes: [leaf1]
            """,
            """
            fabric: demo
            sites: [dc1]
            nodes: [leaf1]
            """),
    ];
}
