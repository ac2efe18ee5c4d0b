namespace Weft.Simulation;

/// <summary>Slots of one length, in large arrays; grows and never shrinks.</summary>
internal sealed class FrameShelf(int slotLength)
{
    private const int SlotsPerPage = 256;

    private readonly List<byte[]> _pages = [];
    private int[] _lengths = [];
    private int[] _holders = [];
    private int[] _free = [];
    private int _freeCount;

    /// <summary>The longest frame that fits.</summary>
    public int SlotLength => slotLength;

    public int InUse => (_pages.Count * SlotsPerPage) - _freeCount;

    /// <summary>The octets of a frame.</summary>
    public ReadOnlySpan<byte> this[int slot] => Room(slot)[.._lengths[slot]];

    public int Keep(ReadOnlySpan<byte> frame, int holders)
    {
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

    /// <summary>True while a slot holds something.</summary>
    public bool IsUsed(int slot) => _holders[slot] > 0;

    /// <summary>One holder more.</summary>
    public void Hold(int slot) => _holders[slot]++;

    public void Release(int slot)
    {
        if (--_holders[slot] == 0)
        {
            _free[_freeCount++] = slot;
        }
    }

    private Span<byte> Room(int slot) => _pages[slot / SlotsPerPage].AsSpan(slot % SlotsPerPage * slotLength, slotLength);

    private void Grow()
    {
        // Slots are added by pages, and numbered by them; the arrays beside them double.
        int first = _pages.Count * SlotsPerPage;
        _pages.Add(new byte[SlotsPerPage * slotLength]);
        int slots = first + SlotsPerPage;
        if (_lengths.Length < slots)
        {
            int length = Math.Max(slots, _lengths.Length * 2);
            Array.Resize(ref _lengths, length);
            Array.Resize(ref _holders, length);
            Array.Resize(ref _free, length);
        }

        for (int slot = slots - 1; slot >= first; slot--)
        {
            _free[_freeCount++] = slot;
        }
    }
}
