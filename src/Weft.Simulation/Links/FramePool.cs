namespace Weft.Simulation;

/// <summary>Frames under way, each in a slot of a large array. A frame that goes to several places is kept once and counted.</summary>
internal sealed class FramePool
{
    /// <summary>The longest frame that a simulated link carries, in octets.</summary>
    public const int MaximumLength = 2048;

    private const int SlotsPerPage = 256;

    private readonly List<byte[]> _pages = [];
    private int[] _lengths = [];
    private int[] _holders = [];
    private int[] _free = [];
    private int _freeCount;

    /// <summary>How many frames are kept.</summary>
    public int InUse => _lengths.Length - _freeCount;

    /// <summary>Keeps a copy of a frame for so many holders, and returns its number.</summary>
    public int Keep(ReadOnlySpan<byte> frame, int holders = 1)
    {
        if (frame.Length > MaximumLength)
        {
            throw new InvalidOperationException($"a frame of {frame.Length} octets is longer than any link carries");
        }

        if (_freeCount == 0)
        {
            Grow();
        }

        int slot = _free[--_freeCount];
        _lengths[slot] = frame.Length;
        _holders[slot] = holders;
        frame.CopyTo(Room(slot));
        return slot;
    }

    /// <summary>The octets of a frame.</summary>
    public ReadOnlySpan<byte> this[int slot] => Room(slot)[.._lengths[slot]];

    /// <summary>One holder less; the last one frees the slot.</summary>
    public void Release(int slot)
    {
        if (--_holders[slot] == 0)
        {
            _free[_freeCount++] = slot;
        }
    }

    private Span<byte> Room(int slot) =>
        _pages[slot / SlotsPerPage].AsSpan(slot % SlotsPerPage * MaximumLength, MaximumLength);

    private void Grow()
    {
        int first = _lengths.Length;
        _pages.Add(new byte[SlotsPerPage * MaximumLength]);
        Array.Resize(ref _lengths, first + SlotsPerPage);
        Array.Resize(ref _holders, first + SlotsPerPage);
        Array.Resize(ref _free, first + SlotsPerPage);
        for (int slot = first + SlotsPerPage - 1; slot >= first; slot--)
        {
            _free[_freeCount++] = slot;
        }
    }
}
