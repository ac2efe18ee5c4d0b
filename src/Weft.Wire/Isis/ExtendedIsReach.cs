using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>An adjacency with a wide metric (TLV 22 and 222, RFC 5305 section 3).</summary>
/// <remarks><code>
/// 0              7            10               11
/// | neighbor (7) | metric (3) | sub-TLV length | sub-TLVs |
/// </code></remarks>
public readonly ref struct ExtendedIsReach(IsisNodeId neighbor, uint metric, ReadOnlySpan<byte> subTlvs)
{
    /// <summary>Octets before the sub-TLVs.</summary>
    public const int FixedLength = 11;

    /// <summary>A link with this metric takes no part in SPF (RFC 5305 section 3).</summary>
    public const uint UnusableMetric = 0xFF_FFFF;

    /// <summary>The largest metric that SPF uses.</summary>
    public const uint MaximumMetric = UnusableMetric - 1;

    public IsisNodeId Neighbor { get; } = neighbor;

    /// <summary>24 bits.</summary>
    public uint Metric { get; } = metric;

    /// <summary>Sub-TLVs as they are.</summary>
    public ReadOnlySpan<byte> SubTlvs { get; } = subTlvs;

    /// <summary>Octets on the wire.</summary>
    public int Length => FixedLength + SubTlvs.Length;

    /// <summary>Reads one entry; false when it is cut off.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ExtendedIsReach entry)
    {
        entry = default;
        if (source.Length < FixedLength || source.Length < FixedLength + source[10])
        {
            return false;
        }

        uint metric = BinaryPrimitives.ReadUInt32BigEndian(source[6..]) & 0xFF_FFFF;
        entry = new ExtendedIsReach(IsisNodeId.Read(source), metric, source.Slice(FixedLength, source[10]));
        return true;
    }

    /// <summary>Writes the entry; returns how many octets.</summary>
    public int Write(Span<byte> destination)
    {
        SubTlvs.CopyTo(destination[FixedLength..]);
        destination[10] = (byte)SubTlvs.Length;
        BinaryPrimitives.WriteUInt32BigEndian(destination[6..], Metric);
        Neighbor.Write(destination);
        return Length;
    }
}
