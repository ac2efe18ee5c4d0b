namespace Weft.Simulation;

/// <summary>What a change would do, found by letting it happen in the simulator.</summary>
public sealed record PlanReport
{
    /// <summary>The changes, as they were asked for.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>Every pair of hosts and clients that may speak with each other, or a sample of them.</summary>
    public required IReadOnlyList<PlannedFlow> Flows { get; init; }

    /// <summary>How many pairs there are in all.</summary>
    public required int AllFlows { get; init; }

    public required IReadOnlyList<PlannedNode> Nodes { get; init; }

    public required IReadOnlyList<FloodingDomain> FloodingDomains { get; init; }

    /// <summary>Hosts and clients that some flow is lost with.</summary>
    public IEnumerable<string> Losers => Flows.Where(flow => flow.IsLost).SelectMany(flow => new[] { flow.From, flow.To })
        .GroupBy(name => name).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key);

    public int CrossingsBefore => Flows.Where(flow => flow.DeliveredBefore).Sum(flow => flow.CrossingsBefore);

    public int Crossings => Flows.Where(flow => flow.Delivered).Sum(flow => flow.Crossings);
}
