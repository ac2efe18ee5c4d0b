using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Cuts an IPv4 packet into pieces that fit a link (RFC 791 section 3.2). Options stay with all of them.</summary>
internal ref struct Ipv4Fragments
{
    private const int LengthOffset = EthernetHeader.Length + 2;
    private const int FlagsOffset = EthernetHeader.Length + 6;
    private const int ChecksumOffset = EthernetHeader.Length + 10;
    private const int OffsetUnit = 8;

    private readonly ReadOnlySpan<byte> _frame;
    private readonly int _headerLength;
    private readonly int _pieceLength;
    private int _done;

    /// <summary>Cuts a frame whose packet may be cut.</summary>
    public Ipv4Fragments(ReadOnlySpan<byte> frame, int mtu)
    {
        _frame = frame;
        _headerLength = (frame[EthernetHeader.Length] & 0xF) * 4;
        _pieceLength = (mtu - _headerLength) / OffsetUnit * OffsetUnit;
    }

    /// <summary>True for an IPv4 packet whose sender does not forbid it.</summary>
    public static bool MayCut(ReadOnlySpan<byte> frame) =>
        frame[EthernetHeader.Length] >> 4 == 4 && (BinaryPrimitives.ReadUInt16BigEndian(frame[FlagsOffset..]) & Ipv4Header.DoNotFragment) == 0;

    /// <summary>Writes the next piece; false when there is none left.</summary>
    public bool TryWrite(Span<byte> piece, out int length)
    {
        int start = EthernetHeader.Length + _headerLength;
        int left = _frame.Length - start - _done;
        length = 0;
        if (left <= 0 || _pieceLength <= 0)
        {
            return false;
        }

        int part = Math.Min(left, _pieceLength);
        _frame[..start].CopyTo(piece);
        _frame.Slice(start + _done, part).CopyTo(piece[start..]);
        int flags = BinaryPrimitives.ReadUInt16BigEndian(_frame[FlagsOffset..]);
        int more = part < left ? Ipv4Header.MoreFragments : 0;
        BinaryPrimitives.WriteUInt16BigEndian(piece[LengthOffset..], (ushort)(_headerLength + part));
        BinaryPrimitives.WriteUInt16BigEndian(piece[FlagsOffset..], (ushort)((flags + (_done / OffsetUnit)) | more));
        BinaryPrimitives.WriteUInt16BigEndian(piece[ChecksumOffset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(piece[ChecksumOffset..], InternetChecksum.Compute(piece.Slice(EthernetHeader.Length, _headerLength)));
        _done += part;
        length = start + part;
        return true;
    }
}
