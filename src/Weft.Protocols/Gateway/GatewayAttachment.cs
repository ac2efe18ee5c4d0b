using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>A segment on a port, with the timers of what is sent there.</summary>
internal sealed class GatewayAttachment(GatewayPort port, GatewaySegment segment, VlanId tag)
{
    public GatewayPort Port { get; } = port;

    public GatewaySegment Segment { get; } = segment;

    /// <summary>The 802.1Q tag of the segment's frames on this port.</summary>
    public VlanId Tag { get; } = tag;

    /// <summary>When the gateway's addresses are announced again.</summary>
    public Instant NextAnnouncement { get; set; } = Instant.Never;

    /// <summary>True until the first announcement after the port came up has been repeated.</summary>
    public bool AnnouncesIpv6Too { get; set; }

    /// <summary>When the next router advertisement goes to all nodes.</summary>
    public Instant NextAdvertisement { get; set; } = Instant.Never;

    /// <summary>When the last one went.</summary>
    public Instant? LastAdvertisement { get; set; }

    /// <summary>Advertisements that still come at the initial interval.</summary>
    public int InitialAdvertisements { get; set; }

    /// <summary>Nothing is sent any more.</summary>
    public void Silence()
    {
        NextAnnouncement = Instant.Never;
        NextAdvertisement = Instant.Never;
        LastAdvertisement = null;
    }

    /// <summary>The earliest of the timers.</summary>
    public Instant Deadline => Instant.Min(NextAnnouncement, NextAdvertisement);
}
