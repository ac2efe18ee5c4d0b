namespace Weft.Simulation;

/// <summary>How one direction of a link treats frames.</summary>
public readonly record struct LinkQuality
{
    /// <summary>How long a frame is under way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>In bits a second; 0 for no limit.</summary>
    public long Bandwidth { get; init; }

    /// <summary>Frames that wait for the line; more are dropped. Only with a <see cref="Bandwidth"/>.</summary>
    public int QueueLength { get; init; }

    /// <summary>Of a million frames, so many are lost.</summary>
    public int LossPerMillion { get; init; }

    /// <summary>Of a million frames, so many arrive twice.</summary>
    public int DuplicationPerMillion { get; init; }

    /// <summary>Up to so much is added to <see cref="Delay"/>, drawn for each frame: later frames overtake earlier ones.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>A link that does nothing but take its time.</summary>
    public static LinkQuality Of(TimeSpan delay) => new() { Delay = delay };
}
