namespace Weft.Stories;

/// <summary>What a stretch of a flow shows to the one who receives it.</summary>
/// <param name="Sent">Probes sent.</param>
/// <param name="Lost">Probes that never arrived.</param>
/// <param name="LongestGap">
/// The longest time between two arrivals, less the time by which the sender itself was late in between: what the network, not the
/// measuring machine, kept the receiver waiting.
/// </param>
/// <param name="LongestDelay">The longest time between sending and arrival.</param>
public readonly record struct FlowWindow(long Sent, long Lost, TimeSpan LongestGap, TimeSpan LongestDelay)
{
    /// <summary>
    /// Measures probes <paramref name="from"/> (inclusive) to <paramref name="end"/> (exclusive). Throws when the log no longer
    /// holds them.
    /// </summary>
    public static FlowWindow Measure(FlowLog log, long from, long end, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, end);
        if (from < log.Next - log.Capacity)
        {
            throw new StoryException($"the measurement is longer than the {log.Capacity} probes that are remembered");
        }

        long lost = 0;
        long longestGap = 0;
        long longestDelay = 0;
        long previous = LastArrived(log, from);
        long previousArrival = previous >= 0 ? log.ArrivedAt(previous) : 0;
        for (long number = from; number < end; number++)
        {
            long arrived = log.ArrivedAt(number);
            if (arrived == 0)
            {
                lost++;
                continue;
            }

            longestDelay = Math.Max(longestDelay, arrived - log.SentAt(number));
            if (previous >= 0)
            {
                long late = log.SentAt(number) - log.SentAt(previous) - ((number - previous) * interval.Ticks);
                longestGap = Math.Max(longestGap, arrived - previousArrival - Math.Max(0, late));
            }

            previous = number;
            previousArrival = Math.Max(previousArrival, arrived);
        }

        if (end > from)
        {
            // What is lost at the end, or all along, is waited for until now.
            long since = previous >= 0 ? previousArrival : log.SentAt(from);
            longestGap = Math.Max(longestGap, log.SentAt(end - 1) - since);
        }

        return new FlowWindow(end - from, lost, TimeSpan.FromTicks(longestGap), TimeSpan.FromTicks(longestDelay));
    }

    /// <summary>The last probe before the window that arrived: the wait of the window's first arrival begins there.</summary>
    private static long LastArrived(FlowLog log, long from)
    {
        long oldest = Math.Max(0, log.Next - log.Capacity);
        long number = from - 1;
        while (number >= oldest && log.ArrivedAt(number) == 0)
        {
            number--;
        }

        return number >= oldest ? number : -1;
    }
}
