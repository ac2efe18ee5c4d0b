namespace Weft.Linux;

/// <summary>Optional features of a kernel.</summary>
/// <param name="VlanFiltering">VLAN-aware bridges.</param>
/// <param name="VlanDevices">802.1Q interfaces.</param>
/// <param name="Vrf">VRF devices.</param>
/// <param name="NextHopObjects">Next-hop objects (Linux 5.3).</param>
public readonly record struct KernelCapabilities(bool VlanFiltering, bool VlanDevices, bool Vrf, bool NextHopObjects)
{
    /// <summary>Connection tracking of bridged packets (nf_conntrack_bridge, Linux 5.3): stateful policies of hosts. Asked only by <see cref="OfThisKernel"/>.</summary>
    public bool BridgeTracking { get; init; }

    /// <summary>BPF programs where frames leave ports (cls_bpf in clsact): priorities of policies. Asked only by <see cref="OfThisKernel"/>.</summary>
    public bool PortPrograms { get; init; }

    /// <summary>Everything that this project can use.</summary>
    public static KernelCapabilities Full => new(true, true, true, true) { BridgeTracking = true, PortPrograms = true };

    /// <summary>Asks the kernel that this process runs on. Needs CAP_NET_ADMIN; throws <see cref="KernelException"/> without.</summary>
    public static KernelCapabilities OfThisKernel() => CapabilityProbe.Run() with
    {
        BridgeTracking = CapabilityProbe.CanTrackAnywhere(),
        PortPrograms = CapabilityProbe.CanUsePortPrograms(),
    };
}
