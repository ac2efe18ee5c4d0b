using Weft.Wire;

namespace Weft.Model;

/// <summary>A VLAN or a link with hosts, on its way to be a subnet.</summary>
internal sealed class TopologySegment(string name, SourceSpan span)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public int? Vlan { get; set; }

    public List<IpPrefix> Prefixes { get; } = [];

    public List<GatewayAddress> Gateways { get; } = [];

    /// <summary>Which address of a prefix is the gateway; negative numbers count from the end.</summary>
    public int? GatewayNumber { get; set; }

    public string? Pool { get; set; }

    public string? Vrf { get; set; }

    /// <summary>Addresses of hosts, so that no gateway is derived that a host has.</summary>
    public HashSet<IpAddress> Taken { get; } = [];
}
