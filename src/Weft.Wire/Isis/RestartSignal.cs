using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The value of TLV 211, restart signalling (RFC 8706 section 3.2).</summary>
/// <remarks><code>
/// 0       1                  3
/// | flags | remaining (2)    | restarting neighbour (6) |   1, 3 or 9 octets
/// flags: 0x01 RR restart request, 0x02 RA restart acknowledgement, 0x04 SA suppress adjacency
/// </code></remarks>
/// <param name="Flags">As on the wire.</param>
/// <param name="RemainingTime">Seconds the acknowledging neighbour keeps the adjacency; null when absent.</param>
/// <param name="Neighbor">The restarting system; null when absent.</param>
public readonly record struct RestartSignal(byte Flags, ushort? RemainingTime, SystemId? Neighbor)
{
    /// <summary>The longest form, in octets.</summary>
    public const int MaximumLength = 9;

    private const byte RequestFlag = 1;
    private const byte AcknowledgementFlag = 2;
    private const byte SuppressFlag = 4;

    /// <summary>"I restart, keep the adjacency."</summary>
    public static RestartSignal Request => new(RequestFlag, null, null);

    /// <summary>"I begin without anything: do not announce the link to me yet."</summary>
    public static RestartSignal Suppress => new(SuppressFlag, null, null);

    public bool IsRequest => (Flags & RequestFlag) != 0;

    public bool IsAcknowledgement => (Flags & AcknowledgementFlag) != 0;

    public bool IsSuppressing => (Flags & SuppressFlag) != 0;

    /// <summary>"I keep it for that long."</summary>
    public static RestartSignal Acknowledgement(ushort remainingTime, SystemId neighbor) => new(AcknowledgementFlag, remainingTime, neighbor);

    /// <summary>Reads the value; false when it is empty.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out RestartSignal signal)
    {
        signal = default;
        if (value.IsEmpty)
        {
            return false;
        }

        signal = new RestartSignal(
            value[0],
            value.Length >= 3 ? BinaryPrimitives.ReadUInt16BigEndian(value[1..]) : null,
            value.Length >= MaximumLength ? SystemId.Read(value[3..]) : null);
        return true;
    }

    /// <summary>Writes the value; returns how many octets.</summary>
    public int Write(Span<byte> destination)
    {
        destination[0] = Flags;
        if (RemainingTime is not ushort remaining)
        {
            return 1;
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination[1..], remaining);
        if (Neighbor is not SystemId neighbor)
        {
            return 3;
        }

        neighbor.Write(destination[3..]);
        return MaximumLength;
    }
}
