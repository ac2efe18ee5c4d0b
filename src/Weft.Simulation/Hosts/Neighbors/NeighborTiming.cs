namespace Weft.Simulation;

/// <summary>Linux's defaults for neighbour tables (RFC 4861 section 10 where it has them).</summary>
public static class NeighborTiming
{
    /// <summary>Between two questions.</summary>
    public static readonly TimeSpan Retransmit = TimeSpan.FromSeconds(1);

    /// <summary>How long an entry stays reachable on average; drawn between half and one and a half times of it.</summary>
    public static readonly TimeSpan BaseReachable = TimeSpan.FromSeconds(30);

    /// <summary>How often the reachable time is drawn anew.</summary>
    public static readonly TimeSpan ReachableRedraw = TimeSpan.FromSeconds(300);

    /// <summary>How long a stale entry that is used waits for a confirmation from above.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);

    /// <summary>An entry that has just changed does not change to yet another MAC (ARP only).</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromSeconds(1);

    /// <summary>Entries unused for so long may go when the table is large.</summary>
    public static readonly TimeSpan Unused = TimeSpan.FromSeconds(60);

    /// <summary>Questions by broadcast or multicast.</summary>
    public const int BroadcastSolicits = 3;

    /// <summary>Questions by unicast.</summary>
    public const int UnicastSolicits = 3;

    /// <summary>Fewer entries than this are never collected.</summary>
    public const int SmallTable = 128;

    /// <summary>Most entries.</summary>
    public const int TableLimit = 1024;

    /// <summary>Octets that may wait for one neighbour, each packet counted with its overhead.</summary>
    public const int QueueOctets = 212_992;
}
