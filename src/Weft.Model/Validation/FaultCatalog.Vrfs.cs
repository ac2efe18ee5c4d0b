using System.Collections.Immutable;

namespace Weft.Model;

/// <content>Faults of meaning, W03xx, about VRFs on the fabric's links.</content>
public static partial class FaultCatalog
{
    private static ImmutableArray<FaultInfo> VrfMeaning =>
    [
        new(
            FaultCode.VlanIsVrfTag,
            "a subnet has the VLAN of a VRF",
            "On the links of the fabric VRF n travels under VLAN 3840 + n, so that one adjacency serves all VRFs. A subnet with that VLAN would be joined with the VRF by one cable in a wrong port.",
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 3841, gateway: 10.1.0.1/24, vrf: blue }
            """,
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 41, gateway: 10.1.0.1/24, vrf: blue }
            """),
        new(
            FaultCode.InterfaceNameTaken,
            "two interfaces of a node would have one name",
            "A VRF is an interface of every node, and has a sub-interface on each fabric port whose name is the port's, a dot and the VRF's number. A port cannot have the name of either.",
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, vrf: blue }
            ports:
              leaf1: { blue: web }
            """,
            """
            fabric: demo
            vrfs: [blue]
            nodes: [leaf1]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, vrf: blue }
            ports:
              leaf1: { swp1: web }
            """),
        new(
            FaultCode.ImportsItself,
            "a VRF imports from itself",
            "An import brings routes of another VRF. A VRF has its own routes anyway.",
            """
            fabric: demo
            nodes: [leaf1]
            vrfs:
              blue: { import: { blue: all } }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            vrfs:
              blue: {}
            """),
        new(
            FaultCode.ImportBringsNothing,
            "an import brings nothing",
            "An import brings the subnets and hosts of another VRF that lie within the listed prefixes; there are none. More often this is a slip than a wish.",
            """
            fabric: demo
            nodes: [leaf1]
            vrfs:
              blue: { import: { default: [10.2.0.0/24] } }
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            vrfs:
              blue: { import: { default: [10.1.0.0/24] } }
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
            """),
        new(
            FaultCode.ImportOverlaps,
            "an import overlaps what the VRF has already",
            "An address must mean one host within a VRF. An import cannot bring addresses that subnets of the VRF, or another import into it, have as well.",
            """
            fabric: demo
            nodes: [leaf1]
            vrfs:
              blue: { import: { default: all } }
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              lab: { vlan: 20, gateway: 10.1.0.1/16, vrf: blue }
            """,
            """
            fabric: demo
            nodes: [leaf1]
            vrfs:
              blue: { import: { default: all } }
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24 }
              lab: { vlan: 20, gateway: 10.2.0.1/16, vrf: blue }
            """),
    ];
}
