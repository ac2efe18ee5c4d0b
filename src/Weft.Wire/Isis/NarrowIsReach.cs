using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>An adjacency with narrow metrics (TLV 2, ISO 10589 clause 9.8).</summary>
/// <param name="Metrics">The four metric octets: default, delay, expense, error.</param>
/// <param name="Neighbor">The neighbour.</param>
public readonly record struct NarrowIsReach(uint Metrics, IsisNodeId Neighbor)
{
    /// <summary>Length on the wire, in octets. The TLV starts with a virtual flag octet.</summary>
    public const int Length = 11;

    /// <summary>The default metric, 0 to 63.</summary>
    public uint Metric => (Metrics >> 24) & 0x3F;

    /// <summary>Reads eleven octets.</summary>
    public static NarrowIsReach Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(source), IsisNodeId.Read(source[4..]));

    /// <summary>Writes eleven octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Metrics);
        Neighbor.Write(destination[4..]);
        return Length;
    }
}
