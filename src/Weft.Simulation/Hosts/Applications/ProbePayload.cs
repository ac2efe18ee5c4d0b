using System.Buffers.Binary;
using Weft.Model;

namespace Weft.Simulation;

/// <summary>What a probe carries: magic 0:4, flow 4:4, number 8:8, time of sending 16:8.</summary>
public static class ProbePayload
{
    /// <summary>Length in octets.</summary>
    public const int Length = 24;

    /// <summary>The UDP port of <see cref="ProbeKind.OneWay"/>.</summary>
    public const ushort OneWayPort = 7001;

    /// <summary>The UDP port of <see cref="ProbeKind.Answered"/>.</summary>
    public const ushort AnsweredPort = 7002;

    /// <summary>Every probe's first octets, so that stray datagrams are told apart.</summary>
    private const uint Magic = 0x57454654;

    /// <summary>Writes <see cref="Length"/> octets.</summary>
    public static void Write(Span<byte> destination, in ProbeArrival probe)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, Magic);
        BinaryPrimitives.WriteInt32BigEndian(destination[4..], probe.Flow);
        BinaryPrimitives.WriteInt64BigEndian(destination[8..], probe.Sequence);
        BinaryPrimitives.WriteInt64BigEndian(destination[16..], probe.SentAt.Nanoseconds);
    }

    /// <summary>Reads a probe; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ProbeArrival probe)
    {
        probe = default;
        if (payload.Length < Length || BinaryPrimitives.ReadUInt32BigEndian(payload) != Magic)
        {
            return false;
        }

        probe = new ProbeArrival(
            BinaryPrimitives.ReadInt32BigEndian(payload[4..]),
            BinaryPrimitives.ReadInt64BigEndian(payload[8..]),
            new Instant(BinaryPrimitives.ReadInt64BigEndian(payload[16..])));
        return true;
    }
}
