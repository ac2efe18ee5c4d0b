namespace Weft.Model;

/// <summary>A point on a monotonic clock, in nanoseconds since an arbitrary start. Never wall-clock time; the shells and the simulator supply it.</summary>
public readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    /// <summary>The start of the clock.</summary>
    public static Instant Zero => default;

    /// <summary>Later than every deadline: "no deadline".</summary>
    public static Instant Never => new(long.MaxValue);

    /// <summary>The earlier of two instants; used to fold deadlines.</summary>
    public static Instant Min(Instant a, Instant b) => a.Nanoseconds <= b.Nanoseconds ? a : b;

    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Adds a duration; saturates at <see cref="Never"/>.</summary>
    public static Instant operator +(Instant instant, TimeSpan duration)
    {
        long sum = unchecked(instant.Nanoseconds + (duration.Ticks * 100));
        return instant == Never || (duration > TimeSpan.Zero && sum < instant.Nanoseconds) ? Never : new Instant(sum);
    }

    public static TimeSpan operator -(Instant left, Instant right) => new((left.Nanoseconds - right.Nanoseconds) / 100);

    public static bool operator <(Instant left, Instant right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(Instant left, Instant right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(Instant left, Instant right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(Instant left, Instant right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>Seconds with microseconds, e.g. "12.000345".</summary>
    public override string ToString() => this == Never ? "never" : (Nanoseconds / 1_000_000_000.0).ToString("F6");
}
