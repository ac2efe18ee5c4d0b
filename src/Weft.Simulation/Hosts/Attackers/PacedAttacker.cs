using Weft.Model;

namespace Weft.Simulation;

/// <summary>An attacker that strikes by the clock and listens to nobody.</summary>
public abstract class PacedAttacker : IAttacker
{
    /// <summary>Enough for every frame that attackers write.</summary>
    protected const int FrameLimit = 512;

    private readonly AttackPace _pace;

    protected PacedAttacker(AttackPace pace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(pace.Interval, TimeSpan.Zero, nameof(pace));
        _pace = pace;
        NextDeadline = pace.Limit > 0 ? pace.Start : Instant.Never;
    }

    /// <summary>How often it has struck.</summary>
    public long Strikes { get; private set; }

    public Instant NextDeadline { get; private set; }

    public void HandleTimer(Instant now, IHostEffects effects)
    {
        while (now >= NextDeadline)
        {
            long number = Strikes++;
            NextDeadline = Strikes < _pace.Limit ? NextDeadline + _pace.Interval : Instant.Never;
            Strike(number, effects);
        }
    }

    public void Receive(Instant now, ReadOnlySpan<byte> frame, IHostEffects effects)
    {
    }

    /// <summary>Strikes once.</summary>
    /// <param name="number">How often it has struck before.</param>
    /// <param name="effects">Where frames go.</param>
    protected abstract void Strike(long number, IHostEffects effects);
}
