namespace Weft.Linux;

/// <summary>A VLAN on a port of a VLAN-aware bridge, or on the bridge itself.</summary>
/// <param name="Index">The port or the bridge.</param>
/// <param name="VlanId">The VID.</param>
/// <param name="Untagged">Frames arrive and leave without a tag (PVID and egress untagged).</param>
/// <param name="OnBridge">True for the bridge device itself: the CPU's membership.</param>
public readonly record struct KernelBridgeVlan(int Index, ushort VlanId, bool Untagged, bool OnBridge);
