using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Deadlines of host entries, earliest first, ties in the order they were set. Entries whose deadline changed since are
/// dropped when they come up.</summary>
internal sealed class HostTimers
{
    private readonly PriorityQueue<HostEntry, (long At, long Order)> _queue = new();
    private long _order;

    /// <summary>The earliest deadline that may be due; never later than the true one.</summary>
    public Instant Next => _queue.TryPeek(out _, out (long At, long Order) priority) ? new Instant(priority.At) : Instant.Never;

    /// <summary>Sets an entry's only deadline.</summary>
    public void Set(HostEntry entry, Instant at)
    {
        if (entry.Timer == at)
        {
            return;
        }

        entry.Timer = at;
        if (at != Instant.Never)
        {
            _queue.Enqueue(entry, (at.Nanoseconds, _order++));
        }
    }

    /// <summary>Takes an entry that is due; its deadline is cleared.</summary>
    public bool TryTakeDue(Instant now, out HostEntry entry)
    {
        while (_queue.TryPeek(out HostEntry? first, out (long At, long Order) priority) && priority.At <= now.Nanoseconds)
        {
            _queue.Dequeue();
            if (first.Timer.Nanoseconds == priority.At)
            {
                first.Timer = Instant.Never;
                entry = first;
                return true;
            }
        }

        entry = null!;
        return false;
    }
}
