namespace Weft.Wire;

/// <summary>Why octets are not a TCP segment.</summary>
public enum TcpFault : byte
{
    None,

    /// <summary>Shorter than 20 octets.</summary>
    Truncated,

    /// <summary>The data offset is below 20 octets or above what arrived.</summary>
    DataOffset,

    /// <summary>The checksum is wrong.</summary>
    Checksum,
}
