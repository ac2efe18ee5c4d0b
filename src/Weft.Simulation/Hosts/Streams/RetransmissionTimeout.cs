namespace Weft.Simulation;

/// <summary>How long a TCP sender waits before it repeats itself (RFC 6298, with the limits of Linux).</summary>
internal sealed class RetransmissionTimeout
{
    /// <summary>Before the first measurement.</summary>
    public static readonly TimeSpan Initial = TimeSpan.FromSeconds(1);

    /// <summary>The least that is added to the smoothed round trip.</summary>
    public static readonly TimeSpan Minimum = TimeSpan.FromMilliseconds(200);

    /// <summary>The most, however often it was doubled.</summary>
    public static readonly TimeSpan Maximum = TimeSpan.FromSeconds(120);

    private TimeSpan _smoothed;
    private TimeSpan _deviation;
    private TimeSpan _base = Initial;

    public TimeSpan Current { get; private set; } = Initial;

    /// <summary>How often it was doubled since the last progress.</summary>
    public int Doublings { get; private set; }

    /// <summary>A round trip of a segment that was sent once.</summary>
    public void Measure(TimeSpan roundTrip)
    {
        if (_smoothed == TimeSpan.Zero)
        {
            _smoothed = roundTrip;
            _deviation = roundTrip / 2;
        }
        else
        {
            _deviation += ((roundTrip - _smoothed).Duration() - _deviation) / 4;
            _smoothed += (roundTrip - _smoothed) / 8;
        }

        TimeSpan margin = _deviation * 4;
        _base = Limit(_smoothed + (margin > Minimum ? margin : Minimum));
        Current = _base;
    }

    /// <summary>No answer in time.</summary>
    public void Double()
    {
        Doublings++;
        Current = Limit(Current * 2);
    }

    /// <summary>An answer to something new.</summary>
    public void Progress()
    {
        Doublings = 0;
        Current = _base;
    }

    private static TimeSpan Limit(TimeSpan timeout) => timeout < Maximum ? timeout : Maximum;
}
