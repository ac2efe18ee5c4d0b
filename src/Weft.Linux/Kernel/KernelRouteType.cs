namespace Weft.Linux;

/// <summary>What a route does with a packet (RTN_*).</summary>
public enum KernelRouteType : byte
{
    Unspecified = 0,
    Unicast = 1,
    Local = 2,
    Broadcast = 3,
    Blackhole = 6,
    Unreachable = 7,
    Prohibit = 8,
}
