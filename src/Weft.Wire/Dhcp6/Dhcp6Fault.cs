namespace Weft.Wire.Dhcp6;

/// <summary>Why octets are not a DHCPv6 message.</summary>
public enum Dhcp6Fault : byte
{
    None,

    /// <summary>Shorter than the fixed part.</summary>
    Truncated,

    /// <summary>A message between relays where one of a client or server belongs, or the other way round.</summary>
    MessageType,

    /// <summary>An option that ends beyond the message.</summary>
    OptionTruncated,
}
