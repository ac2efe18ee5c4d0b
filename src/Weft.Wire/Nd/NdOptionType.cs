namespace Weft.Wire;

/// <summary>Neighbour discovery options (IANA icmpv6-parameters). Unknown values survive.</summary>
public enum NdOptionType : byte
{
    SourceLinkLayerAddress = 1,
    TargetLinkLayerAddress = 2,
    PrefixInformation = 3,
    RedirectedHeader = 4,
    Mtu = 5,

    /// <summary>RFC 3971, used by enhanced duplicate address detection (RFC 7527).</summary>
    Nonce = 14,

    /// <summary>RFC 4191.</summary>
    RouteInformation = 24,

    /// <summary>RFC 8106.</summary>
    RecursiveDnsServer = 25,

    /// <summary>RFC 8106.</summary>
    DnsSearchList = 31,
}
