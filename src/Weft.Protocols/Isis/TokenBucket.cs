using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>Allows a burst, then one per interval, a few at a time so that nobody has to wake for each.</summary>
/// <param name="burst">How many after a pause.</param>
/// <param name="interval">One in each, on average.</param>
/// <param name="batch">How many at a time.</param>
internal sealed class TokenBucket(int burst, TimeSpan interval, int batch)
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

    /// <summary>When it is worth while to come for tokens: now while there are some, else when there is a batch.</summary>
    public Instant NextToken(Instant now)
    {
        Refill(now);
        return _spent < burst ? now : _refilled + (interval * batch);
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
