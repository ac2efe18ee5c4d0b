using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>All that this node knows of one host address: its own attachment, the claims of others, and what happened before.</summary>
internal sealed class HostEntry(HostKey key, bool routable)
{
    public HostKey Key { get; } = key;

    /// <summary>False for IPv6 link-local addresses: tracked on their segment, never announced.</summary>
    public bool Routable { get; } = routable;

    public LocalHost? Local { get; set; }

    /// <summary>Claims of other nodes, sorted by origin.</summary>
    public List<RemoteClaim> Claims { get; } = [];

    /// <summary>The highest epoch ever seen for the address; a new claim starts above it.</summary>
    public uint HighestEpoch { get; set; }

    /// <summary>The epoch of this node's own claim in an earlier life; 0 when none was found.</summary>
    public uint RecoveredEpoch { get; set; }

    public HostProbe? Probe { get; set; }

    /// <summary>A MAC or place that wants the address while the present one is being asked.</summary>
    public HostAttachment? Challenger { get; set; }

    /// <summary>The place that was last given up, and until when plain data from there does not count.</summary>
    public HostAttachment? Left { get; set; }

    public Instant LeftGuardUntil { get; set; }

    /// <summary>True when the place that was given up had held the address for good, not just for the length of a contest.</summary>
    public bool WasStable { get; set; }

    /// <summary>A packet that came too early to count; reported again when the guard ends.</summary>
    public FirstPacket? Postponed { get; set; }

    public Instant PostponedUntil { get; set; } = Instant.Never;

    /// <summary>The MAC under which the entry is listed in the MAC index.</summary>
    public MacAddress IndexedMac { get; set; }

    public SystemId[] Winners { get; set; } = [];

    /// <summary>When the winners last changed.</summary>
    public Instant WinnersSince { get; set; } = Instant.Zero;

    /// <summary>The winners before that.</summary>
    public SystemId[] WinnersBefore { get; set; } = [];

    public ContestRecord Contest { get; } = new();

    public MoveDamper Damper { get; } = new();

    public uint Moves { get; set; }

    /// <summary>When the entry wants to be looked at again.</summary>
    public Instant Timer { get; set; } = Instant.Never;

    public List<HostHistoryEntry> History { get; } = [];

    /// <summary>The state shown to people.</summary>
    public HostState State =>
        Contest.IsDuplicate ? HostState.Duplicate
        : Local is { } local ? local.State
        : Left is not null && Claims.Count > 0 ? HostState.Elsewhere
        : HostState.Remote;
}
