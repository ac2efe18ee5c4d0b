namespace Weft.Linux;

/// <summary>Families of netlink sockets.</summary>
public enum NetlinkProtocol
{
    Route = 0,
    Netfilter = 12,
}
