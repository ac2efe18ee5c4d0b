using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>The fixed part of a router advertisement (RFC 4861 section 4.2).</summary>
/// <param name="HopLimit">Hop limit that hosts should use; 0: unspecified.</param>
/// <param name="Flags">Managed, other, preference.</param>
/// <param name="LifetimeSeconds">How long the sender is a default router; 0: it is none.</param>
/// <param name="ReachableMilliseconds">Reachable time; 0: unspecified.</param>
/// <param name="RetransmitMilliseconds">Retransmission timer; 0: unspecified.</param>
public readonly record struct RouterAdvertisement(
    byte HopLimit, RouterFlags Flags, ushort LifetimeSeconds, uint ReachableMilliseconds, uint RetransmitMilliseconds)
{
    /// <summary>Length on the wire with the ICMPv6 header, in octets.</summary>
    public const int Length = 16;

    internal static RouterAdvertisement Read(ReadOnlySpan<byte> message) => new(
        message[4],
        (RouterFlags)message[5],
        BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
        BinaryPrimitives.ReadUInt32BigEndian(message[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(message[12..]));

    /// <summary>Writes the body behind type, code and checksum; returns the length with them. <see cref="Icmpv6Message.Write"/> does the rest.</summary>
    public int Write(Span<byte> message)
    {
        message[4] = HopLimit;
        message[5] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], LifetimeSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(message[8..], ReachableMilliseconds);
        BinaryPrimitives.WriteUInt32BigEndian(message[12..], RetransmitMilliseconds);
        return Length;
    }
}
