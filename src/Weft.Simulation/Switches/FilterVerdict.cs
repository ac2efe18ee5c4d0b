namespace Weft.Simulation;

/// <summary>What the packet filter says of a frame from a bridge port.</summary>
internal enum FilterVerdict : byte
{
    /// <summary>The bridge decides.</summary>
    Bridge,

    /// <summary>It is addressed to the gateway.</summary>
    ToGateway,

    /// <summary>It is routed although its destination MAC is not the gateway's: that MAC is not on this segment.</summary>
    RouteInstead,

    GatewayMacSpoofed,
    GatewayAddressClaimed,
    GatewayKeptLocal,
    Unbound,
    RouterMessage,
    HiddenMessage,
    ServerMessage,
    ForeignProtocol,
    Storm,
}
