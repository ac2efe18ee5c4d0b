namespace Weft.Wire.Dhcp;

/// <summary>DHCP options that Weft reads or writes (RFC 2132, RFC 3046). Unknown values survive.</summary>
public enum DhcpOptionCode : byte
{
    Pad = 0,
    SubnetMask = 1,
    Router = 3,
    HostName = 12,
    RequestedAddress = 50,

    /// <summary>In seconds.</summary>
    LeaseTime = 51,

    /// <summary>The file and server name fields hold options too.</summary>
    Overload = 52,
    MessageType = 53,
    ServerIdentifier = 54,
    ParameterList = 55,
    MaximumSize = 57,

    /// <summary>T1, in seconds.</summary>
    RenewalTime = 58,

    /// <summary>T2, in seconds.</summary>
    RebindingTime = 59,
    ClientIdentifier = 61,

    /// <summary>RFC 4039.</summary>
    RapidCommit = 80,
    RelayInformation = 82,
    End = 255,
}
