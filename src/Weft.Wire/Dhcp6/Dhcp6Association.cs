using System.Buffers.Binary;

namespace Weft.Wire.Dhcp6;

/// <summary>The head of IA_NA and IA_PD (RFC 8415 sections 21.4 and 21.21).</summary>
/// <param name="Id">Tells the client's associations from each other (IAID).</param>
/// <param name="RenewalTime">T1, in seconds.</param>
/// <param name="RebindingTime">T2, in seconds.</param>
public readonly record struct Dhcp6Association(uint Id, uint RenewalTime, uint RebindingTime)
{
    /// <summary>Length on the wire, in octets; options follow.</summary>
    public const int Length = 12;

    /// <summary>Writes 12 octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Id);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], RenewalTime);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], RebindingTime);
        return Length;
    }
}
