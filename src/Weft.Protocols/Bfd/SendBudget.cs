using Weft.Model;

namespace Weft.Protocols.Bfd;

/// <summary>So many at once, then one after each interval.</summary>
internal sealed class SendBudget(int burst, TimeSpan interval)
{
    private readonly long _step = interval.Ticks * 100;
    private readonly long _most = burst * interval.Ticks * 100;
    private long _paidUntil = long.MinValue;

    /// <summary>Takes one; false when there is none.</summary>
    public bool TryTake(Instant now)
    {
        long from = Math.Max(_paidUntil, now.Nanoseconds - _most);
        if (from + _step > now.Nanoseconds)
        {
            return false;
        }

        _paidUntil = from + _step;
        return true;
    }
}
