namespace Weft.Wire;

/// <summary>Why octets are not ARP for IPv4 over Ethernet.</summary>
public enum ArpFault : byte
{
    None,

    /// <summary>Shorter than 28 octets.</summary>
    Truncated,

    /// <summary>The hardware type is not Ethernet.</summary>
    HardwareType,

    /// <summary>The protocol type is not IPv4.</summary>
    ProtocolType,

    /// <summary>Hardware addresses are not 6 octets long.</summary>
    HardwareLength,

    /// <summary>Protocol addresses are not 4 octets long.</summary>
    ProtocolLength,
}
