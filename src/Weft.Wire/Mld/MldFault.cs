namespace Weft.Wire;

/// <summary>Why a packet is not multicast listener discovery (RFC 2710, RFC 3810).</summary>
public enum MldFault : byte
{
    None,

    /// <summary>Not ICMPv6, or another ICMPv6 type. Not an offence.</summary>
    NotListenerDiscovery,

    /// <summary>In a fragment.</summary>
    Fragmented,

    /// <summary>Shorter than the message says.</summary>
    Truncated,

    /// <summary>The hop limit is not 1.</summary>
    HopLimit,

    /// <summary>The checksum is wrong.</summary>
    Checksum,

    /// <summary>The source is neither link-local nor, in a report, :: (RFC 3810 section 5.2.13).</summary>
    Source,

    /// <summary>More group records than <see cref="MldView.MaximumRecords"/>.</summary>
    TooManyRecords,
}
