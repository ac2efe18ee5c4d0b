namespace Weft.Simulation;

/// <summary>Frames under way, each in a slot that is little longer than it. A frame that goes to several places is kept once and counted.</summary>
internal sealed class FramePool
{
    /// <summary>The longest frame that a simulated link carries, in octets.</summary>
    public const int MaximumLength = 2048;

    private const int ShelfBits = 2;
    private const int ShelfMask = (1 << ShelfBits) - 1;

    private readonly FrameShelf[] _shelves = [new(128), new(512), new(MaximumLength)];

    /// <summary>How many frames are kept.</summary>
    public int InUse
    {
        get
        {
            int sum = 0;
            foreach (FrameShelf shelf in _shelves)
            {
                sum += shelf.InUse;
            }

            return sum;
        }
    }

    /// <summary>The octets of a frame.</summary>
    public ReadOnlySpan<byte> this[int frame] => _shelves[frame & ShelfMask][frame >> ShelfBits];

    /// <summary>Keeps a copy of a frame for so many holders, and returns its number.</summary>
    public int Keep(ReadOnlySpan<byte> frame, int holders = 1)
    {
        for (int shelf = 0; shelf < _shelves.Length; shelf++)
        {
            if (frame.Length <= _shelves[shelf].SlotLength)
            {
                return (_shelves[shelf].Keep(frame, holders) << ShelfBits) | shelf;
            }
        }

        throw new InvalidOperationException($"a frame of {frame.Length} octets is longer than any link carries");
    }

    /// <summary>One holder less; the last one frees the slot.</summary>
    public void Release(int frame) => _shelves[frame & ShelfMask].Release(frame >> ShelfBits);
}
