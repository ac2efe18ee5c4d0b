namespace Weft.Wire.Bfd;

/// <summary>The flags beside the state (RFC 5880 section 4.1).</summary>
[Flags]
public enum BfdFlags : byte
{
    None = 0,

    /// <summary>M, for point-to-multipoint extensions; must be clear.</summary>
    Multipoint = 0x01,

    /// <summary>D: the sender wants no periodic packets once both sides are up.</summary>
    Demand = 0x02,

    /// <summary>A: an authentication section follows.</summary>
    Authentication = 0x04,

    /// <summary>C: the sender's BFD survives the end of its control plane.</summary>
    ControlPlaneIndependent = 0x08,

    /// <summary>F: answers a poll.</summary>
    Final = 0x10,

    /// <summary>P: asks for an answer.</summary>
    Poll = 0x20,
}
