using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Writes frames as a capture file that tcpdump and tshark read: pcap with nanoseconds, link type Ethernet (draft-ietf-opsawg-pcap).</summary>
public sealed class PcapWriter
{
    private const uint Magic = 0xA1B2_3C4D;
    private const ushort Major = 2;
    private const ushort Minor = 4;
    private const uint SnapLength = 262_144;
    private const uint Ethernet = 1;
    private const int AddressesLength = 2 * MacAddress.Length;
    private const int TagLength = 4;
    private const long Billion = 1_000_000_000;

    private readonly Stream _stream;
    private readonly byte[] _header = new byte[24];

    /// <summary>Begins a file. The stream stays the caller's.</summary>
    public PcapWriter(Stream stream)
    {
        _stream = stream;
        BinaryPrimitives.WriteUInt32LittleEndian(_header, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(4), Major);
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(6), Minor);
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(16), SnapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(20), Ethernet);
        _stream.Write(_header);
    }

    /// <summary>Adds a frame, with its tag as on the wire (IEEE 802.1Q-2022, 9.6).</summary>
    /// <param name="now">When; the beginning of the world stands for 1970 in the file.</param>
    /// <param name="tag">The tag; 0 for none.</param>
    /// <param name="frame">The untagged frame.</param>
    public void Write(Instant now, VlanId tag, ReadOnlySpan<byte> frame) =>
        Write(DateTimeOffset.UnixEpoch, now.Nanoseconds - SimWorld.Start.Nanoseconds, tag, frame, frame.Length);

    /// <summary>Adds a frame that was seen on a real port, of which perhaps only the beginning is there.</summary>
    /// <param name="at">When.</param>
    /// <param name="tag">The tag; 0 for none.</param>
    /// <param name="frame">The untagged frame, or its beginning.</param>
    /// <param name="whole">The length of the whole frame without the tag.</param>
    public void Write(DateTimeOffset at, VlanId tag, ReadOnlySpan<byte> frame, int whole) => Write(at, 0, tag, frame, whole);

    private void Write(DateTimeOffset start, long since, VlanId tag, ReadOnlySpan<byte> frame, int whole)
    {
        long nanoseconds = ((start - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick) + since;
        int tagLength = tag.IsTagged ? TagLength : 0;
        BinaryPrimitives.WriteUInt32LittleEndian(_header, (uint)(nanoseconds / Billion));
        BinaryPrimitives.WriteUInt32LittleEndian(_header.AsSpan(4), (uint)(nanoseconds % Billion));
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(8), frame.Length + tagLength);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(12), whole + tagLength);
        _stream.Write(_header.AsSpan(0, 16));
        if (!tag.IsTagged)
        {
            _stream.Write(frame);
            return;
        }

        _stream.Write(frame[..AddressesLength]);
        BinaryPrimitives.WriteUInt16BigEndian(_header, (ushort)EtherType.CustomerTag);
        BinaryPrimitives.WriteUInt16BigEndian(_header.AsSpan(2), tag.Value);
        _stream.Write(_header.AsSpan(0, TagLength));
        _stream.Write(frame[AddressesLength..]);
    }
}
