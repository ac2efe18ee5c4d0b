using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Claims in one open-addressed table, for very many of them: a reference, an octet and a little air each. Several may have the same key.</summary>
/// <typeparam name="TKey">What they are found by.</typeparam>
internal abstract class ClaimTable<TKey>
    where TKey : IEquatable<TKey>
{
    private const int FirstLength = 16;
    private const byte Empty = 0;

    private AnnouncedClaim?[] _slots = [];
    private byte[] _tags = [];

    public int Count { get; private set; }

    /// <summary>How many places there are; each holds a claim or null.</summary>
    protected int Length => _slots.Length;

    /// <summary>Adds a claim, which is not there yet.</summary>
    public void Add(AnnouncedClaim claim)
    {
        if ((Count + 1) * 5L > _slots.Length * 4L)
        {
            Grow();
        }

        Count++;
        Place(claim);
    }

    /// <summary>Takes a claim out; false when it is not there.</summary>
    public bool Remove(AnnouncedClaim claim)
    {
        int slot = FirstOf(KeyOf(claim));
        while (slot >= 0 && !ReferenceEquals(_slots[slot], claim))
        {
            slot = NextOf(KeyOf(claim), slot);
        }

        if (slot < 0)
        {
            return false;
        }

        Count--;
        Close(slot);
        return true;
    }

    protected abstract TKey KeyOf(AnnouncedClaim claim);

    /// <summary>Well mixed in all bits.</summary>
    protected abstract uint HashOf(TKey key);

    /// <summary>The claim in a place, or null.</summary>
    protected AnnouncedClaim? At(int slot) => _slots[slot];

    /// <summary>The first place of a key, or -1.</summary>
    protected int FirstOf(TKey key) => _slots.Length == 0 ? -1 : Seek(key, HomeOf(HashOf(key)));

    /// <summary>The place after another one of the same key, or -1.</summary>
    protected int NextOf(TKey key, int slot) => Seek(key, After(slot));

    /// <summary>Puts a claim in the place of another of the same key.</summary>
    protected void ReplaceAt(int slot, AnnouncedClaim claim) => _slots[slot] = claim;

    /// <summary>The table has so many places now, and everything is about to be placed anew.</summary>
    protected virtual void Resized(int length)
    {
    }

    /// <summary>All claims have their new places.</summary>
    protected virtual void Settled()
    {
    }

    /// <summary>What is kept beside a place goes with its claim.</summary>
    protected virtual void Moved(int from, int to)
    {
    }

    /// <summary>A claim whose place was another in the table before it grew.</summary>
    protected virtual void Replaced(int before, int now)
    {
    }

    private static byte TagOf(uint hash) => (byte)((hash & 0x7F) + 1);

    private int HomeOf(uint hash) => (int)(((ulong)hash * (uint)_slots.Length) >> 32);

    private int After(int slot) => slot + 1 == _slots.Length ? 0 : slot + 1;

    private int Seek(TKey key, int slot)
    {
        byte tag = TagOf(HashOf(key));
        while (_tags[slot] != Empty)
        {
            if (_tags[slot] == tag && KeyOf(_slots[slot]!).Equals(key))
            {
                return slot;
            }

            slot = After(slot);
        }

        return -1;
    }

    private int Place(AnnouncedClaim claim)
    {
        uint hash = HashOf(KeyOf(claim));
        int slot = HomeOf(hash);
        while (_tags[slot] != Empty)
        {
            slot = After(slot);
        }

        _slots[slot] = claim;
        _tags[slot] = TagOf(hash);
        return slot;
    }

    /// <summary>Moves up what stands behind a place that becomes free, so that no chain is torn.</summary>
    private void Close(int hole)
    {
        int slot = After(hole);
        while (_tags[slot] != Empty)
        {
            int home = HomeOf(HashOf(KeyOf(_slots[slot]!)));
            bool isReachedOverHole = hole <= slot ? home <= hole || home > slot : home <= hole && home > slot;
            if (isReachedOverHole)
            {
                _slots[hole] = _slots[slot];
                _tags[hole] = _tags[slot];
                Moved(slot, hole);
                hole = slot;
            }

            slot = After(slot);
        }

        _slots[hole] = null;
        _tags[hole] = Empty;
    }

    private void Grow()
    {
        AnnouncedClaim?[] old = _slots;
        int length = Math.Max(FirstLength, old.Length + (old.Length / 2));
        _slots = new AnnouncedClaim?[length];
        _tags = new byte[length];
        Resized(length);
        for (int slot = 0; slot < old.Length; slot++)
        {
            if (old[slot] is { } claim)
            {
                Replaced(slot, Place(claim));
            }
        }

        Settled();
    }
}
