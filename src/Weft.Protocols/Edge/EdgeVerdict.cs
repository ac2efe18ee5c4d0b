namespace Weft.Protocols.Edge;

/// <summary>Who may hear a frame of a host port.</summary>
public enum EdgeVerdict : byte
{
    /// <summary>Everybody.</summary>
    Pass,

    /// <summary>Only the gateway, which defends itself: it is no evidence of a host.</summary>
    GatewayOnly,

    /// <summary>Nobody.</summary>
    Refuse,
}
