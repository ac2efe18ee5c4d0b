namespace Weft.Simulation;

/// <summary>How far a host is with an address of its own (RFC 4862 section 5.4).</summary>
public enum OwnAddressState : byte
{
    /// <summary>It is being checked for another owner and not used yet.</summary>
    Tentative,

    /// <summary>In use.</summary>
    Ready,

    /// <summary>Somebody else has it; it is not used.</summary>
    Duplicate,
}
