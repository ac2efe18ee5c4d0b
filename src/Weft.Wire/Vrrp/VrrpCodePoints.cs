namespace Weft.Wire;

/// <summary>Numbers of VRRP (RFC 5798, RFC 3768).</summary>
public static class VrrpCodePoints
{
    /// <summary>Type 1, the only one.</summary>
    public const byte Advertisement = 1;

    /// <summary>Advertisements with another TTL or hop limit have crossed a router (RFC 5798 section 5.1.1.3).</summary>
    public const byte HopLimit = 255;

    /// <summary>DSCP CS6, which keepalived and other routers use.</summary>
    public const byte TypeOfService = 0xC0;

    /// <summary>Priority of a master that is leaving.</summary>
    public const byte PriorityLeaving = 0;

    /// <summary>Priority of the owner of the addresses.</summary>
    public const byte PriorityOwner = 255;

    /// <summary>224.0.0.18.</summary>
    public static IpAddress Group4 => IpAddress.Ipv4(0xE000_0012);

    /// <summary>ff02::12.</summary>
    public static IpAddress Group6 => IpAddress.Ipv6(new UInt128(0xFF02_0000_0000_0000, 0x12));

    /// <summary>01:00:5e:00:00:12.</summary>
    public static MacAddress GroupMac4 => MacAddress.FromValue(0x0100_5E00_0012);

    /// <summary>33:33:00:00:00:12.</summary>
    public static MacAddress GroupMac6 => MacAddress.FromValue(0x3333_0000_0012);
}
