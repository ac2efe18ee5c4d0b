namespace Weft.Wire;

/// <summary>Why octets are not an IPv4 packet.</summary>
public enum Ipv4Fault : byte
{
    None,

    /// <summary>Shorter than the header.</summary>
    Truncated,

    /// <summary>The version is not 4.</summary>
    Version,

    /// <summary>The header length is below 20 octets or above the packet.</summary>
    HeaderLength,

    /// <summary>The total length is below the header or above what arrived.</summary>
    TotalLength,

    /// <summary>The header checksum is wrong.</summary>
    Checksum,
}
