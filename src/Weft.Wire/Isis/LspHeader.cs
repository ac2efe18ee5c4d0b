using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The fixed part of an LSP (ISO 10589 clause 9.8).</summary>
/// <remarks><code>
/// 8         10              12          20            24             26
/// | PDU (2) | lifetime (2)  | LSP id (8)| sequence (4)| checksum (2) | flags |
/// </code></remarks>
/// <param name="RemainingLifetime">Seconds; 0 is a purge. Outside of the checksum.</param>
/// <param name="Id">The LSP's name.</param>
/// <param name="Sequence">Version, from 1.</param>
/// <param name="Checksum">Fletcher checksum from the LSP id on; meaningless in a purge.</param>
/// <param name="Flags">See <see cref="LspFlags"/>.</param>
public readonly record struct LspHeader(ushort RemainingLifetime, LspId Id, uint Sequence, ushort Checksum, LspFlags Flags)
{
    /// <summary>Common header and fixed part, in octets.</summary>
    public const int Length = 27;

    /// <summary>Where the remaining lifetime is in the PDU: the only octets that relaying systems change.</summary>
    public const int LifetimeOffset = 10;

    public bool IsPurge => RemainingLifetime == 0;

    /// <summary>What describes this LSP in a sequence number PDU.</summary>
    public LspEntry Entry => new(RemainingLifetime, Id, Sequence, Checksum);

    /// <summary>Reads the fixed part of a checked PDU of this type.</summary>
    public static LspHeader Read(IsisPdu pdu) => Read(pdu.Bytes);

    /// <summary>Reads the fixed part of a stored LSP of at least 27 octets.</summary>
    public static LspHeader Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt16BigEndian(bytes[LifetimeOffset..]),
        LspId.Read(bytes[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]),
        BinaryPrimitives.ReadUInt16BigEndian(bytes[24..]),
        (LspFlags)bytes[26]);

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination[LifetimeOffset..], RemainingLifetime);
        Id.Write(destination[12..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], Sequence);
        BinaryPrimitives.WriteUInt16BigEndian(destination[24..], Checksum);
        destination[26] = (byte)Flags;
    }
}
