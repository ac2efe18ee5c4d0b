using Weft.Model;

namespace Weft.Daemon;

/// <summary>How many frames of one port are heard: so many in a second, a second's worth at once after a pause. What is above waits in the kernel, and is dropped there when
/// that is full; so no port takes time from the others.</summary>
internal sealed class PortBudget(int perSecond)
{
    /// <summary>A port whose budget is spent rests so long at least: waking for each frame would cost more than the frame.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly long _perFrame = NanosecondsPerSecond / perSecond;
    private long _credit = NanosecondsPerSecond;
    private Instant _at = Instant.Zero;

    /// <summary>Takes so many frames, which may be more than there is credit for. Returns when the next may be taken: now, or after a rest.</summary>
    public Instant Spend(Instant now, int frames)
    {
        long earned = Math.Max(0, now.Nanoseconds - _at.Nanoseconds);
        _at = now;
        _credit = Math.Min(NanosecondsPerSecond, _credit + earned) - (frames * _perFrame);
        if (_credit > 0)
        {
            return now;
        }

        return now + Max(Rest, TimeSpan.FromTicks((-_credit / TimeSpan.NanosecondsPerTick) + 1));
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
