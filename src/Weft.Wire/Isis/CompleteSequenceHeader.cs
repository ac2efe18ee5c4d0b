namespace Weft.Wire.Isis;

/// <summary>The fixed part of a CSNP (ISO 10589 clause 9.10).</summary>
/// <remarks><code>
/// 8         10                        17             25
/// | PDU (2) | source (6), circuit (1) | first id (8) | last id (8) |
/// </code></remarks>
/// <param name="Source">The sender.</param>
/// <param name="First">The lowest LSP id of the range that is described completely.</param>
/// <param name="Last">The highest.</param>
public readonly record struct CompleteSequenceHeader(IsisNodeId Source, LspId First, LspId Last)
{
    /// <summary>Common header and fixed part, in octets.</summary>
    public const int Length = 33;

    /// <summary>Reads the fixed part of a checked PDU of this type.</summary>
    public static CompleteSequenceHeader Read(IsisPdu pdu) =>
        new(IsisNodeId.Read(pdu.Bytes[10..]), LspId.Read(pdu.Bytes[17..]), LspId.Read(pdu.Bytes[25..]));

    internal void Write(Span<byte> destination)
    {
        Source.Write(destination[10..]);
        First.Write(destination[17..]);
        Last.Write(destination[25..]);
    }
}
