using System.Diagnostics;

namespace Weft.Lab;

/// <summary>Waits for conditions of the real world. Nothing in the lab sleeps a fixed time.</summary>
public static class Wait
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until the condition holds or the limit passes, ever less often; returns whether it held.</summary>
    public static bool Until(Func<bool> condition, TimeSpan limit)
    {
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan pause = s_shortest;
        while (!condition())
        {
            if (clock.Elapsed >= limit)
            {
                return false;
            }

            Thread.Sleep(pause);
            pause = pause * 2 < s_longest ? pause * 2 : s_longest;
        }

        return true;
    }
}
