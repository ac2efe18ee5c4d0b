using Weft.Wire;

namespace Weft.Model;

/// <summary>A VRF on a fabric port: its packets travel under a tag of their own, so that the next node knows the VRF.</summary>
/// <param name="Vrf">The VRF, never the default one, whose packets are untagged.</param>
/// <param name="Tag">The 802.1Q tag, the same on every link of the fabric.</param>
/// <param name="Interface">The kernel's name of the VLAN sub-interface: "to-spine1.1".</param>
public readonly record struct PortVrf(Vrf Vrf, VlanId Tag, string Interface);
