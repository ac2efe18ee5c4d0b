using System.Buffers.Binary;

namespace Weft.Wire.Bfd;

/// <summary>The mandatory section of a BFD control packet to be written (RFC 5880 section 4.1).</summary>
/// <param name="State">The sender's state.</param>
/// <param name="Diagnostic">Why it last left the state Up; 5 bits.</param>
/// <param name="Flags">See <see cref="BfdFlags"/>; 6 bits.</param>
/// <param name="DetectMultiplier">Packets that may be missed; not 0.</param>
/// <param name="MyDiscriminator">The sender's number for the session; not 0.</param>
/// <param name="YourDiscriminator">The receiver's number for it; 0 while unknown.</param>
/// <param name="DesiredMinTransmitMicroseconds">The sender would like to send no faster than this.</param>
/// <param name="RequiredMinReceiveMicroseconds">The sender can receive no faster than this; 0: it wants no periodic packets.</param>
/// <param name="RequiredMinEchoMicroseconds">The sender can return echo packets no faster than this; 0: not at all.</param>
public readonly record struct BfdPacket(
    BfdState State,
    BfdDiagnostic Diagnostic,
    BfdFlags Flags,
    byte DetectMultiplier,
    uint MyDiscriminator,
    uint YourDiscriminator,
    uint DesiredMinTransmitMicroseconds,
    uint RequiredMinReceiveMicroseconds,
    uint RequiredMinEchoMicroseconds)
{
    /// <summary>Length on the wire without authentication section, in octets.</summary>
    public const int Length = 24;

    private const byte DiagnosticMask = 0x1F;
    private const byte FlagMask = 0x3F;

    /// <summary>Writes 24 octets and an authentication section, which must be there exactly when the flag says so; returns how many octets.</summary>
    public int Write(Span<byte> destination, ReadOnlySpan<byte> authentication = default)
    {
        if (authentication.IsEmpty == ((Flags & BfdFlags.Authentication) != 0))
        {
            throw new ArgumentException("the authentication flag and section disagree", nameof(authentication));
        }

        int length = Length + authentication.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, byte.MaxValue, nameof(authentication));
        destination[0] = (byte)((BfdCodePoints.Version << 5) | ((byte)Diagnostic & DiagnosticMask));
        destination[1] = (byte)(((byte)State << 6) | ((byte)Flags & FlagMask));
        destination[2] = DetectMultiplier;
        destination[3] = (byte)length;
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], MyDiscriminator);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], YourDiscriminator);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], DesiredMinTransmitMicroseconds);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], RequiredMinReceiveMicroseconds);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], RequiredMinEchoMicroseconds);
        authentication.CopyTo(destination[Length..]);
        return length;
    }
}
