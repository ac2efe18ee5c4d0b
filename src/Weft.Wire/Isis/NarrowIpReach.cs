using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>An IPv4 prefix with narrow metrics (TLV 128 and 130, RFC 1195 section 3.2).</summary>
/// <param name="Metrics">The four metric octets: default, delay, expense, error.</param>
/// <param name="Address">Network address.</param>
/// <param name="Mask">Network mask, as on the wire.</param>
public readonly record struct NarrowIpReach(uint Metrics, IpAddress Address, uint Mask)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 12;

    /// <summary>The default metric, 0 to 63.</summary>
    public uint Metric => (Metrics >> 24) & 0x3F;

    /// <summary>Reads twelve octets.</summary>
    public static NarrowIpReach Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32BigEndian(source),
        IpAddress.ReadIpv4(source[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[8..]));

    /// <summary>Writes twelve octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Metrics);
        Address.Write(destination[4..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Mask);
        return Length;
    }
}
