namespace Weft.Simulation;

/// <summary>How long the protocols of a classic network take. They are not negotiated here; what comes of them is computed this long after a change.</summary>
internal static class ClassicTiming
{
    /// <summary>From a change until bridges forward along the new spanning tree: a rapid one that is not lucky.</summary>
    public static readonly TimeSpan Tree = TimeSpan.FromSeconds(1);

    /// <summary>From a change until routers forward along the new shortest paths: a link-state protocol with tuned timers.</summary>
    public static readonly TimeSpan Routes = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two advertisements of a VRRP master (RFC 5798 section 5.2.7).</summary>
    public static readonly TimeSpan Advertisement = TimeSpan.FromSeconds(1);

    /// <summary>A bridge forgets a MAC that was silent for so long (IEEE 802.1Q-2022, 8.8.3).</summary>
    public static readonly TimeSpan MacAge = TimeSpan.FromSeconds(300);

    /// <summary>Between two questions of a router for a host's MAC.</summary>
    public static readonly TimeSpan Retransmit = TimeSpan.FromSeconds(1);

    /// <summary>Questions before a router gives up.</summary>
    public const int Questions = 3;

    /// <summary>Packets that wait for one host's MAC: about what Linux lets wait.</summary>
    public const int WaitingPackets = 128;

    /// <summary>MACs that a bridge keeps.</summary>
    public const int MacLimit = 65_536;

    /// <summary>Hosts that a router keeps the MACs of.</summary>
    public const int NeighborLimit = 65_536;
}
