using System.Buffers.Binary;
using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The DSCP of packets in frames (RFC 2474).</summary>
internal static class PacketMark
{
    private const int DiffServShift = 2;
    private const byte CongestionBits = 3;
    private const int ChecksumOffset = 10;

    /// <summary>The codepoint of an IP packet that was read.</summary>
    public static DiffServCode Read(in FrameFacts facts, ReadOnlySpan<byte> frame) => new((byte)(ClassOf(facts, frame) >> DiffServShift));

    /// <summary>Writes a copy of an IP packet's frame with another codepoint; the two bits of congestion notification stay.</summary>
    public static void Write(in FrameFacts facts, ReadOnlySpan<byte> frame, Span<byte> copy, DiffServCode code)
    {
        frame.CopyTo(copy);
        Span<byte> packet = copy[EthernetHeader.Length..frame.Length];
        ushort first = BinaryPrimitives.ReadUInt16BigEndian(packet);
        int shift = ShiftOf(facts);
        int next = code.Value << DiffServShift | (ClassOf(facts, frame) & CongestionBits);
        ushort changed = (ushort)(first & ~(byte.MaxValue << shift) | next << shift);
        BinaryPrimitives.WriteUInt16BigEndian(packet, changed);
        if (facts.Kind == FrameKind.Ipv4)
        {
            // RFC 1624, equation 3.
            uint sum = (ushort)~BinaryPrimitives.ReadUInt16BigEndian(packet[ChecksumOffset..]) + (uint)(ushort)~first + changed;
            sum = (sum & ushort.MaxValue) + (sum >> 16);
            sum = (sum & ushort.MaxValue) + (sum >> 16);
            BinaryPrimitives.WriteUInt16BigEndian(packet[ChecksumOffset..], (ushort)~sum);
        }
    }

    /// <summary>Writes a copy without a codepoint that gives a priority; false for a frame that has none.</summary>
    public static bool TryClear(ImmutableArray<DiffServPriority> priorities, in FrameFacts facts, ReadOnlySpan<byte> frame, Span<byte> copy)
    {
        if (priorities.IsEmpty || !facts.IsIp)
        {
            return false;
        }

        DiffServCode own = Read(facts, frame);
        foreach (DiffServPriority item in priorities)
        {
            if (item.Code == own)
            {
                Write(facts, frame, copy, default);
                return true;
            }
        }

        return false;
    }

    private static int ShiftOf(in FrameFacts facts) => facts.Kind == FrameKind.Ipv4 ? 0 : 4;

    private static int ClassOf(in FrameFacts facts, ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt16BigEndian(frame[EthernetHeader.Length..]) >> ShiftOf(facts) & byte.MaxValue;
}
