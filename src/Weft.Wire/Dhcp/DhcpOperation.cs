namespace Weft.Wire.Dhcp;

/// <summary>Which way a message goes (RFC 2131 section 2, op).</summary>
public enum DhcpOperation : byte
{
    /// <summary>From a client.</summary>
    Request = 1,

    /// <summary>From a server.</summary>
    Reply = 2,
}
