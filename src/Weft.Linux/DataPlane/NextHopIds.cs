namespace Weft.Linux;

/// <summary>Ids of this node's next-hop objects. They count down: another daemon (zebra) continues above the highest id that it sees,
/// so counting up would sooner or later take an id that it takes too.</summary>
internal sealed class NextHopIds
{
    // From bit 28 up, zebra takes an id for one of its own EVPN objects and ignores the next hop, and every route through it.
    private const uint Highest = 0x0FFF_FFFF;
    private const uint Lowest = Highest - (1 << 20);

    private readonly HashSet<uint> _used = [];
    private uint _next = Highest;

    internal void Use(uint id) => _used.Add(id);

    internal void Release(uint id) => _used.Remove(id);

    /// <summary>Takes an id that is not in use. Throws when all of them are.</summary>
    internal uint Take()
    {
        for (uint tried = 0; tried <= Highest - Lowest; tried++)
        {
            uint id = _next;
            _next = id == Lowest ? Highest : id - 1;
            if (_used.Add(id))
            {
                return id;
            }
        }

        throw new InvalidOperationException("all next-hop ids are in use");
    }

    internal void Clear() => _used.Clear();
}
