namespace Weft.Linux;

/// <summary>Flags of a link (IFF_*).</summary>
[Flags]
public enum InterfaceFlags : uint
{
    None = 0,

    /// <summary>Administratively up.</summary>
    Up = 1,

    /// <summary>Has carrier.</summary>
    LowerUp = 0x10000,
}
