namespace Weft.Wire;

/// <summary>IPv4 protocols and IPv6 next headers (IANA protocol-numbers). Unknown values survive.</summary>
public enum IpProtocol : byte
{
    HopByHop = 0,
    Icmp = 1,
    Igmp = 2,
    Tcp = 6,
    Udp = 17,
    Ipv6 = 41,
    Routing = 43,
    Fragment = 44,
    Gre = 47,
    EncapsulatingSecurity = 50,
    Authentication = 51,
    Icmpv6 = 58,
    NoNextHeader = 59,
    DestinationOptions = 60,
    Vrrp = 112,
}
