using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An IPv4 header to be written (RFC 791).</summary>
/// <param name="TypeOfService">DSCP and ECN.</param>
/// <param name="Identification">For reassembly.</param>
/// <param name="FlagsAndOffset">Three flags, and the fragment offset in units of 8 octets.</param>
/// <param name="TimeToLive">Hops left.</param>
/// <param name="Protocol">What follows.</param>
/// <param name="Source">IPv4 source.</param>
/// <param name="Destination">IPv4 destination.</param>
public readonly record struct Ipv4Header(
    byte TypeOfService, ushort Identification, ushort FlagsAndOffset, byte TimeToLive, IpProtocol Protocol, IpAddress Source, IpAddress Destination)
{
    /// <summary>Length without options, in octets.</summary>
    public const int Length = 20;

    /// <summary>Most octets of options.</summary>
    public const int MaximumOptionsLength = 40;

    /// <summary>Flag: do not fragment.</summary>
    public const ushort DoNotFragment = 0x4000;

    /// <summary>Flag: more fragments follow.</summary>
    public const ushort MoreFragments = 0x2000;

    /// <summary>Writes the header with its checksum; returns how many octets. Options must be padded to a multiple of four.</summary>
    public int Write(Span<byte> destination, int payloadLength, ReadOnlySpan<byte> options = default)
    {
        if (options.Length > MaximumOptionsLength || options.Length % 4 != 0)
        {
            throw new ArgumentException("IPv4 options come in multiples of 4 up to 40 octets", nameof(options));
        }

        int length = Length + options.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length + payloadLength, ushort.MaxValue, nameof(payloadLength));
        destination[0] = (byte)(0x40 | (length / 4));
        destination[1] = TypeOfService;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)(length + payloadLength));
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], Identification);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], FlagsAndOffset);
        destination[8] = TimeToLive;
        destination[9] = (byte)Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], (uint)Source.Bits);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], (uint)Destination.Bits);
        options.CopyTo(destination[Length..]);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], InternetChecksum.Compute(destination[..length]));
        return length;
    }
}
