namespace Weft.Wire.Dhcp6;

/// <summary>Numbers of DHCP for IPv6 (RFC 8415 section 7).</summary>
public static class Dhcp6CodePoints
{
    public const ushort ClientPort = 546;

    public const ushort ServerPort = 547;

    /// <summary>A relay passes no message on that so many have passed on (HOP_COUNT_LIMIT).</summary>
    public const byte HopLimit = 8;

    /// <summary>A lifetime without end, in seconds.</summary>
    public const uint Infinity = uint.MaxValue;

    /// <summary>Longest unique identifier of a client or server, in octets (section 11.1).</summary>
    public const int MaximumIdentifier = 130;

    /// <summary>ff02::1:2, servers and relays on the link.</summary>
    public static IpAddress AllAgents => IpAddress.Ipv6(new UInt128(0xFF02_0000_0000_0000, 0x0001_0002));
}
