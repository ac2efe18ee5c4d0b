namespace Weft.Wire;

/// <summary>Why octets are not a VRRP advertisement (RFC 5798 section 7.1).</summary>
public enum VrrpFault : byte
{
    None,

    /// <summary>Shorter than its head and its addresses.</summary>
    Truncated,

    /// <summary>Neither version 2 over IPv4 nor version 3.</summary>
    Version,

    /// <summary>The type is not ADVERTISEMENT.</summary>
    Type,

    /// <summary>The virtual router id is 0.</summary>
    VirtualRouterId,

    /// <summary>There is no address.</summary>
    NoAddress,

    /// <summary>The checksum is wrong.</summary>
    Checksum,
}
