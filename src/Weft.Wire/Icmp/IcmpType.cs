namespace Weft.Wire;

/// <summary>ICMP types for IPv4 (RFC 792). Unknown values survive.</summary>
public enum IcmpType : byte
{
    EchoReply = 0,
    DestinationUnreachable = 3,
    Redirect = 5,
    EchoRequest = 8,
    TimeExceeded = 11,
}
