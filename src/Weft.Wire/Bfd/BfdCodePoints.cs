namespace Weft.Wire.Bfd;

/// <summary>Numbers of BFD for single IP hops (RFC 5880, RFC 5881).</summary>
public static class BfdCodePoints
{
    /// <summary>The protocol's version.</summary>
    public const byte Version = 1;

    /// <summary>Control packets go to this UDP port (RFC 5881 section 4).</summary>
    public const ushort ControlPort = 3784;

    /// <summary>Lowest source port of a session (RFC 5881 section 4).</summary>
    public const ushort FirstSourcePort = 49_152;

    /// <summary>Packets with another TTL or hop limit have crossed a router (RFC 5881 section 5).</summary>
    public const byte HopLimit = 255;

    /// <summary>DSCP CS6, as other routing protocols use.</summary>
    public const byte TrafficClass = 0xC0;
}
