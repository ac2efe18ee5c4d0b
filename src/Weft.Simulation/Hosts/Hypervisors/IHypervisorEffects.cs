using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a simulated hypervisor does to the world. Frames are borrowed for the call.</summary>
public interface IHypervisorEffects
{
    /// <summary>A frame leaves by the cable to the leaf.</summary>
    void ToUplink(VlanId tag, ReadOnlySpan<byte> frame);

    /// <summary>A frame reaches a guest's interface. The sink must not call the hypervisor before this returns.</summary>
    void ToGuest(HostStack guest, ReadOnlySpan<byte> frame);
}
