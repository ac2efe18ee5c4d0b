using System.Buffers.Binary;

namespace Weft.Wire.Dhcp;

/// <summary>The fixed part of a DHCP message over Ethernet, as a value (RFC 2131 section 2).</summary>
/// <param name="Operation">From a client or from a server.</param>
/// <param name="Hops">Relays passed.</param>
/// <param name="TransactionId">Chosen by the client (xid).</param>
/// <param name="Seconds">Since the client began.</param>
/// <param name="Flags">See <see cref="DhcpCodePoints.BroadcastFlag"/>.</param>
/// <param name="ClientAddress">What the client has and answers for (ciaddr).</param>
/// <param name="YourAddress">What the server gives (yiaddr).</param>
/// <param name="ServerAddress">The next server to boot from (siaddr).</param>
/// <param name="RelayAddress">The first relay (giaddr).</param>
/// <param name="ClientMac">The client (chaddr).</param>
public readonly record struct DhcpHeader(
    DhcpOperation Operation, byte Hops, uint TransactionId, ushort Seconds, ushort Flags,
    IpAddress ClientAddress, IpAddress YourAddress, IpAddress ServerAddress, IpAddress RelayAddress, MacAddress ClientMac)
{
    /// <summary>Length on the wire with the cookie, in octets; options follow.</summary>
    public const int Length = 240;

    internal const int ServerNameOffset = 44;
    internal const int FileOffset = 108;
    internal const int CookieOffset = 236;
    internal const int MacOffset = 28;
    internal const byte EthernetHardware = 1;

    /// <summary>Writes 240 octets; returns how many. <paramref name="serverName"/> is at most 64 octets, <paramref name="file"/> 128.</summary>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> serverName = default, ReadOnlySpan<byte> file = default)
    {
        Span<byte> octets = destination[..Length];
        octets.Clear();
        octets[0] = (byte)Operation;
        octets[1] = EthernetHardware;
        octets[2] = MacAddress.Length;
        octets[3] = Hops;
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], TransactionId);
        BinaryPrimitives.WriteUInt16BigEndian(octets[8..], Seconds);
        BinaryPrimitives.WriteUInt16BigEndian(octets[10..], Flags);
        WriteAddress(octets[12..], ClientAddress);
        WriteAddress(octets[16..], YourAddress);
        WriteAddress(octets[20..], ServerAddress);
        WriteAddress(octets[24..], RelayAddress);
        ClientMac.Write(octets[MacOffset..]);
        serverName.CopyTo(octets[ServerNameOffset..FileOffset]);
        file.CopyTo(octets[FileOffset..CookieOffset]);
        BinaryPrimitives.WriteUInt32BigEndian(octets[CookieOffset..], DhcpCodePoints.MagicCookie);
        return Length;
    }

    private static void WriteAddress(Span<byte> destination, IpAddress address)
    {
        if (address.IsIpv6)
        {
            throw new InvalidOperationException("DHCP for IPv4 carries IPv4 addresses only");
        }

        address.Write(destination);
    }
}
