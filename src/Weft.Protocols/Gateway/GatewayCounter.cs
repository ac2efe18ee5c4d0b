namespace Weft.Protocols.Gateway;

/// <summary>What the gateway engine did with frames, and why it did nothing.</summary>
public enum GatewayCounter : byte
{
    /// <summary>Answered for the gateway itself.</summary>
    GatewayAnswered,

    /// <summary>Answered a duplicate address probe for a gateway address.</summary>
    GatewayDefended,

    /// <summary>Answered for a host of the subnet that is elsewhere.</summary>
    ProxyAnswered,

    /// <summary>Answered a foreign host.</summary>
    LocalProxyAnswered,

    /// <summary>Answered a duplicate address probe for an address that is in use elsewhere.</summary>
    ProbeAnswered,

    /// <summary>Answered a router solicitation at once.</summary>
    RouterSolicitationAnswered,

    /// <summary>Announced a gateway address on a host port.</summary>
    Announced,

    /// <summary>Sent a router advertisement to all nodes.</summary>
    RouterAdvertised,

    /// <summary>Refreshed the gateway entry of a host that arrived.</summary>
    HostRefreshed,

    /// <summary>Told the hosts of a segment that somebody has left it.</summary>
    CacheCorrected,

    /// <summary>No room to correct the caches of a host's old neighbours.</summary>
    CorrectionRefused,

    /// <summary>An answer or refresh was not sent because its port causes too many.</summary>
    RateLimited,

    /// <summary>Ignored: the sender is behind another switch, whose own gateway serves it.</summary>
    BehindPeer,

    /// <summary>Not answered: the target is on the asker's segment.</summary>
    TargetOnSegment,

    /// <summary>Not answered: nobody knows the target.</summary>
    TargetUnknown,

    /// <summary>Not answered: the target is not confirmed.</summary>
    TargetUnconfirmed,

    /// <summary>Not answered: out of the subnet, and the asker is not a foreign host.</summary>
    TargetOutOfSubnet,

    /// <summary>Not answered: the asker itself is the target's owner.</summary>
    AskedByOwner,

    /// <summary>Not answered: an announcement.</summary>
    Announcement,

    /// <summary>Not Ethernet, or not IP.</summary>
    MalformedHeader,

    /// <summary>Not ARP; the fault is counted too.</summary>
    MalformedArp,

    /// <summary>Neighbour discovery that must not be believed; the fault is counted too.</summary>
    MalformedNd,

    /// <summary>Not VRRP; the fault is counted too.</summary>
    MalformedVrrp,

    /// <summary>A frame from a group or zero MAC.</summary>
    SourceInvalid,

    /// <summary>The sender's link-layer address is not the Ethernet source.</summary>
    SenderMacMismatch,

    /// <summary>A multicast, broadcast, loopback or reserved sender address.</summary>
    SenderAddressInvalid,

    /// <summary>A host claims a gateway address.</summary>
    GatewayAddressSpoofed,

    /// <summary>A frame from the gateway's virtual MAC on a host port: an impostor or a loop.</summary>
    GatewayMacSpoofed,

    /// <summary>A router advertisement or redirect from a host.</summary>
    RouterMessageFromHost,

    /// <summary>No gateway in the VLAN of the frame.</summary>
    NoGateway,

    /// <summary>A VRRP advertisement sent.</summary>
    VrrpSent,

    /// <summary>A VRRP advertisement taken into account.</summary>
    VrrpReceived,

    /// <summary>A VRRP advertisement of another virtual router.</summary>
    VrrpOtherRouter,

    /// <summary>A VRRP advertisement that has crossed a router.</summary>
    VrrpHopLimit,

    /// <summary>A VRRP advertisement of another version.</summary>
    VrrpOtherVersion,

    /// <summary>A VRRP version 2 advertisement of another interval, which must be ignored (RFC 3768 section 7.1).</summary>
    VrrpOtherInterval,

    /// <summary>A VRRP version 2 advertisement with authentication, of which none is configured (RFC 3768 removed it).</summary>
    VrrpAuthenticated,

    /// <summary>A VRRP advertisement with other addresses; taken into account all the same.</summary>
    VrrpOtherAddresses,
}
