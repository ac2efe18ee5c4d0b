using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>One line of a host's history on this node.</summary>
public readonly record struct HostHistoryEntry(Instant At, HostState State, HostReason Reason, PortIndex Port, uint Epoch);
