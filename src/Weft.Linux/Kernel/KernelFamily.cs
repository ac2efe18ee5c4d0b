using Weft.Wire;

namespace Weft.Linux;

/// <summary>Address families as the kernel numbers them (AF_*).</summary>
internal static class KernelFamily
{
    internal const byte Unspecified = 0;
    internal const byte Ipv4 = 2;
    internal const byte Bridge = 7;
    internal const byte Ipv6 = 10;

    internal static byte Of(IpAddress address) => address.IsIpv6 ? Ipv6 : Ipv4;
}
