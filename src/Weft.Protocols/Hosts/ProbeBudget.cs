using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>At most so many probes a second, as a token bucket one second deep.</summary>
internal sealed class ProbeBudget(int perSecond)
{
    private double _tokens = perSecond;
    private Instant _at;

    /// <summary>Takes one token; false when none is left.</summary>
    public bool TryTake(Instant now)
    {
        _tokens = Math.Min(perSecond, _tokens + ((now - _at).TotalSeconds * perSecond));
        _at = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
