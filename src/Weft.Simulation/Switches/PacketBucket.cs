using Weft.Model;

namespace Weft.Simulation;

/// <summary>How much of a rate in packets is left; full at first. Keeps the time at which the bucket is full again, so that nothing is rounded but the time of one packet, as in the kernel's.</summary>
internal struct PacketBucket
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private Instant _full;

    /// <summary>Takes one packet, if there is room for it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="perSecond">Packets in a second.</param>
    /// <param name="burst">Packets at once.</param>
    public bool TryTake(Instant now, int perSecond, int burst)
    {
        long packet = NanosecondsPerSecond / perSecond;
        long missing = Math.Max(0, _full.Nanoseconds - now.Nanoseconds);
        if (missing > packet * (burst - 1))
        {
            return false;
        }

        _full = new Instant(now.Nanoseconds + missing + packet);
        return true;
    }
}
