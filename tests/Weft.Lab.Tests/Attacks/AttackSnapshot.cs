using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Lab.Tests;

/// <summary>What a leaf tells of attacks at one moment.</summary>
/// <param name="Counters">All its counters.</param>
/// <param name="Violations">Who did what.</param>
/// <param name="Events">What happened, as far as it is remembered; nothing where the attack is not told by an event, because thousands of them take memory to tell.</param>
/// <param name="Resident">Memory of its daemon, octets.</param>
public sealed record AttackSnapshot(ImmutableArray<CounterReport> Counters, ImmutableArray<ViolationReport> Violations, ImmutableArray<EventReport> Events, long Resident)
{
    /// <summary>All that the packet filter refused.</summary>
    public long Refused => Counters.Where(row => row.Group == "filter").Sum(row => row.Value);

    /// <summary>A counter of the packet filter, or of the engine that knows hosts.</summary>
    public long Count(string name) => Counters.FirstOrDefault(row => row.Group is "filter" or "hosts" && row.Name == name)?.Value ?? 0;

    /// <summary>Frames that were refused for a reason, if the leaf says who sent some of them; -1 otherwise.</summary>
    public long Named(string reason) => !Violations.Any(row => row.Reason == reason) ? -1
        : Counters.FirstOrDefault(row => row.Group == "edge" && string.Equals(row.Name, reason.Replace("-", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))?.Value ?? 0;

    /// <summary>The last event of a kind.</summary>
    public long Told(string kind) => Events.Where(item => item.Kind == kind).Select(item => item.Sequence).DefaultIfEmpty(-1).Max();
}
