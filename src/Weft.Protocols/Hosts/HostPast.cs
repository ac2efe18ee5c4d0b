using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>What a node keeps only of addresses that are or were attached to it. Most addresses never were.</summary>
internal sealed class HostPast
{
    /// <inheritdoc cref="HostEntry.RecoveredEpoch"/>
    public uint RecoveredEpoch { get; set; }

    /// <inheritdoc cref="HostEntry.RecoveredTentative"/>
    public bool RecoveredTentative { get; set; }

    public HostProbe? Probe { get; set; }

    /// <inheritdoc cref="HostEntry.Challenger"/>
    public HostAttachment? Challenger { get; set; }

    /// <inheritdoc cref="HostEntry.Left"/>
    public HostAttachment? Left { get; set; }

    public Instant LeftGuardUntil { get; set; }

    /// <summary>The place that was given up before that one, and until when plain data from there does not count.</summary>
    public HostAttachment? LeftBefore { get; set; }

    public Instant LeftBeforeGuardUntil { get; set; }

    /// <inheritdoc cref="HostEntry.WasStable"/>
    public bool WasStable { get; set; }

    /// <inheritdoc cref="HostEntry.Postponed"/>
    public FirstPacket? Postponed { get; set; }

    public Instant PostponedUntil { get; set; } = Instant.Never;

    public ContestRecord Contest { get; } = new();

    public MoveDamper Damper { get; } = new();

    public uint Moves { get; set; }

    public List<HostHistoryEntry> History { get; } = [];
}
