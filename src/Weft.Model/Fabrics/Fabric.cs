using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>A whole fabric: the validated, resolved and immutable form of a fabric file. Everything derivable is filled in.</summary>
public sealed record Fabric
{
    public required string Name { get; init; }

    public required ImmutableArray<Site> Sites { get; init; }

    /// <summary>The default VRF first.</summary>
    public required ImmutableArray<Vrf> Vrfs { get; init; }

    /// <summary>What VRFs have of each other; nothing else leads from one into another.</summary>
    public ImmutableArray<VrfImport> Imports { get; init; } = [];

    public required ImmutableArray<Subnet> Subnets { get; init; }

    public required ImmutableArray<FabricNode> Nodes { get; init; }

    public required ImmutableArray<FabricLink> Links { get; init; }

    public required ImmutableArray<FabricHost> Hosts { get; init; }

    public required ImmutableArray<OutsideRouter> Outside { get; init; }

    /// <summary>The autonomous system of the fabric's edges.</summary>
    public required uint AsNumber { get; init; }

    /// <summary>Prefixes whose host routes may be announced; empty means the prefixes of all subnets.</summary>
    public ImmutableArray<IpPrefix> Announce { get; init; } = [];

    /// <summary>False switches host routing off (to measure what it is worth): no claim is ever originated.</summary>
    public bool HostRouting { get; init; } = true;

    /// <summary>The file with the keys of IS-IS, as the fabric file has it; null when nothing is signed.</summary>
    public string? IsisKeyFile { get; init; }

    public IsisSettings Isis { get; init; } = new();

    public FabricTimers Timers { get; init; } = new();

    public FabricLimits Limits { get; init; } = new();

    /// <summary>The policies of hosts, in the order of the file.</summary>
    public ImmutableArray<HostPolicy> Policies { get; init; } = [];

    /// <summary>Which host has which policy.</summary>
    public PolicyAssignment PolicyAssignment { get; init; } = PolicyAssignment.None;

    /// <summary>True when some policy decides by flow.</summary>
    public bool AsksFlows => Policies.Any(policy => policy.Attention == PolicyAttention.EachFlow);

    /// <summary>True when some policy must know connections.</summary>
    public bool TracksConnections => Policies.Any(policy => policy.TracksConnections);

    /// <summary>The codepoints that give packets a priority at every port; none where no policy asks for any.</summary>
    public ImmutableArray<DiffServPriority> Priorities => DiffServPriority.Of(Policies);

    /// <summary>The policy of an id; null for none.</summary>
    public HostPolicy? FindPolicy(PolicyId id) => id.IsNone ? null : Policies[id.Value - 1];

    /// <summary>The node of that name, or null.</summary>
    public FabricNode? FindNode(string name) => Nodes.FirstOrDefault(node => node.Name == name);

    /// <summary>The host of that name, or null.</summary>
    public FabricHost? FindHost(string name) => Hosts.FirstOrDefault(host => host.Name == name);
}
