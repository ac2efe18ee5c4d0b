namespace Weft.Model;

/// <summary>A gateway address that a node owns together with the other leaves of its subnet.</summary>
public sealed record GatewayReport
{
    public required string Node { get; init; }

    public required string Subnet { get; init; }

    public required string Vrf { get; init; }

    public required int Vlan { get; init; }

    public required string Interface { get; init; }

    /// <summary>With its prefix length.</summary>
    public required string Address { get; init; }

    /// <summary>The virtual MAC that answers for it.</summary>
    public required string Mac { get; init; }

    /// <summary>"routed" or "bridged".</summary>
    public required string Scope { get; init; }

    /// <summary>The metric at which the node advertises the prefix; null when it does not.</summary>
    public uint? PrefixMetric { get; init; }

    /// <summary>"master" when this node sends the VRRP advertisements for the address, "backup" when another router does, "down" while no port
    /// is up; null when none are asked for. Forwarding does not depend on it.</summary>
    public string? Vrrp { get; init; }
}
