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

    /// <summary>Reads what <see cref="Write"/> wrote; false for a key of another length.</summary>
    public static bool TryRead(ReadOnlySpan<byte> key, out int interfaceIndex, out MacAddress mac, out IpAddress address)
    {
        const int AddressAt = IndexLength + MacLength;
        bool isIpv6 = key.Length == AddressAt + 16;
        if (!isIpv6 && key.Length != AddressAt + 4)
        {
            (interfaceIndex, mac, address) = (0, default, default);
            return false;
        }

        interfaceIndex = MemoryMarshal.Read<int>(key);
        mac = MacAddress.Read(key[IndexLength..]);
        address = isIpv6 ? IpAddress.ReadIpv6(key[AddressAt..]) : IpAddress.ReadIpv4(key[AddressAt..]);
        return true;
    }
}
