using System.Collections.Immutable;

namespace Weft.Model;

/// <content>Faults of meaning, W03xx, about subnets and addresses.</content>
public static partial class FaultCatalog
{
    private static ImmutableArray<FaultInfo> Meaning => [.. SubnetMeaning.Concat(FabricMeaning).Concat(VrfMeaning).Concat(PolicyMeaning).Concat(HostPolicyMeaning).OrderBy(info => info.Code)];

    private static ImmutableArray<FaultInfo> SubnetMeaning =>
    [
        new(
            FaultCode.VlanTaken,
            "two subnets have one VLAN",
            "On a leaf that has both, their frames could not be told apart. Subnets at different sites may share a VLAN, because VLANs end at the leaf or at least at the site.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 10, gateway: 10.2.0.1/24 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 20, gateway: 10.2.0.1/24 }
            """),
        new(
            FaultCode.VridShared,
            "two subnets share a VRID",
            "It works, since a VRID need only be unique within a VLAN. But the gateways of both then have the same MAC, which makes captures hard to read and hides cabling mistakes.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, vrid: 1 }
              db: { vlan: 20, gateway: 10.2.0.1/24, vrid: 1 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 20, gateway: 10.2.0.1/24 }
            """),
        new(
            FaultCode.GatewayNotUsable,
            "this address cannot be a gateway",
            "A gateway is a unicast address that can be routed, and neither the network nor the broadcast address of its prefix.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.0/24 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            """),
        new(
            FaultCode.PrefixLengthNotUsable,
            "this prefix length makes no sense here",
            "A subnet needs room for a gateway and a host (at most /30 or /126) and is no larger than a whole network (at least /8 or /16).",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/32 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            """),
        new(
            FaultCode.HostOutsideSubnet,
            "a host's address is outside its subnet",
            "The subnet of a host is where its address belongs, wherever the host is plugged in. For a host at a port of another subnet, name its own subnet and allow it at the port with `foreign:`.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, address: 10.2.0.11 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, address: 10.1.0.11 }
            """),
        new(
            FaultCode.ForeignNotAllowed,
            "a host is at a port that does not allow it",
            "A port admits hosts of the subnets that it carries. A host of another subnet needs `foreign:` at the port, so that nobody moves into a subnet's place by accident.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 20, gateway: 10.2.0.1/24 }
            ports:
              leaf1: { swp1: db }
            hosts:
              vm-a: { subnet: web, at: leaf1:swp1 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 20, gateway: 10.2.0.1/24 }
            ports:
              leaf1: { swp1: { access: db, foreign: [web] } }
            hosts:
              vm-a: { subnet: web, at: leaf1:swp1 }
            """),
        new(
            FaultCode.AddressTaken,
            "an address is used twice",
            "Two hosts, a host and a gateway, or two loopbacks with one address: the fabric would see a duplicate and hold one of them back.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, address: 10.1.0.11 }
              vm-b: { subnet: web, address: 10.1.0.11 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, address: 10.1.0.11 }
              vm-b: { subnet: web, address: 10.1.0.12 }
            """),
        new(
            FaultCode.MacTaken,
            "a MAC is used twice",
            "The fabric knows a host by its MAC. Two hosts with one MAC look like one that moves all the time.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, mac: 02:00:00:00:00:01 }
              vm-b: { subnet: web, mac: 02:00:00:00:00:01 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, mac: 02:00:00:00:00:01 }
              vm-b: { subnet: web, mac: 02:00:00:00:00:02 }
            """),
        new(
            FaultCode.MacNotUsable,
            "this MAC cannot be a host's",
            "Group addresses belong to nobody, and 00:00:5e:00:01:xx and 00:00:5e:00:02:xx are the gateways' (RFC 5798).",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, mac: 00:00:5e:00:01:0a }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            hosts:
              vm-a: { subnet: web, mac: 02:00:5e:00:01:0a }
            """),
        new(
            FaultCode.SubnetsOverlap,
            "prefixes overlap in one VRF",
            "An address within both would belong to two subnets, and the longer prefix would win for one of them unnoticed. In VRFs of their own they may overlap.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 20, gateway: 10.1.0.1/16 }
            """,
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              db: { vlan: 20, gateway: 10.1.0.1/16, vrf: blue }
            """),
        new(
            FaultCode.SubnetFull,
            "no address is left for a host",
            "Hosts without an `address:` get the 11th address of the prefix, the 12th and so on. A small prefix runs out of them.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/29 }
            hosts:
              vm-a: { subnet: web }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/29 }
            hosts:
              vm-a: { subnet: web, address: 10.1.0.2 }
            """),
        new(
            FaultCode.LoopbackInSubnet,
            "a loopback lies within a subnet",
            "A host could come to have the address of a node. Loopbacks are derived from 10.255.0.0/16 and fd57:6566:74ff::/64; give others when a subnet holds those.",
            """
            fabric: demo
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.0.0.1/8 }
            """,
            """
            fabric: demo
            nodes:
              leaf1: { loopback: 192.0.2.1 }
            subnets:
              web: { vlan: 10, gateway: 10.0.0.1/8 }
            """),
        new(
            FaultCode.AddressNotUsable,
            "no machine can have this address",
            "Multicast, loopback and link-local addresses, and the network and broadcast address of a prefix, cannot be given to a host, a loopback or a link.",
            """
            fabric: demo
            nodes:
              leaf1: { loopback: 224.0.0.5 }
            """,
            """
            fabric: demo
            nodes:
              leaf1: { loopback: 192.0.2.5 }
            """),
    ];
}
