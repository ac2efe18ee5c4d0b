namespace Weft.Wire.Dhcp;

/// <summary>Parts of the relay agent option that Weft reads or writes (RFC 3046 section 2). Unknown values survive.</summary>
public enum DhcpAgentOptionCode : byte
{
    /// <summary>Where the relay heard the client; only the relay can read it.</summary>
    CircuitId = 1,

    /// <summary>Who the relay or its client is.</summary>
    RemoteId = 2,

    /// <summary>The subnet to give an address of, where the relay's own address is of another (RFC 3527).</summary>
    LinkSelection = 5,

    /// <summary>What the server is to call itself, so that renewals come through the relay (RFC 5107).</summary>
    ServerOverride = 11,
}
