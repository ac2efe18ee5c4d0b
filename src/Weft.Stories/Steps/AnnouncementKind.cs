namespace Weft.Stories;

/// <summary>How a host that has moved makes itself known.</summary>
public enum AnnouncementKind
{
    /// <summary>Gratuitous ARP for each IPv4 address and an unsolicited neighbour advertisement for each IPv6 one.</summary>
    Garp,

    /// <summary>RARP, as a hypervisor sends it: names the MAC and no address.</summary>
    Rarp,

    /// <summary>Nothing: the next data packet is all there is.</summary>
    None,
}
