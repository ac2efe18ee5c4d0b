using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>The fixed part of a neighbour solicitation (flags 0) or advertisement (RFC 4861 sections 4.3 and 4.4).</summary>
public readonly record struct NeighborMessage(NeighborFlags Flags, IpAddress Target)
{
    /// <summary>Length on the wire with the ICMPv6 header, in octets.</summary>
    public const int Length = 24;

    internal static NeighborMessage Read(ReadOnlySpan<byte> message) =>
        new((NeighborFlags)BinaryPrimitives.ReadUInt32BigEndian(message[4..]), IpAddress.ReadIpv6(message[8..]));

    /// <summary>Writes the body behind type, code and checksum; returns the length with them. <see cref="Icmpv6Message.Write"/> does the rest.</summary>
    public int Write(Span<byte> message)
    {
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], (uint)Flags);
        BinaryPrimitives.WriteUInt128BigEndian(message[8..], Target.Bits);
        return Length;
    }
}
