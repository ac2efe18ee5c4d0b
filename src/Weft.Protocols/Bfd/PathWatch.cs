using Weft.Model;

namespace Weft.Protocols.Bfd;

/// <summary>
/// Asks a silent neighbour's kernel whether the path still carries packets. A BFD session shares the fate of the daemon that runs it: without this
/// question a killed daemon in front of a kernel that goes on forwarding looks like a dead link (RFC 5882 section 4.3.2).
/// </summary>
internal sealed class PathWatch
{
    private TimeSpan _step;

    public bool IsOn { get; private set; }

    /// <summary>True when the kernel has answered since the watch began.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>When the next question is due.</summary>
    public Instant ProbeAt { get; private set; } = Instant.Never;

    /// <summary>Without an answer until then the path is lost.</summary>
    public Instant LostAt { get; private set; } = Instant.Never;

    /// <summary>Begins to ask; the first question is due at once.</summary>
    public void Start(Instant now, Instant lostAt)
    {
        IsOn = true;
        HasAnswered = false;
        ProbeAt = now;
        LostAt = lostAt;
        _step = (lostAt - now) / BfdLimits.ProbesPerSuspicion;
    }

    public void Stop()
    {
        IsOn = false;
        HasAnswered = false;
        ProbeAt = Instant.Never;
        LostAt = Instant.Never;
    }

    public void Asked(Instant now) => ProbeAt = now + _step;

    /// <summary>The kernel answered: the path is good for as long as BFD would have believed it. True when that is news.</summary>
    public bool Answered(Instant now, BfdTiming timing)
    {
        bool isNews = !HasAnswered;
        HasAnswered = true;
        _step = timing.Interval;
        ProbeAt = now + _step;
        LostAt = now + (timing.Interval * timing.Multiplier);
        return isNews;
    }
}
