using Weft.Wire;

namespace Weft.Linux;

/// <summary>A bridge forwarding entry.</summary>
/// <param name="InterfaceIndex">The port, or the bridge itself for an entry of its own.</param>
/// <param name="Mac">The destination.</param>
/// <param name="VlanId">The VID on a VLAN-aware bridge, otherwise 0.</param>
/// <param name="State">Permanent: local; NoArp: static; otherwise learned.</param>
/// <param name="OnBridge">True when <paramref name="InterfaceIndex"/> is the bridge itself.</param>
public readonly record struct KernelForwarding(int InterfaceIndex, MacAddress Mac, ushort VlanId, NeighborState State, bool OnBridge)
{
    /// <summary>Index of the bridge in what the kernel reports; 0 in requests.</summary>
    public int Bridge { get; init; }
}
