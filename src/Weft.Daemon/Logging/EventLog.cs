using Weft.Model;

namespace Weft.Daemon;

/// <summary>The node's last events, numbered from 1. The oldest make room for new ones.</summary>
public sealed class EventLog(int capacity)
{
    private readonly LoggedEvent[] _ring = new LoggedEvent[capacity];

    /// <summary>The number of the last event; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>The number of the oldest event that is kept.</summary>
    public long First => Math.Max(1, Last - _ring.Length + 1);

    /// <summary>Adds an event and returns it with its number.</summary>
    public LoggedEvent Add(Instant at, NodeEvent nodeEvent)
    {
        Last++;
        return _ring[Last % _ring.Length] = new LoggedEvent(Last, at, nodeEvent);
    }

    /// <summary>The kept events after a number, oldest first.</summary>
    public IEnumerable<LoggedEvent> After(long sequence)
    {
        for (long i = Math.Max(sequence + 1, First); i <= Last; i++)
        {
            yield return _ring[i % _ring.Length];
        }
    }
}
