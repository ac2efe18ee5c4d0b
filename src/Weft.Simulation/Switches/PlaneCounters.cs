namespace Weft.Simulation;

/// <summary>What a forwarding plane has counted since it was made.</summary>
public sealed class PlaneCounters
{
    private readonly long[] _actions = new long[(int)PlaneAction.Dropped + 1];
    private readonly long[] _drops = new long[(int)PlaneDrop.TooBig + 1];
    private readonly long[] _monitored = new long[(int)PlaneDrop.TooBig + 1];

    /// <summary>Frames received from cables and hosts.</summary>
    public long Received { get; internal set; }

    /// <summary>Frames sent, copies of floods each.</summary>
    public long Transmitted { get; internal set; }

    /// <summary>Frames that the daemon sent itself.</summary>
    public long FromDaemon { get; internal set; }

    /// <summary>Copies for the daemon.</summary>
    public long Punted { get; internal set; }

    /// <summary>First packets reported to the daemon.</summary>
    public long Reported { get; internal set; }

    /// <summary>Frames that were routed because their destination MAC is not on the segment.</summary>
    public long RoutedInsteadOfBridged { get; internal set; }

    /// <summary>ARP and ND that the node answered without its daemon.</summary>
    public long Answered { get; internal set; }

    /// <summary>ICMP errors sent.</summary>
    public long Errors { get; internal set; }

    /// <summary>Frames with which an action ended.</summary>
    public long Count(PlaneAction action) => _actions[(int)action];

    /// <summary>Frames that were dropped for a reason.</summary>
    public long Count(PlaneDrop drop) => _drops[(int)drop];

    /// <summary>Frames that the guard of a monitored port would have refused for a reason.</summary>
    public long CountMonitored(PlaneDrop drop) => _monitored[(int)drop];

    internal void Add(PlaneAction action) => _actions[(int)action]++;

    internal void Add(PlaneDrop drop) => _drops[(int)drop]++;

    internal void AddMonitored(PlaneDrop drop) => _monitored[(int)drop]++;
}
