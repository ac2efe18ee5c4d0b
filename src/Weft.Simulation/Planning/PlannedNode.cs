namespace Weft.Simulation;

/// <summary>What a node holds before and after a change.</summary>
public sealed record PlannedNode
{
    public required string Node { get; init; }

    /// <summary>Host routes, its own hosts included.</summary>
    public required int HostRoutesBefore { get; init; }

    public required int HostRoutes { get; init; }

    /// <summary>Entries of its forwarding table: routes, leaks and local hosts.</summary>
    public required int ForwardingBefore { get; init; }

    public required int Forwarding { get; init; }

    /// <summary>Its own LSPs and their octets.</summary>
    public required int Fragments { get; init; }

    public required int LinkStateOctets { get; init; }
}
