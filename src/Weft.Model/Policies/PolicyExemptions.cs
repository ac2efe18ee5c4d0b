namespace Weft.Model;

/// <summary>Traffic that no policy stops, because without it a host has no link: the secure edge looks after it.</summary>
public static class PolicyExemptions
{
    /// <summary>Neighbour and router discovery (RFC 4861).</summary>
    public const byte FirstDiscovery = 133;

    /// <summary>The last type of discovery.</summary>
    public const byte LastDiscovery = 137;

    /// <summary>Multicast listener discovery (RFC 2710): query, report, done.</summary>
    public const byte FirstListener = 130;

    /// <summary>The last type of RFC 2710.</summary>
    public const byte LastListener = 132;

    /// <summary>Multicast listener report, version 2 (RFC 3810).</summary>
    public const byte ListenerReport2 = 143;

    /// <summary>DHCP server and client (RFC 2131).</summary>
    public const ushort DhcpServer = 67;

    /// <inheritdoc cref="DhcpServer"/>
    public const ushort DhcpClient = 68;

    /// <summary>DHCPv6 client and server (RFC 8415).</summary>
    public const ushort Dhcpv6Client = 546;

    /// <inheritdoc cref="Dhcpv6Client"/>
    public const ushort Dhcpv6Server = 547;

    /// <summary>True for ICMPv6 messages of discovery.</summary>
    public static bool IsDiscovery(byte protocol, ushort type) =>
        protocol == PolicyProtocol.Icmpv6 && (type is >= FirstDiscovery and <= LastDiscovery or >= FirstListener and <= LastListener or ListenerReport2);
}
