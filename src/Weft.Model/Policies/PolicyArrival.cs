namespace Weft.Model;

/// <summary>How the connections of a host that has moved go on. Its new leaf has not seen them begin, so for a while after the host's MAC was attached it takes
/// TCP segments that neither open nor reset a connection for parts of one that a policy allowed at the old leaf. Without such a segment within the while,
/// a connection must begin anew.</summary>
public static class PolicyArrival
{
    /// <summary>Segments that may be taken for parts of connections at one leaf in one second.</summary>
    public const int SegmentsPerSecond = 1_000;

    /// <summary>How long after the host was attached.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromSeconds(10);
}
