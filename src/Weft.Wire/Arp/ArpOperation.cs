namespace Weft.Wire;

/// <summary>ARP and RARP operations (RFC 826, RFC 903; IANA arp-parameters). Unknown values survive.</summary>
public enum ArpOperation : ushort
{
    Request = 1,
    Reply = 2,
    ReverseRequest = 3,
    ReverseReply = 4,
}
