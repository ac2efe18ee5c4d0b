using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>TLV 250 of a signed hello: the MAC that it was sent from. A digest begins behind the frame header, so without this a copy of a
/// neighbour's hello from another MAC would draw the neighbour's traffic there.</summary>
/// <remarks><code>
/// 0      1    2
/// | 0x57 | 0  | MAC (6) |
/// </code></remarks>
internal static class SourceSignature
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 2 + MacAddress.Length;

    private const byte Marker = 0x57;

    public static int Write(MacAddress source, Span<byte> destination)
    {
        destination[0] = Marker;
        destination[1] = 0;
        source.Write(destination[2..]);
        return Length;
    }

    /// <summary>Finds the signed MAC; false when the sender is no Weft node.</summary>
    public static bool TryFind(TlvSequence tlvs, out MacAddress source)
    {
        foreach (Tlv tlv in tlvs)
        {
            if (tlv.Type == IsisTlvType.Experimental && tlv.Value is [Marker, 0, ..] && tlv.Value.Length == Length)
            {
                source = MacAddress.Read(tlv.Value[2..]);
                return true;
            }
        }

        source = default;
        return false;
    }
}
