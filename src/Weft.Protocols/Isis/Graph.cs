namespace Weft.Protocols.Isis;

/// <summary>The graphs that paths are computed in (RFC 5120).</summary>
internal enum Graph : byte
{
    /// <summary>Topology 0: of both families, or of IPv4 where IPv6 has its own.</summary>
    Standard,

    /// <summary>Topology 2, IPv6 unicast.</summary>
    Ipv6,
}
