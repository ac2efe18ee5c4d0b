using System.Buffers.Binary;

namespace Weft.Wire.Bfd;

/// <summary>A BFD control packet that has passed every check of RFC 5880 section 6.8.6 that needs no session.</summary>
/// <remarks><code>
/// 0           1             2        3        4           8             12           16           20
/// | ver, diag | sta, PFCADM | mult   | length | my discr  | your discr  | min tx µs  | min rx µs  | min echo rx µs | authentication
/// </code></remarks>
public readonly ref struct BfdView
{
    // Type and length of an authentication section (RFC 5880 section 4.1).
    private const int AuthenticationHeaderLength = 2;

    private readonly ReadOnlySpan<byte> _octets;

    private BfdView(ReadOnlySpan<byte> octets) => _octets = octets;

    public BfdState State => (BfdState)(_octets[1] >> 6);

    public BfdDiagnostic Diagnostic => (BfdDiagnostic)(_octets[0] & 0x1F);

    public BfdFlags Flags => (BfdFlags)(_octets[1] & 0x3F);

    public bool IsPoll => (Flags & BfdFlags.Poll) != 0;

    public bool IsFinal => (Flags & BfdFlags.Final) != 0;

    public bool HasAuthentication => (Flags & BfdFlags.Authentication) != 0;

    public byte DetectMultiplier => _octets[2];

    /// <summary>The whole packet, in octets.</summary>
    public int Length => _octets.Length;

    public uint MyDiscriminator => BinaryPrimitives.ReadUInt32BigEndian(_octets[4..]);

    public uint YourDiscriminator => BinaryPrimitives.ReadUInt32BigEndian(_octets[8..]);

    public uint DesiredMinTransmitMicroseconds => BinaryPrimitives.ReadUInt32BigEndian(_octets[12..]);

    public uint RequiredMinReceiveMicroseconds => BinaryPrimitives.ReadUInt32BigEndian(_octets[16..]);

    public uint RequiredMinEchoMicroseconds => BinaryPrimitives.ReadUInt32BigEndian(_octets[20..]);

    /// <summary>Type, length and data of the authentication section; empty without one.</summary>
    public ReadOnlySpan<byte> Authentication => _octets[BfdPacket.Length..];

    /// <summary>The mandatory section as a value.</summary>
    public BfdPacket Packet => new(
        State, Diagnostic, Flags, DetectMultiplier, MyDiscriminator, YourDiscriminator,
        DesiredMinTransmitMicroseconds, RequiredMinReceiveMicroseconds, RequiredMinEchoMicroseconds);

    /// <summary>Reads the payload of a UDP datagram; octets beyond the packet's own length are ignored.</summary>
    public static BfdFault TryParse(ReadOnlySpan<byte> octets, out BfdView view)
    {
        view = default;
        if (octets.Length < BfdPacket.Length)
        {
            return BfdFault.Truncated;
        }

        if (octets[0] >> 5 != BfdCodePoints.Version)
        {
            return BfdFault.Version;
        }

        BfdFlags flags = (BfdFlags)(octets[1] & 0x3F);
        bool hasAuthentication = (flags & BfdFlags.Authentication) != 0;
        int length = octets[3];
        if (length < BfdPacket.Length + (hasAuthentication ? AuthenticationHeaderLength : 0) || length > octets.Length)
        {
            return BfdFault.Length;
        }

        octets = octets[..(hasAuthentication ? length : BfdPacket.Length)];
        BfdFault fault = CheckFields(octets, flags, hasAuthentication);
        view = fault == BfdFault.None ? new BfdView(octets) : default;
        return fault;
    }

    private static BfdFault CheckFields(ReadOnlySpan<byte> octets, BfdFlags flags, bool hasAuthentication)
    {
        if (octets[2] == 0)
        {
            return BfdFault.DetectMultiplier;
        }

        if ((flags & BfdFlags.Multipoint) != 0)
        {
            return BfdFault.Multipoint;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(octets[4..]) == 0)
        {
            return BfdFault.MyDiscriminator;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(octets[8..]) == 0 && (BfdState)(octets[1] >> 6) > BfdState.Down)
        {
            return BfdFault.YourDiscriminator;
        }

        return hasAuthentication && octets[BfdPacket.Length + 1] != octets.Length - BfdPacket.Length
            ? BfdFault.AuthenticationLength
            : BfdFault.None;
    }

    /// <summary>"BFD Up, diag None, flags [Poll], mult 3, my 0x1, your 0x2, tx 50000us, rx 50000us, echo 0us".</summary>
    public override string ToString() =>
        $"BFD {State}, diag {Diagnostic}, flags [{Flags}], mult {DetectMultiplier}, my 0x{MyDiscriminator:x}, your 0x{YourDiscriminator:x}, "
        + $"tx {DesiredMinTransmitMicroseconds}us, rx {RequiredMinReceiveMicroseconds}us, echo {RequiredMinEchoMicroseconds}us"
        + (HasAuthentication ? $", auth type {_octets[BfdPacket.Length]}" : string.Empty);
}
