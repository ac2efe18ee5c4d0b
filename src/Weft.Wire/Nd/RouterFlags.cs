namespace Weft.Wire;

/// <summary>Flags of a router advertisement (RFC 4861 section 4.2, RFC 6275, RFC 4191). The preference bits are kept with them.</summary>
[Flags]
public enum RouterFlags : byte
{
    None = 0,

    /// <summary>Prf = 01.</summary>
    HighPreference = 0x08,

    /// <summary>Prf = 11.</summary>
    LowPreference = 0x18,
    HomeAgent = 0x20,

    /// <summary>O: other configuration by DHCPv6.</summary>
    OtherConfiguration = 0x40,

    /// <summary>M: addresses by DHCPv6.</summary>
    ManagedAddresses = 0x80,
}
