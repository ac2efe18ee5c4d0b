namespace Weft.Wire.Isis;

/// <summary>The fixed part of a PSNP (ISO 10589 clause 9.11).</summary>
/// <remarks><code>
/// 8         10
/// | PDU (2) | source (6), circuit (1) |
/// </code></remarks>
public readonly record struct PartialSequenceHeader(IsisNodeId Source)
{
    /// <summary>Common header and fixed part, in octets.</summary>
    public const int Length = 17;

    /// <summary>Reads the fixed part of a checked PDU of this type.</summary>
    public static PartialSequenceHeader Read(IsisPdu pdu) => new(IsisNodeId.Read(pdu.Bytes[10..]));

    internal void Write(Span<byte> destination) => Source.Write(destination[10..]);
}
