using Weft.Model;

namespace Weft.Daemon;

/// <summary>An event with its number and its time.</summary>
public readonly record struct LoggedEvent(long Sequence, Instant At, NodeEvent Event);
