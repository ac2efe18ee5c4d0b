namespace Weft.Wire.Dhcp;

/// <summary>Numbers of DHCP for IPv4 (RFC 2131).</summary>
public static class DhcpCodePoints
{
    public const ushort ServerPort = 67;

    public const ushort ClientPort = 68;

    /// <summary>What tells DHCP from plain BOOTP, in front of the options (RFC 2131 section 3).</summary>
    public const uint MagicCookie = 0x6382_5363;

    /// <summary>Flag: the client can only hear broadcasts (RFC 2131 section 2).</summary>
    public const ushort BroadcastFlag = 0x8000;

    /// <summary>The least that some relays and servers take: the whole of a BOOTP message (RFC 1542 section 2.1).</summary>
    public const int MinimumLength = 300;
}
