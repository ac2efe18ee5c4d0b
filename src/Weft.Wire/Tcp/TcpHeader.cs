using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>A TCP header to be written (RFC 9293).</summary>
public readonly record struct TcpHeader(
    ushort SourcePort, ushort DestinationPort, uint Sequence, uint Acknowledgment, TcpFlags Flags, ushort Window, ushort UrgentPointer)
{
    /// <summary>Length without options, in octets.</summary>
    public const int Length = 20;

    /// <summary>Writes header and options in front of a payload that <paramref name="segment"/> already holds behind them, and the checksum
    /// over all; returns the header's length. Options must be padded to a multiple of four, at most 40 octets.</summary>
    public int Write(Span<byte> segment, IpAddress source, IpAddress destination, ReadOnlySpan<byte> options = default)
    {
        if (options.Length > 40 || options.Length % 4 != 0)
        {
            throw new ArgumentException("TCP options come in multiples of 4 up to 40 octets", nameof(options));
        }

        int length = Length + options.Length;
        BinaryPrimitives.WriteUInt16BigEndian(segment, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], Acknowledgment);
        segment[12] = (byte)(length / 4 << 4);
        segment[13] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], Window);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(segment[18..], UrgentPointer);
        options.CopyTo(segment[Length..]);
        ulong pseudo = InternetChecksum.PseudoHeader(source, destination, IpProtocol.Tcp, segment.Length);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], InternetChecksum.Finish(InternetChecksum.Add(pseudo, segment)));
        return length;
    }
}
