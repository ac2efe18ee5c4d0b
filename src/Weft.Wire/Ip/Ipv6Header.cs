using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An IPv6 header to be written (RFC 8200 section 3).</summary>
/// <param name="TrafficClass">DSCP and ECN.</param>
/// <param name="FlowLabel">20 bits.</param>
/// <param name="NextHeader">What follows.</param>
/// <param name="HopLimit">Hops left.</param>
/// <param name="Source">IPv6 source.</param>
/// <param name="Destination">IPv6 destination.</param>
public readonly record struct Ipv6Header(
    byte TrafficClass, uint FlowLabel, IpProtocol NextHeader, byte HopLimit, IpAddress Source, IpAddress Destination)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 40;

    /// <summary>Writes 40 octets; returns how many.</summary>
    public int Write(Span<byte> destination, int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, ushort.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(destination, 0x6000_0000 | ((uint)TrafficClass << 20) | (FlowLabel & 0xF_FFFF));
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], (ushort)payloadLength);
        destination[6] = (byte)NextHeader;
        destination[7] = HopLimit;
        BinaryPrimitives.WriteUInt128BigEndian(destination[8..], Source.Bits);
        BinaryPrimitives.WriteUInt128BigEndian(destination[24..], Destination.Bits);
        return Length;
    }
}
