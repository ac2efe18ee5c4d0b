namespace Weft.Linux;

/// <summary>Flags of an interface address (IFA_F_*).</summary>
[Flags]
public enum KernelAddressFlags : uint
{
    None = 0,

    /// <summary>No duplicate address detection: the address is shared on purpose.</summary>
    NoDuplicateDetection = 0x02,

    /// <summary>Duplicate address detection has not finished.</summary>
    Tentative = 0x40,

    /// <summary>Do not make the connected route.</summary>
    NoPrefixRoute = 0x200,
}
