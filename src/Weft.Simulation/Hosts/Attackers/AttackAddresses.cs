using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Addresses that attackers make up.</summary>
internal static class AttackAddresses
{
    /// <summary>Any address of a prefix, its lowest and highest included.</summary>
    public static IpAddress Draw(IpPrefix prefix, RandomSource random)
    {
        int hostBits = prefix.Address.BitCount - prefix.Length;
        UInt128 drawn = new(random.NextUInt64(), random.NextUInt64());
        UInt128 host = hostBits == 0 ? UInt128.Zero : drawn >> (128 - hostBits);
        return IpAddress.FromBits(prefix.Family, prefix.Address.Bits | host);
    }

    /// <summary>Any unicast MAC that is marked as locally administered.</summary>
    public static MacAddress DrawMac(RandomSource random) => MacAddress.FromValue((random.NextUInt64() & 0xFCFF_FFFF_FFFF) | 0x0200_0000_0000);
}
