using Weft.Wire;

namespace Weft.Model;

/// <summary>One segment of a node: a VLAN and the gateway it has there.</summary>
public sealed record SegmentPlan
{
    public required SegmentId Id { get; init; }

    public required Subnet Subnet { get; init; }

    /// <summary>The routed interface of the segment (SVI): "vlan10".</summary>
    public required string Interface { get; init; }

    /// <summary>The metric at which this node advertises the subnet's prefixes; null when it must not.</summary>
    public required uint? PrefixMetric { get; init; }

    /// <summary>False on nodes that only bridge the segment.</summary>
    public bool HasGateway { get; init; } = true;

    public VrfId Vrf => Subnet.Vrf.Id;

    public VlanId Vlan => Subnet.Vlan;
}
