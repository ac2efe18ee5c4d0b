using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An untagged Ethernet header to be written.</summary>
/// <param name="Destination">Destination address.</param>
/// <param name="Source">Source address.</param>
/// <param name="Type">EtherType, or an IEEE 802.3 length.</param>
public readonly record struct EthernetHeader(MacAddress Destination, MacAddress Source, EtherType Type)
{
    /// <summary>Length on the wire without tags, in octets.</summary>
    public const int Length = 14;

    /// <summary>A header whose type field is the length of the LLC payload that follows (IEEE 802.3). Throws above 1500.</summary>
    public static EthernetHeader ForLlc(MacAddress destination, MacAddress source, int payloadLength)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, (int)EtherType.MaximumLength);
        return new EthernetHeader(destination, source, (EtherType)payloadLength);
    }

    /// <summary>Writes 14 octets; returns how many.</summary>
    public int Write(Span<byte> destination) => Write(destination, []);

    /// <summary>Writes the header with tags between source and type, outermost first; returns how many octets.</summary>
    public int Write(Span<byte> destination, ReadOnlySpan<VlanTag> tags)
    {
        Destination.Write(destination);
        Source.Write(destination[MacAddress.Length..]);
        int offset = 2 * MacAddress.Length;
        foreach (VlanTag tag in tags)
        {
            offset += tag.Write(destination[offset..]);
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination[offset..], (ushort)Type);
        return offset + 2;
    }
}
