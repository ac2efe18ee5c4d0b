using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Sizes of TCP segments.</summary>
internal static class TcpSegments
{
    /// <summary>What every end offers to take: there is no window scaling.</summary>
    public const ushort Window = ushort.MaxValue;

    /// <summary>Most octets of payload in one segment to an address, whose family decides.</summary>
    public static int MaximumPayload(IpAddress destination) =>
        HostStack.Mtu - (destination.IsIpv6 ? Ipv6Header.Length : Ipv4Header.Length) - TcpHeader.Length;
}
