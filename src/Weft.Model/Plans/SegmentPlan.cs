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

    /// <summary>True for names that segments have, here or elsewhere: "vlan" and a number.</summary>
    public static bool IsInterface(string name) =>
        name.StartsWith("vlan", StringComparison.Ordinal) && name.Length > 4 && !name.AsSpan(4).ContainsAnyExceptInRange('0', '9');

    public VrfId Vrf => Subnet.Vrf.Id;

    public VlanId Vlan => Subnet.Vlan;
}
