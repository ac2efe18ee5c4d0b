using System.Runtime.InteropServices;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Frames whose payload is kept elsewhere: their Ethernet headers and the numbers of their payloads. Grows and never shrinks.</summary>
internal sealed class SplitShelf
{
    private const int FirstSlots = 256;

    private Slot[] _slots = [];
    private int[] _free = [];
    private int _freeCount;

    public int InUse => _slots.Length - _freeCount;

    /// <summary>The Ethernet header of a frame; valid until the next one is kept.</summary>
    public ReadOnlySpan<byte> HeaderOf(int slot) => MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref _slots[slot].Header, 1))[..EthernetHeader.Length];

    public int PayloadOf(int slot) => _slots[slot].Payload;

    public int Keep(ReadOnlySpan<byte> header, int payload, int holders)
    {
        if (_freeCount == 0)
        {
            Grow();
        }

        int slot = _free[--_freeCount];
        ref Slot kept = ref _slots[slot];
        header.CopyTo(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref kept.Header, 1)));
        kept.Payload = payload;
        kept.Holders = holders;
        return slot;
    }

    /// <summary>One holder less; true with the number of the payload when it was the last.</summary>
    public bool Release(int slot, out int payload)
    {
        ref Slot kept = ref _slots[slot];
        payload = kept.Payload;
        if (--kept.Holders > 0)
        {
            return false;
        }

        _free[_freeCount++] = slot;
        return true;
    }

    private void Grow()
    {
        int first = _slots.Length;
        Array.Resize(ref _slots, Math.Max(FirstSlots, first * 2));
        Array.Resize(ref _free, _slots.Length);
        for (int slot = _slots.Length - 1; slot >= first; slot--)
        {
            _free[_freeCount++] = slot;
        }
    }

    private struct Slot
    {
        /// <summary>Room for the 14 octets of an untagged header.</summary>
        public UInt128 Header;

        public int Payload;

        public int Holders;
    }
}
