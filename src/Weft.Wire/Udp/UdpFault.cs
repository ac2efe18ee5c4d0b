namespace Weft.Wire;

/// <summary>Why octets are not a UDP datagram.</summary>
public enum UdpFault : byte
{
    None,

    /// <summary>Shorter than 8 octets.</summary>
    Truncated,

    /// <summary>The length field is below 8 or above what arrived.</summary>
    Length,

    /// <summary>The checksum is wrong, or missing over IPv6 (RFC 8200 section 8.1).</summary>
    Checksum,
}
