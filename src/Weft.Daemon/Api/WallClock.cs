using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>The wall-clock time beside the monotonic clock's at one moment; turns instants into times for people.</summary>
internal readonly record struct WallClock(DateTimeOffset Time, Instant Instant)
{
    public static WallClock Now => new(DateTimeOffset.UtcNow, MonotonicClock.Now);

    public DateTimeOffset TimeOf(Instant instant) => Time - (Instant - instant);

    public double AgeOf(Instant instant) => (Instant - instant).TotalSeconds;
}
