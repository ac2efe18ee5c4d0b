using Weft.Model;

namespace Weft.Simulation;

/// <summary>How much of a rate is left; full at first. Counts in octets times ticks, so that nothing is rounded.</summary>
internal struct RateBucket(Instant now, DataRate rate)
{
    private long _level = Most(rate);
    private Instant _filled = now;

    /// <summary>When something was last asked of it.</summary>
    public readonly Instant Used => _filled;

    /// <summary>Takes a packet's octets, if there is room for all of them.</summary>
    public bool TryTake(Instant now, DataRate rate, int octets)
    {
        long passed = Math.Min((now - _filled).Ticks, PolicyQuality.Burst.Ticks);
        _filled = now;
        _level = Math.Min(Most(rate), _level + (passed * rate.OctetsPerSecond));
        long cost = octets * TimeSpan.TicksPerSecond;
        if (cost > _level)
        {
            return false;
        }

        _level -= cost;
        return true;
    }

    private static long Most(DataRate rate) => rate.OctetsPerSecond * PolicyQuality.Burst.Ticks;
}
