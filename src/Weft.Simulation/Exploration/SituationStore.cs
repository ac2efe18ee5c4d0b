namespace Weft.Simulation;

/// <summary>Situations in the order in which they were first reached, each once.</summary>
internal sealed class SituationStore
{
    private const int ChunkBits = 14;
    private const int FirstSlots = 1 << 16;
    private readonly List<byte[]> _chunks = [];
    private int[] _slots = NewSlots(FirstSlots);

    public int Count { get; private set; }

    /// <summary>The octets of a situation by its number.</summary>
    public ReadOnlySpan<byte> this[int number] =>
        _chunks[number >> ChunkBits].AsSpan((number & ((1 << ChunkBits) - 1)) * Situation.Size, Situation.Size);

    /// <summary>Adds a situation; false when it is known.</summary>
    public bool Add(ReadOnlySpan<byte> octets)
    {
        int slot = Find(octets);
        if (_slots[slot] >= 0)
        {
            return false;
        }

        if (Count == _chunks.Count << ChunkBits)
        {
            _chunks.Add(new byte[Situation.Size << ChunkBits]);
        }

        octets.CopyTo(_chunks[^1].AsSpan((Count & ((1 << ChunkBits) - 1)) * Situation.Size));
        _slots[slot] = Count++;
        if (Count > _slots.Length / 2)
        {
            Grow();
        }

        return true;
    }

    private static int[] NewSlots(int length)
    {
        int[] slots = new int[length];
        Array.Fill(slots, -1);
        return slots;
    }

    private int Find(ReadOnlySpan<byte> octets)
    {
        int slot = Hash(octets) & (_slots.Length - 1);
        while (_slots[slot] >= 0 && !this[_slots[slot]].SequenceEqual(octets))
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    private void Grow()
    {
        _slots = NewSlots(_slots.Length * 2);
        for (int number = 0; number < Count; number++)
        {
            _slots[Find(this[number])] = number;
        }
    }

    private static int Hash(ReadOnlySpan<byte> octets)
    {
        ulong hash = 0;
        foreach (uint word in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(octets))
        {
            hash = (hash ^ word) * 0x9E37_79B9_7F4A_7C15;
            hash ^= hash >> 29;
        }

        return (int)(hash >> 33);
    }
}
