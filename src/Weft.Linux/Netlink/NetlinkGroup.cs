namespace Weft.Linux;

/// <summary>Multicast groups of rtnetlink.</summary>
public enum NetlinkGroup
{
    Link = 1,
    Neighbor = 3,
    TrafficControl = 4,
    Ipv4Address = 5,
    Ipv4Route = 7,
    Ipv6Address = 9,
    Ipv6Route = 11,
    NextHop = 32,
}
