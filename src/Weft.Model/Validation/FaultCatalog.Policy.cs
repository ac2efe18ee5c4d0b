using System.Collections.Immutable;

namespace Weft.Model;

/// <content>Faults of meaning, W03xx, about what is announced where.</content>
public static partial class FaultCatalog
{
    private static ImmutableArray<FaultInfo> PolicyMeaning =>
    [
        new(
            FaultCode.AnnouncementsDiffer,
            "an edge would announce two things in one VRF",
            "The routing daemon of an edge sees by a kernel route's metric whether it is announced. There is one route for each destination, so all outside routers of an edge and VRF are told the same.",
            """
            fabric: demo
            nodes: { edge1: { role: edge } }
            outside:
              core: { as: 65100, edges: [edge1] }
              backup: { as: 65200, edges: [edge1], announce: subnets }
            """,
            """
            fabric: demo
            nodes: { edge1: { role: edge } }
            outside:
              core: { as: 65100, edges: [edge1], announce: subnets }
              backup: { as: 65200, edges: [edge1], announce: subnets }
            """),
        new(
            FaultCode.AnnouncementCoversNothing,
            "a listed prefix announces nothing",
            "A summary is announced while a subnet within it can be reached; a prefix under `only` announces subnets and hosts that lie within it. This one has none in the router's VRF, which is more often a slip than a wish.",
            """
            fabric: demo
            nodes: { leaf1: {}, edge1: { role: edge } }
            links: [leaf1 -- edge1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            outside:
              core: { as: 65100, edges: [edge1], announce: { only: 10.2.0.0/24 } }
            """,
            """
            fabric: demo
            nodes: { leaf1: {}, edge1: { role: edge } }
            links: [leaf1 -- edge1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            outside:
              core: { as: 65100, edges: [edge1], announce: { only: 10.1.0.0/24 } }
            """),
        new(
            FaultCode.NoHomeToLeave,
            "hosts of a subnet without a home never count as moved",
            "Only hosts away from their subnet's home are announced, and this subnet has none: all sites advertise it, and the outside may enter at the wrong one. Its hosts are reached all the same.",
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes: { leaf1: { site: dc1 }, edge1: { site: dc2, role: edge } }
            links: [leaf1 -- edge1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            outside:
              core: { as: 65100, edges: [edge1], announce: moved }
            """,
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes: { leaf1: { site: dc1 }, edge1: { site: dc2, role: edge } }
            links: [leaf1 -- edge1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1 }
            outside:
              core: { as: 65100, edges: [edge1], announce: moved }
            """),
        new(
            FaultCode.SummaryOfTwoHomes,
            "a summary holds subnets of two homes",
            "Hosts at home are left out because the summary leads to their home. A summary leads to one site; with subnets of two homes within it, one of them is entered at the wrong site.",
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes: { leaf1: { site: dc1 }, leaf2: { site: dc2 }, edge1: { site: dc1, role: edge } }
            links: ["leaf1, leaf2 -- edge1"]
            subnets:
              web: { vlan: 10, gateway: 10.0.1.1/24, home: dc1 }
              db: { vlan: 20, gateway: 10.0.2.1/24, home: dc2 }
            outside:
              core: { as: 65100, edges: [edge1], announce: { summary: 10.0.0.0/16 } }
            """,
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes: { leaf1: { site: dc1 }, leaf2: { site: dc2 }, edge1: { site: dc1, role: edge } }
            links: ["leaf1, leaf2 -- edge1"]
            subnets:
              web: { vlan: 10, gateway: 10.0.1.1/24, home: dc1 }
              db: { vlan: 20, gateway: 10.0.2.1/24, home: dc2 }
            outside:
              core: { as: 65100, edges: [edge1], announce: { summary: [10.0.0.0/23, 10.0.2.0/23] } }
            """),
        new(
            FaultCode.HostRoutesStay,
            "leaves of other sites keep the host routes of a site",
            "A leaf that has a subnet looks for its hosts behind its own ports, unless a host route says otherwise. So a leaf needs the routes of hosts elsewhere; only nodes without the subnet can follow the prefix to its home.",
            """
            fabric: demo
            sites: { dc1: { announce: moved }, dc2: {} }
            nodes: { leaf1: { site: dc1 }, leaf2: { site: dc2 } }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1 }
            """,
            """
            fabric: demo
            sites: { dc1: { announce: moved }, dc2: {} }
            nodes: { leaf1: { site: dc1 }, leaf2: { site: dc2 } }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, home: dc1, sites: [dc1] }
            """),
    ];
}
