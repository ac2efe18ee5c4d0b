namespace Weft.Wire.Dhcp;

/// <summary>Why octets are not a DHCP message.</summary>
public enum DhcpFault : byte
{
    None,

    /// <summary>Shorter than the fixed part and the cookie.</summary>
    Truncated,

    /// <summary>Neither request nor reply.</summary>
    Operation,

    /// <summary>Another hardware than Ethernet, or another address length than six.</summary>
    Hardware,

    /// <summary>BOOTP without the cookie of DHCP.</summary>
    Cookie,

    /// <summary>An option that ends beyond its area.</summary>
    OptionTruncated,

    /// <summary>No message type option of one octet.</summary>
    MessageType,
}
