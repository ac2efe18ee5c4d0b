using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>One LSP in a CSNP or PSNP (TLV 9, ISO 10589 clause 9.10).</summary>
/// <remarks><code>
/// 0              2            10             14
/// | lifetime (2) | LSP id (8) | sequence (4) | checksum (2) |
/// </code></remarks>
public readonly record struct LspEntry(ushort RemainingLifetime, LspId Id, uint Sequence, ushort Checksum)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 16;

    /// <summary>Reads sixteen octets.</summary>
    public static LspEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt16BigEndian(source),
        LspId.Read(source[2..]),
        BinaryPrimitives.ReadUInt32BigEndian(source[10..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[14..]));

    /// <summary>Writes sixteen octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, RemainingLifetime);
        Id.Write(destination[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[10..], Sequence);
        BinaryPrimitives.WriteUInt16BigEndian(destination[14..], Checksum);
        return Length;
    }

    public override string ToString() => $"{Id} seq {Sequence} life {RemainingLifetime} sum {Checksum:x4}";
}
