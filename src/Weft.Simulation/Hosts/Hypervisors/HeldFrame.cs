using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A frame that a guest has sent and that has not left yet.</summary>
internal readonly record struct HeldFrame(Instant Due, VlanId Vlan, byte[] Octets);
