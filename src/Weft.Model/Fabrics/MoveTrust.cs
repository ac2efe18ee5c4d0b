namespace Weft.Model;

/// <summary>What a port must show before a host that another leaf claims may move to it.</summary>
public enum MoveTrust : byte
{
    /// <summary>First-hand evidence is enough (a hypervisor uplink).</summary>
    Trusted,

    /// <summary>The old leaf asks the old place first; silence there confirms the move (an untrusted access port).</summary>
    Verified,

    /// <summary>Only the manager's word moves a host here.</summary>
    Announced,
}
