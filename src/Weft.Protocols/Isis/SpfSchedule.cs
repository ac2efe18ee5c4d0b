using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>When shortest paths are computed: at once after a quiet time, then with growing delays (RFC 8405 section 5.1).</summary>
internal sealed class SpfSchedule
{
    private SpfPhase _phase = SpfPhase.Quiet;
    private Instant _runAt = Instant.Never;
    private Instant _learnUntil = Instant.Never;
    private Instant _quietAt = Instant.Never;

    /// <summary>The next moment at which something happens by itself. Timers of the phases alone need no wake-up.</summary>
    public Instant NextDeadline => _runAt;

    /// <summary>An IGP event: the graph changed.</summary>
    public void Trigger(Instant now)
    {
        Advance(now);
        TimeSpan delay = _phase switch
        {
            SpfPhase.Quiet => IsisLimits.SpfInitialDelay,
            SpfPhase.ShortWait => IsisLimits.SpfShortDelay,
            _ => IsisLimits.SpfLongDelay,
        };
        if (_phase == SpfPhase.Quiet)
        {
            _phase = SpfPhase.ShortWait;
            _learnUntil = now + IsisLimits.SpfLearn;
        }

        _quietAt = now + IsisLimits.SpfHoldDown;
        _runAt = _runAt == Instant.Never ? now + delay : _runAt;
    }

    /// <summary>True when a run is due; it counts as made.</summary>
    public bool TryRun(Instant now)
    {
        if (_runAt > now)
        {
            return false;
        }

        _runAt = Instant.Never;
        return true;
    }

    private void Advance(Instant now)
    {
        if (_quietAt <= now)
        {
            _phase = SpfPhase.Quiet;
            _learnUntil = _quietAt = Instant.Never;
        }
        else if (_phase == SpfPhase.ShortWait && _learnUntil <= now)
        {
            _phase = SpfPhase.LongWait;
        }
    }
}
