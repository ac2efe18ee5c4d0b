namespace Weft.Stories;

/// <summary>
/// When each probe of one flow was sent and when it arrived, for the last <see cref="Capacity"/> probes. One thread writes the
/// sends, one the arrivals; measurements read while both go on. Times are in ticks of <see cref="TimeSpan"/> and greater than 0.
/// </summary>
public sealed class FlowLog(int capacity = FlowLog.UsualCapacity)
{
    /// <summary>Probes that are usually remembered: more than a minute at one a millisecond.</summary>
    public const int UsualCapacity = 65_536;

    private readonly long[] _sent = new long[capacity];
    private readonly long[] _arrived = new long[capacity];
    private long _next;
    private long _arrivals;

    /// <summary>Probes that are remembered.</summary>
    public int Capacity => _sent.Length;

    /// <summary>The number that the next probe will have; probes count from 0.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Probes that have arrived since the flow began.</summary>
    public long Arrivals => Volatile.Read(ref _arrivals);

    /// <summary>Notes that the next probe leaves now, and returns its number.</summary>
    public long Send(long now)
    {
        long number = _next;
        int slot = (int)(number % Capacity);
        Volatile.Write(ref _arrived[slot], 0);
        _sent[slot] = now;
        Volatile.Write(ref _next, number + 1);
        return number;
    }

    /// <summary>Notes an arrival; a second copy of the same probe does not count, nor one that is too old to be remembered.</summary>
    public void Arrive(long number, long now)
    {
        long next = Next;
        if (number >= 0 && number < next && number >= next - Capacity)
        {
            ref long slot = ref _arrived[number % Capacity];
            if (Volatile.Read(ref slot) == 0)
            {
                Volatile.Write(ref slot, now);
                Volatile.Write(ref _arrivals, _arrivals + 1);
            }
        }
    }

    /// <summary>When a probe was sent.</summary>
    public long SentAt(long number) => _sent[number % Capacity];

    /// <summary>When a probe arrived; 0 while it has not.</summary>
    public long ArrivedAt(long number) => Volatile.Read(ref _arrived[number % Capacity]);

    /// <summary>
    /// True when probes were sent after <paramref name="from"/>, and the last <paramref name="count"/> of all have arrived, but for those
    /// that may still be on their way.
    /// </summary>
    public bool HasDelivered(long from, int count, int underway)
    {
        long next = Next;
        return next >= from + count && IsWhole(next - underway, count);
    }

    /// <summary>True when the last <paramref name="count"/> probes sent before <paramref name="end"/> have all arrived.</summary>
    public bool IsWhole(long end, int count)
    {
        for (long number = Math.Max(0, end - count); number < end; number++)
        {
            if (ArrivedAt(number) == 0)
            {
                return false;
            }
        }

        return end >= count;
    }
}
