namespace Weft.Wire;

/// <summary>The IP version of an address or prefix.</summary>
public enum AddressFamily : byte
{
    /// <summary>IPv4, 32-bit addresses.</summary>
    Ipv4 = 4,

    /// <summary>IPv6, 128-bit addresses.</summary>
    Ipv6 = 6,
}
