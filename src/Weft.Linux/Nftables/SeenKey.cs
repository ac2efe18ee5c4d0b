using System.Runtime.InteropServices;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Keys of the first-packet sets: interface index, MAC and address, each padded to four octets as the kernel lays out concatenations.</summary>
internal static class SeenKey
{
    /// <summary>Longest key: 4 octets of interface index, 8 of MAC, 16 of IPv6 address.</summary>
    public const int MaximumLength = IndexLength + MacLength + 16;

    private const int IndexLength = 4;
    private const int MacLength = 8;

    /// <summary>Writes a key; returns its length. <paramref name="destination"/> must hold <see cref="MaximumLength"/> octets.</summary>
    public static int Write(Span<byte> destination, int interfaceIndex, MacAddress mac, IpAddress address)
    {
        destination[..MaximumLength].Clear();
        MemoryMarshal.Write(destination, interfaceIndex);
        mac.Write(destination[IndexLength..]);
        return IndexLength + MacLength + address.Write(destination[(IndexLength + MacLength)..]);
    }
}
