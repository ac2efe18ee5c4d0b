using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The fixed part of a point-to-point hello (ISO 10589 clause 9.7).</summary>
/// <remarks><code>
/// 8       9            15          17         19
/// | type  | system (6) | hold (2)  | PDU (2)  | circuit |
/// </code></remarks>
/// <param name="Levels">The sender's levels on this circuit.</param>
/// <param name="Source">The sender.</param>
/// <param name="HoldingTime">Seconds until the sender may be presumed dead.</param>
/// <param name="CircuitId">The sender's local circuit id.</param>
public readonly record struct PointToPointHelloHeader(IsisLevels Levels, SystemId Source, ushort HoldingTime, byte CircuitId)
{
    /// <summary>Common header and fixed part, in octets.</summary>
    public const int Length = 20;

    /// <summary>Reads the fixed part of a checked PDU of this type.</summary>
    public static PointToPointHelloHeader Read(IsisPdu pdu) => new(
        (IsisLevels)pdu.Bytes[8] & IsisLevels.Both,
        SystemId.Read(pdu.Bytes[9..]),
        BinaryPrimitives.ReadUInt16BigEndian(pdu.Bytes[15..]),
        pdu.Bytes[19]);

    internal void Write(Span<byte> destination)
    {
        destination[8] = (byte)Levels;
        Source.Write(destination[9..]);
        BinaryPrimitives.WriteUInt16BigEndian(destination[15..], HoldingTime);
        destination[19] = CircuitId;
    }
}
