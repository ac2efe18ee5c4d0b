namespace Weft.Simulation;

/// <summary>Why a forwarding plane dropped a frame.</summary>
public enum PlaneDrop : byte
{
    /// <summary>It was not dropped.</summary>
    None,

    /// <summary>It is no frame or packet that can be read.</summary>
    Malformed,

    /// <summary>No route leads to its destination.</summary>
    NoRoute,

    /// <summary>Its time to live or hop limit was used up.</summary>
    HopLimit,

    /// <summary>A host uses a gateway's MAC as its own.</summary>
    GatewayMacSpoofed,

    /// <summary>A host claims a gateway's address.</summary>
    GatewayAddressClaimed,

    /// <summary>Its source has no binding at this guarded port.</summary>
    Unbound,

    /// <summary>A router advertisement or redirect from a guarded port.</summary>
    RouterMessage,

    /// <summary>A first fragment from a guarded port that holds neighbour discovery, or hides what it holds.</summary>
    HiddenMessage,

    /// <summary>What a DHCP server says, from a guarded port.</summary>
    ServerMessage,

    /// <summary>From a guarded port, and neither ARP nor IP.</summary>
    ForeignProtocol,

    /// <summary>A guarded port has let in as many frames to many as it may in a second.</summary>
    Storm,

    /// <summary>Gateway frames, and ARP or ND about a gateway, do not cross between switches.</summary>
    GatewayKeptLocal,

    /// <summary>Its tag is none that the port carries.</summary>
    UnknownVlan,

    /// <summary>It came to a routed interface and is addressed to somebody else's MAC.</summary>
    NotForUs,

    /// <summary>The entry for its destination leads back to the port by which it came.</summary>
    SamePort,

    /// <summary>The port that it should come from or leave by has no carrier.</summary>
    PortDown,

    /// <summary>Its segment has no other port with carrier.</summary>
    NoPort,

    /// <summary>Its source or destination can be no host's, or is the node's own where it must not be.</summary>
    BadAddress,

    /// <summary>A route says to discard it.</summary>
    Discarded,

    /// <summary>The neighbour that it should be handed to does not answer.</summary>
    NoNeighbor,

    /// <summary>Too many packets wait for an answer of the neighbour.</summary>
    QueueFull,

    /// <summary>The policy of its sender or its receiver does not let it pass.</summary>
    Denied,

    /// <summary>Its sender or its receiver is above the rate of its policy.</summary>
    OverRate,

    /// <summary>It is longer than the way out allows and may not be cut.</summary>
    TooBig,
}
