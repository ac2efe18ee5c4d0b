using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The prefixes of one length, by their lowest address.</summary>
internal sealed class PrefixLevel(byte length)
{
    public byte Length => length;

    public PagedDictionary<IpAddress, PrefixRow> Rows { get; } = new();

    /// <summary>The prefix of this length that an address is in, or null.</summary>
    public PrefixRow? Find(IpAddress address)
    {
        UInt128 mask = length == 0 ? UInt128.Zero : (UInt128.MaxValue >> (128 - length)) << (address.BitCount - length);
        return Rows.TryGetValue(IpAddress.FromBits(address.Family, address.Bits & mask), out PrefixRow? row) ? row : null;
    }
}
