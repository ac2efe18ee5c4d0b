using Weft.Wire;

namespace Weft.Model;

/// <summary>Derives the addresses of links and clients outside the fabric, from the range for tests (RFC 2544) and a unique local prefix (RFC 4193).</summary>
internal sealed class OutsideAddressing
{
    private const uint LinkBase4 = 0xC612_0000;
    private const uint ClientBase4 = 0xC613_0000;
    private const ulong LinkBase6 = 0xFD57_6566_7400_0000;
    private const ulong ClientBase6 = 0xFD57_6566_7401_0000;
    private const uint ClientHost = 10;
    private const int LinkLength4 = 30;
    private const int ClientLength4 = 24;
    private const int Length6 = 64;

    private uint _links;
    private uint _clients;

    /// <summary>The two ends of the next link: the edge's addresses and the router's.</summary>
    public (List<GatewayAddress> Edge, List<GatewayAddress> Router) NextLink()
    {
        _links++;
        return (Pair(LinkBase4, LinkBase6, _links, LinkLength4, 1), Pair(LinkBase4, LinkBase6, _links, LinkLength4, 2));
    }

    /// <summary>The addresses of the next client.</summary>
    public List<GatewayAddress> NextClient()
    {
        _clients++;
        const uint ClientHost6 = 0x10;
        return Pair(ClientBase4, ClientBase6, _clients, ClientLength4, ClientHost, ClientHost6);
    }

    /// <summary>The address at the other end of a link, next to the given one.</summary>
    public static GatewayAddress Neighbor(GatewayAddress end)
    {
        UInt128 up = end.Address.Bits + 1;
        GatewayAddress above = end with { Address = IpAddress.FromBits(end.Address.Family, up) };
        bool isAboveUsable = end.Prefix.Contains(above.Address) && AddressRules.IsUsable(above);
        return isAboveUsable ? above : end with { Address = IpAddress.FromBits(end.Address.Family, end.Address.Bits - 1) };
    }

    /// <summary>The first usable address of the prefix that is not the given one.</summary>
    public static GatewayAddress FirstOther(GatewayAddress taken)
    {
        IpAddress network = taken.Prefix.Address;
        for (UInt128 offset = 0; ; offset++)
        {
            GatewayAddress candidate = taken with { Address = IpAddress.FromBits(network.Family, network.Bits + offset) };
            if (candidate.Address != taken.Address && AddressRules.IsUsable(candidate))
            {
                return candidate;
            }
        }
    }

    private static List<GatewayAddress> Pair(uint base4, ulong base6, uint index, int length4, uint host, uint? host6 = null) =>
    [
        new(IpAddress.Ipv4(base4 + (index << 8) + host), (byte)length4),
        new(IpAddress.Ipv6(new UInt128(base6 | index, host6 ?? host)), Length6),
    ];
}
