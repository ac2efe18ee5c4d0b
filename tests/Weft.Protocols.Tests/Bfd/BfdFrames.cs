using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Tests.Bfd;

/// <summary>Frames of our own making, as if an end had sent them.</summary>
internal static class BfdFrames
{
    private const int HopLimitOffset = EthernetHeader.Length + 7;

    /// <summary>The packet that describes an end's session now.</summary>
    public static BfdPacket PacketOf(BfdEnd end) => end.Sent[^1].Packet with { Flags = BfdFlags.None };

    public static byte[] From(BfdEnd from, BfdEnd to, BfdPacket packet, byte hopLimit = BfdCodePoints.HopLimit)
    {
        byte[] frame = new byte[BfdFrame.Length];
        new BfdFrame(to.Mac, from.Mac, from.LinkLocal, to.LinkLocal, BfdCodePoints.FirstSourcePort).Write(frame, packet);
        frame[HopLimitOffset] = hopLimit;
        return frame;
    }
}
