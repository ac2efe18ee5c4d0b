using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A virtual interface of a hypervisor's bridge.</summary>
internal sealed class HypervisorGuest(HostStack stack, VlanId vlan)
{
    public HostStack Stack { get; } = stack;

    public VlanId Vlan { get; } = vlan;

    /// <summary>Until when what the guest sends is kept back.</summary>
    public Instant HeldUntil { get; set; } = Instant.Zero;
}
