using Weft.Model;

namespace Weft.Protocols;

/// <summary>A token bucket: so many at once, then so many a second.</summary>
internal sealed class RateBudget(int burst, int perSecond)
{
    private readonly long _cost = 1_000_000_000L / perSecond;
    private readonly long _capacity = burst * (1_000_000_000L / perSecond);
    private long _level = burst * (1_000_000_000L / perSecond);
    private Instant _filledAt;

    /// <summary>Takes one token; false when there is none.</summary>
    public bool TryTake(Instant now)
    {
        Fill(now);
        if (_level < _cost)
        {
            return false;
        }

        _level -= _cost;
        return true;
    }

    /// <summary>When the next token will be there; <paramref name="now"/> when one is.</summary>
    public Instant NextAt(Instant now)
    {
        Fill(now);
        return _level >= _cost ? now : new Instant(now.Nanoseconds + _cost - _level);
    }

    private void Fill(Instant now)
    {
        if (now > _filledAt)
        {
            long gained = now.Nanoseconds - _filledAt.Nanoseconds;
            _level = gained >= _capacity - _level ? _capacity : _level + gained;
            _filledAt = now;
        }
    }
}
