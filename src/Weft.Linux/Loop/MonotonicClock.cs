using System.Diagnostics;
using Weft.Model;

namespace Weft.Linux;

/// <summary>The machine's monotonic clock; the same for all processes of one boot.</summary>
public static class MonotonicClock
{
    private static readonly long NanosecondsPerTick = 1_000_000_000 / Stopwatch.Frequency;

    /// <summary>The time now.</summary>
    public static Instant Now => new(Stopwatch.GetTimestamp() * NanosecondsPerTick);
}
