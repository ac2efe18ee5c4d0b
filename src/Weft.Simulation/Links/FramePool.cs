using System.Runtime.InteropServices;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Frames under way, each in a slot that is little longer than it. A frame that goes to several places is kept once and counted; of longer frames what
/// follows the Ethernet header is kept once for all that have it alike, as when a fabric is flooded.</summary>
internal sealed class FramePool
{
    /// <summary>The longest frame that a simulated link carries, in octets.</summary>
    public const int MaximumLength = 2048;

    private const int ShelfBits = 2;
    private const int ShelfMask = (1 << ShelfBits) - 1;
    private const int Shared = ShelfMask;
    private const int Longest = 128;
    private const int Remembered = 1 << 14;

    private readonly FrameShelf[] _shelves = [new(Longest), new(512), new(MaximumLength)];
    private readonly SplitShelf _split = new();

    // The payloads kept last, by a hash of a part of them.
    private readonly int[] _payloads = new int[Remembered];
    private readonly byte[] _whole = new byte[MaximumLength];

    /// <summary>How many frames are kept.</summary>
    public int InUse => _shelves[0].InUse + _split.InUse;

    /// <summary>The octets of a frame; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> this[int frame]
    {
        get
        {
            if ((frame & ShelfMask) != Shared)
            {
                return At(frame);
            }

            ReadOnlySpan<byte> payload = At(_split.PayloadOf(frame >> ShelfBits));
            _split.HeaderOf(frame >> ShelfBits).CopyTo(_whole);
            payload.CopyTo(_whole.AsSpan(EthernetHeader.Length));
            return _whole.AsSpan(0, EthernetHeader.Length + payload.Length);
        }
    }

    /// <summary>Keeps a copy of a frame for so many holders, and returns its number.</summary>
    public int Keep(ReadOnlySpan<byte> frame, int holders = 1)
    {
        if (frame.Length <= Longest)
        {
            return _shelves[0].Keep(frame, holders) << ShelfBits;
        }

        if (frame.Length > MaximumLength)
        {
            throw new InvalidOperationException($"a frame of {frame.Length} octets is longer than any link carries");
        }

        ReadOnlySpan<byte> payload = frame[EthernetHeader.Length..];
        ref int remembered = ref _payloads[HashOf(payload) % Remembered];
        int kept = remembered - 1;
        if (kept >= 0 && _shelves[kept & ShelfMask].IsUsed(kept >> ShelfBits) && At(kept).SequenceEqual(payload))
        {
            _shelves[kept & ShelfMask].Hold(kept >> ShelfBits);
        }
        else
        {
            kept = KeepWhole(payload);
            remembered = kept + 1;
        }

        return (_split.Keep(frame[..EthernetHeader.Length], kept, holders) << ShelfBits) | Shared;
    }

    /// <summary>One holder less; the last one frees the slot.</summary>
    public void Release(int frame)
    {
        if ((frame & ShelfMask) != Shared)
        {
            _shelves[0].Release(frame >> ShelfBits);
        }
        else if (_split.Release(frame >> ShelfBits, out int payload))
        {
            _shelves[payload & ShelfMask].Release(payload >> ShelfBits);
        }
    }

    private ReadOnlySpan<byte> At(int kept) => _shelves[kept & ShelfMask][kept >> ShelfBits];

    private int KeepWhole(ReadOnlySpan<byte> payload)
    {
        int shelf = payload.Length <= _shelves[1].SlotLength ? 1 : 2;
        return (_shelves[shelf].Keep(payload, holders: 1) << ShelfBits) | shelf;
    }

    /// <summary>Of the beginning, where PDUs have their names and versions, and of the end.</summary>
    private static uint HashOf(ReadOnlySpan<byte> payload)
    {
        const ulong Odd = 0x9E37_79B9_7F4A_7C15;
        ulong hash = (ulong)payload.Length * Odd;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(payload[..64]))
        {
            hash = (hash ^ word) * Odd;
            hash ^= hash >> 29;
        }

        hash = (hash ^ MemoryMarshal.Read<ulong>(payload[^sizeof(ulong)..])) * Odd;
        return (uint)(hash >> 32);
    }
}
