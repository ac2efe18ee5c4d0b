using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// The neighbour table of one family as Linux keeps it: who asks when, when an entry stops being believed, what may change it.
/// Times are the host's own; <see cref="Next"/> is when <see cref="HandleTimer"/> wants to be called.
/// </summary>
internal sealed class NeighborCache(INeighborLink link, RandomSource random)
{
    private readonly List<NeighborEntry> _entries = [];
    private readonly Dictionary<IpAddress, NeighborEntry> _byAddress = [];
    private TimeSpan _reachable;
    private Instant _redrawAt;
    private Instant _next = Instant.Never;

    /// <summary>When the next question or failure is due.</summary>
    public Instant Next => _next;

    public int Count => _entries.Count;

    /// <summary>Entries that could not be made because the table was full.</summary>
    public long Refused { get; private set; }

    /// <summary>All entries in the order in which they were made.</summary>
    public IReadOnlyList<NeighborEntry> Entries => _entries;

    /// <summary>The entry of an address, aged to now; null when there is none.</summary>
    public NeighborEntry? Find(Instant now, IpAddress address)
    {
        if (!_byAddress.TryGetValue(address, out NeighborEntry? entry))
        {
            return null;
        }

        entry.Age(now);
        return entry;
    }

    /// <summary>The entry of an address, made when there is none; null when the table is full.</summary>
    public NeighborEntry? FindOrAdd(Instant now, IpAddress address)
    {
        NeighborEntry? entry = Find(now, address);
        if (entry is not null)
        {
            return entry;
        }

        Collect(now);
        if (_entries.Count >= NeighborTiming.TableLimit)
        {
            Refused++;
            return null;
        }

        entry = new NeighborEntry(address, now);
        _entries.Add(entry);
        _byAddress.Add(address, entry);
        return entry;
    }

    /// <summary>
    /// Finds the MAC for a frame that leaves now. Without one the neighbour is asked, a copy of the frame waits for the answer, and
    /// the answer is false.
    /// </summary>
    public bool TryUse(Instant now, IpAddress address, ReadOnlySpan<byte> frame, IHostEffects effects, out MacAddress mac)
    {
        mac = default;
        NeighborEntry? entry = FindOrAdd(now, address);
        if (entry is null)
        {
            link.Lost(1);
            return false;
        }

        if (entry.State != NudState.Reachable)
        {
            entry.Used = now;
            if (entry.State == NudState.Stale)
            {
                entry.State = NudState.Delay;
                entry.Updated = now;
                SetDeadline(entry, now + NeighborTiming.Delay);
            }
        }

        mac = entry.Mac;
        if (entry.HasMac)
        {
            return true;
        }

        int dropped = (entry.Waiting ??= new PacketQueue()).Add(frame);
        if (dropped > 0)
        {
            link.Lost(dropped);
        }

        if (entry.State != NudState.Incomplete)
        {
            entry.State = NudState.Incomplete;
            entry.Updated = now;
            entry.Questions = 0;
            Ask(now, entry, effects);
        }

        return false;
    }

    /// <summary>An upper layer knows that its packets arrive (RFC 4861 section 7.3.1).</summary>
    public void Confirm(Instant now, IpAddress address)
    {
        if (Find(now, address) is { HasMac: true } entry)
        {
            Confirm(now, entry);
        }
    }

    /// <summary>Takes what a message says about a neighbour (RFC 4861 section 7.2.5, in the order of Linux).</summary>
    /// <param name="now">The host's time.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="told">The MAC in the message; null when it names none.</param>
    /// <param name="state">Reachable or stale.</param>
    /// <param name="update">What the message may do.</param>
    /// <param name="effects">The host's sink, for packets that waited.</param>
    public void Update(Instant now, NeighborEntry entry, MacAddress? told, NudState state, NeighborUpdate update, IHostEffects effects)
    {
        entry.Age(now);
        bool hadMac = entry.HasMac;
        if (!hadMac && told is null)
        {
            return;
        }

        MacAddress mac = told ?? entry.Mac;
        bool tellsRouter = (update & NeighborUpdate.TellsRouter) != 0;
        if (state == NudState.Reachable)
        {
            Confirm(now, entry);
        }

        if (hadMac && mac != entry.Mac && (update & NeighborUpdate.Override) == 0)
        {
            if ((update & NeighborUpdate.WeakOverride) == 0 || entry.State != NudState.Reachable)
            {
                return;
            }

            mac = entry.Mac;
            state = NudState.Stale;
            tellsRouter = false;
        }
        else if (hadMac && mac == entry.Mac && state == NudState.Stale)
        {
            state = entry.State;
        }

        Change(now, entry, mac, state);
        if (!hadMac)
        {
            entry.Waiting?.Release(entry.Mac, effects);
        }

        if (tellsRouter)
        {
            entry.IsRouter = (update & NeighborUpdate.IsRouter) != 0;
        }
    }

    /// <summary>Asks again, gives up, or begins to doubt, wherever that is due.</summary>
    public void HandleTimer(Instant now, IHostEffects effects)
    {
        if (now < _next)
        {
            return;
        }

        for (int i = 0; i < _entries.Count; i++)
        {
            NeighborEntry entry = _entries[i];
            if (now >= entry.Deadline)
            {
                HandleDue(now, entry, effects);
            }
        }

        FindNext();
    }

    /// <summary>Forgets everything, as when the carrier is lost or the host restarts.</summary>
    public void Clear()
    {
        foreach (NeighborEntry entry in _entries)
        {
            Discard(entry);
        }

        _entries.Clear();
        _byAddress.Clear();
        _next = Instant.Never;
    }

    /// <summary>Draws the reachable time at the start.</summary>
    public void Start(Instant now)
    {
        _redrawAt = now;
        _ = Reachable(now);
    }

    // Only notes the time: an entry in delay looks at it when its timer fires.
    private void Confirm(Instant now, NeighborEntry entry)
    {
        entry.Confirmed = now;
        if (entry.State == NudState.Reachable)
        {
            entry.ReachableUntil = now + Reachable(now);
        }
    }

    private void Change(Instant now, NeighborEntry entry, MacAddress mac, NudState state)
    {
        bool changed = state != entry.State || mac != entry.Mac;
        if (changed)
        {
            entry.Updated = now;
        }

        if (mac != entry.Mac)
        {
            entry.Mac = mac;
            if (state != NudState.Reachable)
            {
                entry.Confirmed = Instant.Never;
            }
        }

        if (state == NudState.Reachable)
        {
            entry.ReachableUntil = now + Reachable(now);
        }

        if (state != entry.State)
        {
            entry.State = state;
            SetDeadline(entry, Instant.Never);
        }
    }

    private void HandleDue(Instant now, NeighborEntry entry, IHostEffects effects)
    {
        switch (entry.State)
        {
            case NudState.Delay when entry.IsConfirmedWithin(now, NeighborTiming.Delay):
                entry.State = NudState.Reachable;
                entry.Updated = now;
                entry.ReachableUntil = entry.Confirmed + Reachable(now);
                entry.Deadline = Instant.Never;
                break;
            case NudState.Delay:
                entry.State = NudState.Probe;
                entry.Updated = now;
                entry.Questions = 0;
                Ask(now, entry, effects);
                break;
            case NudState.Probe when entry.Questions >= NeighborTiming.UnicastSolicits:
            case NudState.Incomplete when entry.Questions >= NeighborTiming.BroadcastSolicits:
                entry.State = NudState.Failed;
                entry.Updated = now;
                entry.Deadline = Instant.Never;
                Discard(entry);
                link.Failed(now, entry.Address, effects);
                break;
            default:
                Ask(now, entry, effects);
                break;
        }
    }

    private void Ask(Instant now, NeighborEntry entry, IHostEffects effects)
    {
        entry.Questions++;
        SetDeadline(entry, now + NeighborTiming.Retransmit);
        link.Solicit(entry.Address, entry.State == NudState.Probe ? entry.Mac : MacAddress.Broadcast, effects);
    }

    private TimeSpan Reachable(Instant now)
    {
        if (now >= _redrawAt)
        {
            _redrawAt = now + NeighborTiming.ReachableRedraw;
            _reachable = random.Between(NeighborTiming.BaseReachable / 2, NeighborTiming.BaseReachable * 3 / 2);
        }

        return _reachable;
    }

    /// <summary>A large table loses what nobody used lately; a full one whatever is not believed in.</summary>
    private void Collect(Instant now)
    {
        if (_entries.Count < NeighborTiming.SmallTable)
        {
            return;
        }

        bool isFull = _entries.Count >= NeighborTiming.TableLimit;
        int kept = 0;
        for (int i = 0; i < _entries.Count; i++)
        {
            NeighborEntry entry = _entries[i];
            entry.Age(now);
            bool isIdle = entry.State is NudState.Stale or NudState.Failed or NudState.None;
            bool goes = isIdle && (isFull || entry.State == NudState.Failed || now >= entry.Used + NeighborTiming.Unused);
            if (goes)
            {
                Discard(entry);
                _byAddress.Remove(entry.Address);
            }
            else
            {
                _entries[kept++] = entry;
            }
        }

        _entries.RemoveRange(kept, _entries.Count - kept);
        FindNext();
    }

    private void Discard(NeighborEntry entry)
    {
        int lost = entry.Waiting?.Clear() ?? 0;
        if (lost > 0)
        {
            link.Lost(lost);
        }
    }

    private void SetDeadline(NeighborEntry entry, Instant at)
    {
        bool wasNext = entry.Deadline == _next;
        entry.Deadline = at;
        if (at <= _next)
        {
            _next = at;
        }
        else if (wasNext)
        {
            FindNext();
        }
    }

    private void FindNext()
    {
        _next = Instant.Never;
        foreach (NeighborEntry entry in _entries)
        {
            _next = Instant.Min(_next, entry.Deadline);
        }
    }
}
