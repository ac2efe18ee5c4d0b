using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A node's answer: one table. Properties of other tables are absent. The same document is what <c>weft show --json</c> prints.</summary>
public sealed record NodeReport
{
    /// <summary>"weft.hosts/1".</summary>
    public required string Format { get; init; }

    /// <summary>The node that answered; null where the answers of several were joined.</summary>
    public string? Node { get; init; }

    /// <summary>Names the life of the daemon: another one after each start. Sequence numbers compare only within one.</summary>
    public string? Instance { get; init; }

    /// <summary>When the table was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The sequence number of the node's last event when the table was read.</summary>
    public long? Sequence { get; init; }

    /// <summary>Nodes that did not answer, when several were asked.</summary>
    public ImmutableArray<string>? Partial { get; init; }

    /// <summary>How the node is.</summary>
    public StatusReport? Status { get; init; }

    /// <summary>How several nodes are, where their answers were joined.</summary>
    public ImmutableArray<StatusReport>? Statuses { get; init; }

    public ImmutableArray<HostReport>? Hosts { get; init; }

    public ImmutableArray<RouteReport>? Routes { get; init; }

    public ImmutableArray<GatewayReport>? Gateways { get; init; }

    public ImmutableArray<PortReport>? Ports { get; init; }

    public ImmutableArray<NeighborReport>? Neighbors { get; init; }

    public ImmutableArray<KeyReport>? Keys { get; init; }

    public ImmutableArray<BindingReport>? Bindings { get; init; }

    public ImmutableArray<RefusedFrameReport>? RefusedFrames { get; init; }

    public ImmutableArray<ViolationReport>? Violations { get; init; }

    public ImmutableArray<PolicyReport>? Policies { get; init; }

    public ImmutableArray<CounterReport>? Counters { get; init; }

    public ImmutableArray<EventReport>? Events { get; init; }

    /// <summary>Why an address is where it is, one row a node.</summary>
    public ImmutableArray<ExplainReport>? Explanations { get; init; }

    /// <summary>Whether the node gives way to others.</summary>
    public DrainReport? Drain { get; init; }

    /// <summary>Whether several nodes give way, where their answers were joined.</summary>
    public ImmutableArray<DrainReport>? Drains { get; init; }

    public ImmutableArray<LspReport>? Lsps { get; init; }

    public ImmutableArray<SpfReport>? Paths { get; init; }

    public ImmutableArray<IsisRouteReport>? Prefixes { get; init; }

    public ImmutableArray<FragmentReport>? Fragments { get; init; }

    /// <summary>Events that happened but were no longer kept, or that a slow client missed.</summary>
    public long? Lost { get; init; }

    /// <summary>Why there is no table.</summary>
    public string? Error { get; init; }
}
