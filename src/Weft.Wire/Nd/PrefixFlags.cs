namespace Weft.Wire;

/// <summary>Flags of a prefix information option (RFC 4861 section 4.6.2).</summary>
[Flags]
public enum PrefixFlags : byte
{
    None = 0,

    /// <summary>A: hosts may form addresses from the prefix.</summary>
    Autonomous = 0x40,

    /// <summary>L: addresses of the prefix are on this link; without it hosts send everything to the router.</summary>
    OnLink = 0x80,
}
