using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Damps a host that moves all the time: each move adds a penalty of one that halves every ten seconds. Above the
/// limit further moves wait; the host is slowed down, never cut off.</summary>
internal sealed class MoveDamper
{
    /// <summary>Penalty above which moves wait; about two moves a second for good, thirty in a burst.</summary>
    public const double Limit = 30;

    private static readonly TimeSpan HalfLife = TimeSpan.FromSeconds(10);

    private double _penalty;
    private Instant _at;

    public bool IsDamped(Instant now) => Decayed(now) >= Limit;

    public void CountMove(Instant now)
    {
        _penalty = Decayed(now) + 1;
        _at = now;
    }

    private double Decayed(Instant now) => _penalty == 0 ? 0 : _penalty * Math.Pow(0.5, (now - _at) / HalfLife);
}
