namespace Weft.Wire.Dhcp6;

/// <summary>DHCPv6 options that Weft reads or writes (RFC 8415 section 21, RFC 6939). Unknown values survive.</summary>
public enum Dhcp6OptionCode : ushort
{
    /// <summary>The client's unique identifier.</summary>
    ClientIdentifier = 1,

    /// <summary>The server's unique identifier.</summary>
    ServerIdentifier = 2,

    /// <summary>Addresses of one interface (IA_NA).</summary>
    Addresses = 3,

    /// <summary>One address, within <see cref="Addresses"/>.</summary>
    Address = 5,
    RequestedOptions = 6,
    ElapsedTime = 8,

    /// <summary>The message within a relay's message.</summary>
    RelayMessage = 9,
    Status = 13,
    RapidCommit = 14,

    /// <summary>Where a relay heard the client; only the relay can read it.</summary>
    InterfaceId = 18,

    /// <summary>Prefixes for a router to delegate (IA_PD).</summary>
    Prefixes = 25,

    /// <summary>One prefix, within <see cref="Prefixes"/>.</summary>
    Prefix = 26,

    /// <summary>The client's MAC, written by the relay (RFC 6939).</summary>
    ClientLinkLayerAddress = 79,
}
