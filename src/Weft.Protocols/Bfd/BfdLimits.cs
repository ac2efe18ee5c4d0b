namespace Weft.Protocols.Bfd;

/// <summary>Fixed limits and times of the BFD engine; what a fabric may tune is in its timers and links. One session for each port.</summary>
public static class BfdLimits
{
    /// <summary>A session that is not up sends no faster than this (RFC 5880 section 6.8.3).</summary>
    public static TimeSpan SlowInterval => TimeSpan.FromSeconds(1);

    /// <summary>A session that is not up is forgotten when its neighbour was not heard for this long.</summary>
    public static TimeSpan ForgetAfter => TimeSpan.FromSeconds(60);

    /// <summary>Packets beside the periodic ones, answers to polls and news of a state, that a neighbour can make a session send in one go.</summary>
    public const int UnscheduledBurst = 16;

    /// <summary>One more such packet after each of these.</summary>
    public static TimeSpan UnscheduledInterval => TimeSpan.FromMilliseconds(50);

    /// <summary>Events of one session in one go; what exceeds it is only counted.</summary>
    public const int EventBurst = 16;

    /// <summary>One more event after each of these.</summary>
    public static TimeSpan EventInterval => TimeSpan.FromSeconds(5);

    /// <summary>Questions to a neighbour's kernel before its silence counts.</summary>
    public const int ProbesPerSuspicion = 4;
}
