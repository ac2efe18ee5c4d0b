namespace Weft.Model;

/// <summary>How fast BFD runs on a link.</summary>
/// <param name="Interval">Between two packets, before jitter; also the fastest that is accepted.</param>
/// <param name="Multiplier">Packets that may be missed before the session is down.</param>
public readonly record struct BfdTiming(TimeSpan Interval, int Multiplier);
