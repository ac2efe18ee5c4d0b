using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The leaf of <see cref="FilterPlan"/> with room for few hosts: a port may tell of 250 at once, and the sets hold a thousand.</summary>
public sealed class ReportBench : FilterBench
{
    public const int HostsPerPort = 250;

    public const int HostsPerNode = 1_000;

    public ReportBench()
        : base(FilterPlan.Leaf with { Fabric = FilterPlan.Leaf.Fabric with { Limits = new FabricLimits { HostsPerNode = HostsPerNode, HostsPerPort = HostsPerPort } } })
    {
    }
}
