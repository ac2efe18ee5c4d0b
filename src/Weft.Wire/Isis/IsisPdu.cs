using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>A whole IS-IS PDU: common header checked, cut to its PDU length, TLVs known to end inside of it.</summary>
/// <remarks><code>
/// 0      1      2      3      4      5      6      7
/// | 0x83 | LI   | 1    | ID L | type | 1    | 0    | areas|   ISO 10589 clause 9.1; then the fixed part, then TLVs
/// </code></remarks>
public readonly ref struct IsisPdu
{
    /// <summary>Intradomain routeing protocol discriminator.</summary>
    public const byte Discriminator = 0x83;

    /// <summary>Length of the common header, in octets.</summary>
    public const int CommonHeaderLength = 8;

    private IsisPdu(ReadOnlySpan<byte> bytes, IsisPduType type, int fixedLength)
    {
        Bytes = bytes;
        Type = type;
        FixedLength = fixedLength;
    }

    /// <summary>From the discriminator to the PDU length.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public IsisPduType Type { get; }

    /// <summary>Common header and fixed part, in octets.</summary>
    public int FixedLength { get; }

    /// <summary>The TLVs, in order.</summary>
    public TlvSequence Tlvs => new(Bytes[FixedLength..]);

    /// <summary>Common header and fixed part of a type, in octets; 0 for unknown types.</summary>
    public static int FixedLengthOf(IsisPduType type) => type switch
    {
        IsisPduType.Level1LanHello or IsisPduType.Level2LanHello => LanHelloHeader.Length,
        IsisPduType.PointToPointHello => PointToPointHelloHeader.Length,
        IsisPduType.Level1LinkState or IsisPduType.Level2LinkState => LspHeader.Length,
        IsisPduType.Level1CompleteSequence or IsisPduType.Level2CompleteSequence => CompleteSequenceHeader.Length,
        IsisPduType.Level1PartialSequence or IsisPduType.Level2PartialSequence => PartialSequenceHeader.Length,
        _ => 0,
    };

    /// <summary>Checks header, lengths and the TLV structure. The checksum of an LSP is <see cref="LspChecksum"/>'s business.</summary>
    public static IsisFault TryParse(ReadOnlySpan<byte> octets, out IsisPdu pdu)
    {
        pdu = default;
        IsisFault fault = CheckCommonHeader(octets, out IsisPduType type, out int fixedLength);
        if (fault != IsisFault.None)
        {
            return fault;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(octets[LengthOffset(type)..]);
        if (length < fixedLength || length > octets.Length)
        {
            return IsisFault.PduLength;
        }

        if (!TlvSequence.IsWhole(octets[fixedLength..length]))
        {
            return IsisFault.TlvBeyondPdu;
        }

        bool isHello = type is IsisPduType.PointToPointHello or IsisPduType.Level1LanHello or IsisPduType.Level2LanHello;
        if (isHello && ((IsisLevels)octets[CommonHeaderLength] & IsisLevels.Both) == IsisLevels.None)
        {
            return IsisFault.CircuitType;
        }

        pdu = new IsisPdu(octets[..length], type, fixedLength);
        return IsisFault.None;
    }

    /// <summary>Writes the eight octets of the common header; returns how many.</summary>
    internal static int WriteCommonHeader(Span<byte> destination, IsisPduType type)
    {
        destination[7] = 0;
        destination[6] = 0;
        destination[5] = 1;
        destination[4] = (byte)type;
        destination[3] = 0;
        destination[2] = 1;
        destination[1] = (byte)FixedLengthOf(type);
        destination[0] = Discriminator;
        return CommonHeaderLength;
    }

    /// <summary>Where the two octets of the PDU length are: after the holding time in hellos, else first.</summary>
    internal static int LengthOffset(IsisPduType type) =>
        type is IsisPduType.PointToPointHello or IsisPduType.Level1LanHello or IsisPduType.Level2LanHello ? 17 : CommonHeaderLength;

    private static IsisFault CheckCommonHeader(ReadOnlySpan<byte> octets, out IsisPduType type, out int fixedLength)
    {
        type = default;
        fixedLength = 0;
        if (octets.Length < CommonHeaderLength)
        {
            return IsisFault.Truncated;
        }

        if (octets[0] != Discriminator)
        {
            return IsisFault.Discriminator;
        }

        if (octets[2] != 1 || octets[5] != 1)
        {
            return IsisFault.Version;
        }

        if (octets[3] is not (0 or SystemId.Length))
        {
            return IsisFault.IdLength;
        }

        if (octets[7] is not (0 or 3))
        {
            return IsisFault.MaximumAreas;
        }

        type = (IsisPduType)(octets[4] & 0x1F);
        fixedLength = FixedLengthOf(type);
        if (fixedLength == 0)
        {
            return IsisFault.PduType;
        }

        if (octets[1] != fixedLength)
        {
            return IsisFault.HeaderLength;
        }

        return octets.Length < fixedLength ? IsisFault.Truncated : IsisFault.None;
    }
}
