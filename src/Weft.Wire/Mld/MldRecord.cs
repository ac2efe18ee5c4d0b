using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>One multicast address record of an MLDv2 report (RFC 3810 section 5.2).</summary>
public readonly ref struct MldRecord
{
    /// <summary>Type, lengths and group, in octets.</summary>
    public const int FixedLength = 20;

    internal MldRecord(ReadOnlySpan<byte> octets) => Octets = octets;

    /// <summary>The whole record.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    public MldRecordType Type => (MldRecordType)Octets[0];

    public IpAddress Group => IpAddress.ReadIpv6(Octets[4..]);

    public int SourceCount => BinaryPrimitives.ReadUInt16BigEndian(Octets[2..]);

    /// <summary>Length of the record at the start of <paramref name="octets"/>, or 0 when it does not fit.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < FixedLength)
        {
            return 0;
        }

        int length = FixedLength + (16 * BinaryPrimitives.ReadUInt16BigEndian(octets[2..])) + (4 * octets[1]);
        return length <= octets.Length ? length : 0;
    }

    /// <summary>Writes a record without sources; returns how many octets.</summary>
    public static int Write(Span<byte> destination, MldRecordType type, IpAddress group)
    {
        destination[0] = (byte)type;
        destination[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], 0);
        BinaryPrimitives.WriteUInt128BigEndian(destination[4..], group.Bits);
        return FixedLength;
    }
}
