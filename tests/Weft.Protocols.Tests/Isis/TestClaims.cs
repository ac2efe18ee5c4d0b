using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Host claims by number: even numbers IPv4, odd numbers IPv6.</summary>
internal static class TestClaims
{
    public static HostClaim Make(int host, uint epoch = 1, ushort vrf = 0, uint attachment = 0, ClaimFlags flags = ClaimFlags.None)
    {
        IpAddress address = host % 2 == 0
            ? IpAddress.Ipv4(0x0A01_0000 + (uint)host)
            : IpAddress.Ipv6(new UInt128(0x2001_0DB8_0001_0000, (ulong)host));
        return new HostClaim(
            new VrfId(vrf), address, MacAddress.FromValue(0x0200_5E00_0000UL | (uint)host), epoch, SegmentId.Routed(1, 1), attachment, flags);
    }
}
