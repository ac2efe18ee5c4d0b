using Weft.Wire;

namespace Weft.Model;

/// <summary>Which addresses one machine may have.</summary>
internal static class AddressRules
{
    /// <summary>True for a unicast address that is neither the network nor the broadcast address of its prefix. A /31 and a /127 have neither
    /// (RFC 3021, RFC 6164), and the all-zeros address of an IPv6 prefix is the routers' anycast address (RFC 4291 section 2.6.1).</summary>
    public static bool IsUsable(GatewayAddress address)
    {
        IpAddress host = address.Address;
        if (!host.IsHostUnicast || host.IsLinkLocal)
        {
            return false;
        }

        int hostBits = host.BitCount - address.PrefixLength;
        if (hostBits <= 1)
        {
            return true;
        }

        UInt128 mask = (UInt128.One << hostBits) - 1;
        UInt128 part = host.Bits & mask;
        return part != 0 && (host.IsIpv6 || part != mask);
    }
}
