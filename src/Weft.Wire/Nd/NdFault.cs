namespace Weft.Wire;

/// <summary>Why a packet is not neighbour discovery that a node may believe (RFC 4861 sections 6.1, 7.1 and 8.1, RFC 6980).</summary>
public enum NdFault : byte
{
    None,

    /// <summary>Not ICMPv6, or another ICMPv6 type. Not an offence.</summary>
    NotNeighborDiscovery,

    /// <summary>In a fragment (RFC 6980).</summary>
    Fragmented,

    /// <summary>Shorter than the message's fixed part.</summary>
    Truncated,

    /// <summary>The hop limit is not 255: it has crossed a router.</summary>
    HopLimit,

    /// <summary>The checksum is wrong.</summary>
    Checksum,

    /// <summary>The code is not 0.</summary>
    Code,

    /// <summary>An option of length zero.</summary>
    OptionLengthZero,

    /// <summary>An option that ends beyond the message.</summary>
    OptionTruncated,

    /// <summary>More options than <see cref="NdView.MaximumOptions"/>.</summary>
    TooManyOptions,

    /// <summary>The target is a multicast address.</summary>
    TargetMulticast,

    /// <summary>A solicitation from :: carries a source link-layer address.</summary>
    UnspecifiedSourceWithLinkLayer,

    /// <summary>An NS from :: that does not go to the target's solicited-node group.</summary>
    UnspecifiedSourceDestination,

    /// <summary>An NA with the solicited flag to a multicast address.</summary>
    SolicitedToMulticast,

    /// <summary>An RA or redirect that does not come from a link-local address.</summary>
    SourceNotLinkLocal,
}
