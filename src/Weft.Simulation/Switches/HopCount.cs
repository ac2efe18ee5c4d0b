using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>How many routers a packet may still meet (RFC 1812, 5.3.1; RFC 8200, 3).</summary>
internal static class HopCount
{
    private const int TimeToLiveOffset = EthernetHeader.Length + 8;
    private const int ChecksumOffset = EthernetHeader.Length + 10;
    private const int HopLimitOffset = EthernetHeader.Length + 7;

    /// <summary>False when the packet in a frame ends at the router that looks.</summary>
    public static bool IsLeft(ReadOnlySpan<byte> frame, FrameKind kind) => frame[kind == FrameKind.Ipv6 ? HopLimitOffset : TimeToLiveOffset] > 1;

    /// <summary>One hop less, and the IPv4 header checksum with it (RFC 1624).</summary>
    public static void Lower(Span<byte> frame, FrameKind kind)
    {
        if (kind == FrameKind.Ipv6)
        {
            frame[HopLimitOffset]--;
            return;
        }

        frame[TimeToLiveOffset]--;
        uint sum = BinaryPrimitives.ReadUInt16BigEndian(frame[ChecksumOffset..]) + 0x0100u;
        BinaryPrimitives.WriteUInt16BigEndian(frame[ChecksumOffset..], (ushort)(sum + (sum >> 16)));
    }
}
