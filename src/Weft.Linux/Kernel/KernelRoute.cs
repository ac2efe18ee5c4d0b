using Weft.Wire;

namespace Weft.Linux;

/// <summary>A route as the kernel has it. Table, prefix and metric identify it; the rest is where it leads.</summary>
public readonly record struct KernelRoute
{
    public required uint Table { get; init; }

    public required IpPrefix Prefix { get; init; }

    /// <summary>Lower wins. The kernel turns 0 into 1024 for IPv6.</summary>
    public uint Metric { get; init; }

    /// <summary>Who made it; see <see cref="RouteProtocol"/>.</summary>
    public byte Protocol { get; init; }

    public KernelRouteType Type { get; init; }

    /// <summary>The interface of a route without next-hop object, or 0.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>The next-hop object, or 0.</summary>
    public uint NextHopId { get; init; }

    /// <summary>The gateway of a route without next-hop object, of either family; unspecified when the destination is on the link.</summary>
    public IpAddress Gateway { get; init; }

    /// <summary>Source address for the node's own packets; unspecified leaves the choice to the kernel.</summary>
    public IpAddress PreferredSource { get; init; }
}
