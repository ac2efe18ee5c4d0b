namespace Weft.Wire.Isis;

/// <summary>TLV code points (IANA "IS-IS TLV codepoints"). Unknown values survive as numbers.</summary>
public enum IsisTlvType : byte
{
    /// <summary>ISO 10589.</summary>
    AreaAddresses = 1,

    /// <summary>Narrow metrics, ISO 10589.</summary>
    NarrowIsReach = 2,

    /// <summary>MACs heard on a LAN, ISO 10589.</summary>
    LanNeighbors = 6,

    /// <summary>RFC 8202.</summary>
    InstanceIdentifier = 7,

    /// <summary>ISO 10589.</summary>
    Padding = 8,

    /// <summary>ISO 10589.</summary>
    LspEntries = 9,

    /// <summary>ISO 10589, RFC 5304, RFC 5310.</summary>
    Authentication = 10,

    /// <summary>RFC 6232.</summary>
    PurgeOriginator = 13,

    /// <summary>ISO 10589.</summary>
    LspBufferSize = 14,

    /// <summary>RFC 8196.</summary>
    RouterFingerprint = 15,

    /// <summary>RFC 5305.</summary>
    ExtendedIsReach = 22,

    /// <summary>RFC 5311.</summary>
    SystemAlias = 24,

    /// <summary>RFC 1195.</summary>
    NarrowIpInternalReach = 128,

    /// <summary>RFC 1195.</summary>
    ProtocolsSupported = 129,

    /// <summary>RFC 1195.</summary>
    NarrowIpExternalReach = 130,

    /// <summary>RFC 1195.</summary>
    Ipv4InterfaceAddresses = 132,

    /// <summary>RFC 5305.</summary>
    TrafficEngineeringRouterId = 134,

    /// <summary>RFC 5305.</summary>
    ExtendedIpReach = 135,

    /// <summary>RFC 5301.</summary>
    HostName = 137,

    /// <summary>RFC 6213.</summary>
    BfdEnabled = 148,

    /// <summary>RFC 8706.</summary>
    Restart = 211,

    /// <summary>RFC 5120.</summary>
    MultiTopologyIsReach = 222,

    /// <summary>RFC 5120.</summary>
    MultiTopology = 229,

    /// <summary>RFC 5308.</summary>
    Ipv6InterfaceAddresses = 232,

    /// <summary>RFC 5120.</summary>
    MultiTopologyIpv4Reach = 235,

    /// <summary>RFC 5308.</summary>
    Ipv6Reach = 236,

    /// <summary>RFC 5120.</summary>
    MultiTopologyIpv6Reach = 237,

    /// <summary>RFC 5303.</summary>
    ThreeWayAdjacency = 240,

    /// <summary>RFC 7981.</summary>
    RouterCapability = 242,

    /// <summary>For experiments (RFC 7356 section 8.3); Weft's reach in other VRFs than the default, see docs/protocol.md.</summary>
    Experimental = 250,
}
