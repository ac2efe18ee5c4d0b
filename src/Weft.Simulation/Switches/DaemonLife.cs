using Weft.Model;

namespace Weft.Simulation;

/// <summary>Whether the node's daemon listens, and whether the node still leaves ARP and neighbour discovery to it: a daemon that was killed is
/// missed only when its last sign of life is too old.</summary>
internal sealed class DaemonLife
{
    /// <summary>Between two signs of life.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long each of them counts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    private Instant _started;
    private Instant _aliveUntil = Instant.Zero;

    /// <summary>True while the daemon runs and hears frames.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>True while the daemon answers ARP and neighbour discovery, or is still believed to.</summary>
    public bool IsAlive(Instant now) => IsRunning || now < _aliveUntil;

    public void Start(Instant now)
    {
        IsRunning = true;
        _started = now;
    }

    /// <summary>It stops in order, and says so.</summary>
    public void Stop()
    {
        IsRunning = false;
        _aliveUntil = Instant.Zero;
    }

    public void Kill(Instant now)
    {
        if (!IsRunning)
        {
            return;
        }

        IsRunning = false;
        long beats = (now.Nanoseconds - _started.Nanoseconds) / (Interval.Ticks * TimeSpan.NanosecondsPerTick);
        _aliveUntil = _started + (Interval * beats) + Lifetime;
    }
}
