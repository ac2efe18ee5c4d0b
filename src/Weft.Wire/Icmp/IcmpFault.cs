namespace Weft.Wire;

/// <summary>Why octets are not an ICMP or ICMPv6 message.</summary>
public enum IcmpFault : byte
{
    None,

    /// <summary>Shorter than the header: 8 octets, for ICMPv6 4.</summary>
    Truncated,

    /// <summary>The checksum is wrong.</summary>
    Checksum,
}
