namespace Weft.Simulation;

/// <summary>How a host, or the hypervisor under it, makes itself known.</summary>
public enum HostAnnouncement : byte
{
    /// <summary>Gratuitous ARP in request form (RFC 5227 section 2.3) and an unsolicited neighbour advertisement (RFC 4861 section 7.2.6).</summary>
    GratuitousRequest,

    /// <summary>Gratuitous ARP in reply form (RFC 5944 section 4.6) and an unsolicited neighbour advertisement.</summary>
    GratuitousReply,

    /// <summary>RARP, as hypervisors send it: names the MAC and no address.</summary>
    Rarp,
}
