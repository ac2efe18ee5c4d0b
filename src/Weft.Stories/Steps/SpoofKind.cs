namespace Weft.Stories;

/// <summary>How a host pretends to be another.</summary>
public enum SpoofKind : byte
{
    /// <summary>Announces the other's addresses with its own MAC, by gratuitous ARP and unsolicited neighbour advertisements.</summary>
    Arp,

    /// <summary>Announces the other's addresses with the other's MAC.</summary>
    Identity,

    /// <summary>Sends the RARP that a hypervisor would send for the other.</summary>
    Rarp,

    /// <summary>Sends packets from the other's addresses with its own MAC.</summary>
    Packet,
}
