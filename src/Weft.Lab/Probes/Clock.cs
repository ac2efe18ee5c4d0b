using System.Diagnostics;

namespace Weft.Lab;

/// <summary>The one clock of all measurements: monotonic, in ticks of <see cref="TimeSpan"/> since the process began.</summary>
internal static class Clock
{
    private static readonly long s_origin = Stopwatch.GetTimestamp();

    public static long Now => Stopwatch.GetElapsedTime(s_origin).Ticks;
}
