using System.Buffers.Binary;

namespace Weft.Testing;

/// <summary>Reads classic little-endian pcap files of link type Ethernet with microsecond or nanosecond times.</summary>
public static class PcapReader
{
    private const uint MicrosecondMagic = 0xA1B2_C3D4;
    private const uint NanosecondMagic = 0xA1B2_3C4D;
    private const uint EthernetLinkType = 1;
    private const int FileHeaderLength = 24;
    private const int RecordHeaderLength = 16;

    /// <summary>All frames. Throws <see cref="InvalidDataException"/> for anything but whole Ethernet frames.</summary>
    public static IReadOnlyList<CapturedFrame> Read(ReadOnlySpan<byte> file)
    {
        uint magic = file.Length < FileHeaderLength ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(file);
        if (magic is not (MicrosecondMagic or NanosecondMagic) || BinaryPrimitives.ReadUInt32LittleEndian(file[20..]) != EthernetLinkType)
        {
            throw new InvalidDataException("not a little-endian pcap file of Ethernet frames");
        }

        int ticksDivisor = magic == NanosecondMagic ? 100 : 1;
        int ticksFactor = magic == NanosecondMagic ? 1 : 10;
        List<CapturedFrame> frames = [];
        TimeSpan start = default;
        for (int offset = FileHeaderLength; offset < file.Length;)
        {
            if (file.Length - offset < RecordHeaderLength)
            {
                throw new InvalidDataException($"record {frames.Count + 1} is cut off");
            }

            uint seconds = BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]);
            uint fraction = BinaryPrimitives.ReadUInt32LittleEndian(file[(offset + 4)..]);
            int length = BinaryPrimitives.ReadInt32LittleEndian(file[(offset + 8)..]);
            offset += RecordHeaderLength;
            if (length < 0 || length > file.Length - offset)
            {
                throw new InvalidDataException($"record {frames.Count + 1} is cut off");
            }

            TimeSpan time = TimeSpan.FromSeconds(seconds) + new TimeSpan((long)fraction * ticksFactor / ticksDivisor);
            start = frames.Count == 0 ? time : start;
            frames.Add(new CapturedFrame(frames.Count + 1, time - start, file.Slice(offset, length).ToArray()));
            offset += length;
        }

        return frames;
    }
}
