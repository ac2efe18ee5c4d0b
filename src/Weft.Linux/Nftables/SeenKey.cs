using System.Text;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Keys of the first-packet sets: interface name, MAC and address, each padded to four octets as the kernel lays out concatenations.</summary>
internal static class SeenKey
{
    /// <summary>Longest key: 16 octets of name, 8 of MAC, 16 of IPv6 address.</summary>
    public const int MaximumLength = NameLength + MacLength + 16;

    private const int NameLength = 16;
    private const int MacLength = 8;

    /// <summary>Writes a key; returns its length. <paramref name="destination"/> must hold <see cref="MaximumLength"/> octets.</summary>
    public static int Write(Span<byte> destination, string port, MacAddress mac, IpAddress address)
    {
        destination[..MaximumLength].Clear();
        Encoding.UTF8.GetBytes(port, destination[..(NameLength - 1)]);
        mac.Write(destination[NameLength..]);
        return NameLength + MacLength + address.Write(destination[(NameLength + MacLength)..]);
    }
}
