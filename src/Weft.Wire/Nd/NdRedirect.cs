using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>The fixed part of a redirect (RFC 4861 section 4.5): packets for <paramref name="Destination"/> should go to <paramref name="Target"/>.</summary>
public readonly record struct NdRedirect(IpAddress Target, IpAddress Destination)
{
    /// <summary>Length on the wire with the ICMPv6 header, in octets.</summary>
    public const int Length = 40;

    internal static NdRedirect Read(ReadOnlySpan<byte> message) => new(IpAddress.ReadIpv6(message[8..]), IpAddress.ReadIpv6(message[24..]));

    /// <summary>Writes the body behind type, code and checksum; returns the length with them. <see cref="Icmpv6Message.Write"/> does the rest.</summary>
    public int Write(Span<byte> message)
    {
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], 0);
        BinaryPrimitives.WriteUInt128BigEndian(message[8..], Target.Bits);
        BinaryPrimitives.WriteUInt128BigEndian(message[24..], Destination.Bits);
        return Length;
    }
}
