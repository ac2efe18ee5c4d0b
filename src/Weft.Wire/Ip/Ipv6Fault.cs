namespace Weft.Wire;

/// <summary>Why octets are not an IPv6 packet whose header chain can be walked.</summary>
public enum Ipv6Fault : byte
{
    None,

    /// <summary>Shorter than the 40 octets of the header.</summary>
    Truncated,

    /// <summary>The version is not 6.</summary>
    Version,

    /// <summary>The payload length is above what arrived.</summary>
    PayloadLength,

    /// <summary>An extension header ends beyond the packet; a first fragment must hold the whole chain (RFC 7112).</summary>
    ExtensionTruncated,

    /// <summary>More extension headers than <see cref="Ipv6View.MaximumExtensions"/>.</summary>
    TooManyExtensions,

    /// <summary>A hop-by-hop header that is not the first (RFC 8200 section 4.1).</summary>
    HopByHopNotFirst,
}
