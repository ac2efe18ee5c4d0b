using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The fixed part of a LAN hello (ISO 10589 clause 9.5).</summary>
/// <remarks><code>
/// 8       9            15          17         19         20
/// | type  | system (6) | hold (2)  | PDU (2)  | priority | LAN id (7) |
/// </code></remarks>
public readonly record struct LanHelloHeader(IsisLevels Levels, SystemId Source, ushort HoldingTime, byte Priority, IsisNodeId LanId)
{
    /// <summary>Common header and fixed part, in octets.</summary>
    public const int Length = 27;

    /// <summary>Reads the fixed part of a checked PDU of this type.</summary>
    public static LanHelloHeader Read(IsisPdu pdu) => new(
        (IsisLevels)pdu.Bytes[8] & IsisLevels.Both,
        SystemId.Read(pdu.Bytes[9..]),
        BinaryPrimitives.ReadUInt16BigEndian(pdu.Bytes[15..]),
        (byte)(pdu.Bytes[19] & 0x7F),
        IsisNodeId.Read(pdu.Bytes[20..]));

    internal void Write(Span<byte> destination)
    {
        destination[8] = (byte)Levels;
        Source.Write(destination[9..]);
        BinaryPrimitives.WriteUInt16BigEndian(destination[15..], HoldingTime);
        destination[19] = Priority;
        LanId.Write(destination[20..]);
    }
}
