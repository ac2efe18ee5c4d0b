using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>Allows a burst, then one per interval.</summary>
internal sealed class TokenBucket(int burst, TimeSpan interval)
{
    private int _spent;
    private Instant _refilled;

    /// <summary>Takes a token; false when there is none.</summary>
    public bool TryTake(Instant now)
    {
        Refill(now);
        if (_spent == burst)
        {
            return false;
        }

        _spent++;
        return true;
    }

    /// <summary>When the next token is there.</summary>
    public Instant NextToken(Instant now)
    {
        Refill(now);
        return _spent < burst ? now : _refilled + interval;
    }

    private void Refill(Instant now)
    {
        long gained = (now - _refilled).Ticks / interval.Ticks;
        if (gained <= 0)
        {
            return;
        }

        bool full = gained >= _spent;
        _spent = full ? 0 : _spent - (int)gained;
        _refilled = full ? now : _refilled + (interval * gained);
    }
}
