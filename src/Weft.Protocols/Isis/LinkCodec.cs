using System.Buffers.Binary;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Our entries of TLV 22: each carries the link's identifiers (sub-TLV 4, RFC 5307 section 1.1), so that parallel links differ.</summary>
internal static class LinkCodec
{
    /// <summary>Octets of one entry.</summary>
    public const int Length = ExtendedIsReach.FixedLength + Tlv.HeaderLength + IdentifierLength;

    private const IsisTlvType LinkIdentifiers = (IsisTlvType)4;
    private const int IdentifierLength = 8;

    /// <summary>Writes the entry, dearer by a burden; returns how many octets.</summary>
    public static int Write(Circuit circuit, uint burden, Span<byte> destination)
    {
        Span<byte> subTlv = stackalloc byte[Tlv.HeaderLength + IdentifierLength];
        subTlv[0] = (byte)LinkIdentifiers;
        subTlv[1] = IdentifierLength;
        BinaryPrimitives.WriteUInt32BigEndian(subTlv[2..], circuit.CircuitId);
        BinaryPrimitives.WriteUInt32BigEndian(subTlv[6..], circuit.Neighbor.CircuitId ?? 0);
        uint metric = burden == 0 ? circuit.Plan.Metric : Math.Min(circuit.Plan.Metric + burden, IsisLimits.LastResortMetric);
        return new ExtendedIsReach(new IsisNodeId(circuit.Neighbor.System, 0), metric, subTlv).Write(destination);
    }

    /// <summary>The local circuit id of an entry; 0 when it carries none.</summary>
    public static uint CircuitOf(ExtendedIsReach link) =>
        new TlvSequence(link.SubTlvs).TryFind(LinkIdentifiers, out ReadOnlySpan<byte> value) && value.Length >= IdentifierLength
            ? BinaryPrimitives.ReadUInt32BigEndian(value)
            : 0;
}
