using System.Buffers.Binary;

namespace Weft.Wire.Dhcp6;

/// <summary>The fixed part of a message between client and server (RFC 8415 section 8).</summary>
/// <param name="Type">What it is.</param>
/// <param name="TransactionId">Chosen by the client; below 2^24.</param>
public readonly record struct Dhcp6Header(Dhcp6MessageType Type, uint TransactionId)
{
    /// <summary>Length on the wire, in octets; options follow.</summary>
    public const int Length = 4;

    /// <summary>Writes 4 octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(TransactionId, 0xFF_FFFFu);
        BinaryPrimitives.WriteUInt32BigEndian(destination, ((uint)Type << 24) | TransactionId);
        return Length;
    }
}
