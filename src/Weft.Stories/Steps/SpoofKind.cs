namespace Weft.Stories;

/// <summary>How a host pretends to be another, or attacks the fabric without naming one.</summary>
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

    /// <summary>Claims its gateway's addresses with its own MAC, and its gateway's MAC for itself.</summary>
    Gateway,

    /// <summary>Asks for the other's addresses as duplicate address detection does, so that whoever detects at this time gives them up.</summary>
    Detection,

    /// <summary>Announces addresses that nobody has, each with another MAC.</summary>
    Flood,

    /// <summary>Speaks IS-IS: says hello, and purges LSPs.</summary>
    Isis,

    /// <summary>Sends the other packets whose hop limit is used up at the first router.</summary>
    Expired,

    /// <summary>Sends packets with the other's MAC from the other's addresses.</summary>
    Data,

    /// <summary>Advertises itself as a router, and redirects the other's traffic to itself.</summary>
    Router,

    /// <summary>Offers and gives addresses, the other's for one, as a DHCP server does.</summary>
    Dhcp,
}
