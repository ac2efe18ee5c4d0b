using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Derives what one node must know from the fabric.</summary>
public static class NodePlanner
{
    /// <summary>Metric of a prefix in its home site, and everywhere when a subnet has no home.</summary>
    public const uint HomeMetric = 10;

    /// <summary>Metric of a prefix in a backup site: above any path within a fabric of sensible metrics.</summary>
    public const uint BackupMetric = 1_000;

    /// <summary>The plan of a node. Throws <see cref="ArgumentException"/> when the fabric has no such node.</summary>
    public static NodePlan Derive(Fabric fabric, string nodeName)
    {
        FabricNode node = fabric.FindNode(nodeName) ?? throw new ArgumentException($"fabric {fabric.Name} has no node {nodeName}", nameof(nodeName));
        ImmutableArray<Vrf> vrfs = VrfsOf(fabric);
        return new NodePlan
        {
            Fabric = fabric,
            Node = node,
            Ports = [.. node.Ports.Select((port, index) => PlanPort(node, port, index, vrfs))],
            Vrfs = vrfs,
            Segments = PlanSegments(fabric, node),
            Outside = PlanOutside(fabric, node),
        };
    }

    /// <summary>The segment that a subnet's VLAN has on a node.</summary>
    public static SegmentId SegmentOf(FabricNode node, Subnet subnet) => subnet.Scope == SubnetScope.Bridged
        ? SegmentId.Bridged(subnet.Index, node.Site.Index)
        : SegmentId.Routed(subnet.Index, node.Index);

    private static ImmutableArray<SegmentPlan> PlanSegments(Fabric fabric, FabricNode node)
    {
        List<SegmentPlan> segments = [];
        foreach (Subnet subnet in fabric.Subnets)
        {
            bool hasGateway = node.Role == NodeRole.Leaf && subnet.IsAt(node.Site);
            if (hasGateway || node.Ports.Any(port => port.Subnets.Contains(subnet)))
            {
                segments.Add(new SegmentPlan
                {
                    Id = SegmentOf(node, subnet),
                    Subnet = subnet,
                    Interface = $"vlan{subnet.Vlan}",
                    PrefixMetric = hasGateway ? PrefixMetricOf(subnet, node.Site) : null,
                    HasGateway = hasGateway,
                });
            }
        }

        return [.. segments.OrderBy(segment => segment.Id)];
    }

    private static uint? PrefixMetricOf(Subnet subnet, Site site)
    {
        if (subnet.Home is null || subnet.Home == site)
        {
            return HomeMetric;
        }

        return subnet.Backup.Contains(site) ? BackupMetric : null;
    }

    private static ImmutableArray<OutsidePlan> PlanOutside(Fabric fabric, FabricNode node) =>
    [
        .. fabric.Outside
            .SelectMany(router => router.Sessions, (router, session) => (router.VrfId, session))
            .Where(pair => pair.session.Edge.Node == node.Name)
            .DistinctBy(pair => pair.VrfId)
            .OrderBy(pair => pair.VrfId)
            .Select(pair => new OutsidePlan(pair.VrfId, pair.session.Announce)),
    ];

    /// <summary>A VRF that neither a subnet nor an outside router is in needs nothing.</summary>
    private static ImmutableArray<Vrf> VrfsOf(Fabric fabric)
    {
        HashSet<VrfId> used = [.. fabric.Subnets.Select(subnet => subnet.Vrf.Id), .. fabric.Outside.Select(router => router.VrfId)];
        return [.. fabric.Vrfs.Where(vrf => vrf.Id != VrfId.Default && used.Contains(vrf.Id)).OrderBy(vrf => vrf.Id)];
    }

    private static PortPlan PlanPort(FabricNode node, FabricPort port, int index, ImmutableArray<Vrf> vrfs) => new()
    {
        Index = new PortIndex((ushort)index),
        Name = port.Name,
        Kind = port.Kind,
        Segments = [.. port.Subnets.Select(subnet => new PortSegment(SegmentOf(node, subnet), TagOf(port, subnet)))],
        Foreign = port.Foreign,
        Moves = port.Moves,
        ServesDhcp = port.ServesDhcp,
        Guard = port.Guard,
        Bpdu = port.Bpdu,
        IsMonitored = port.IsMonitored,
        Metric = port.Metric,
        Bfd = port.Bfd,
        Addresses = port.Addresses,
        Vrf = port.Vrf,
        Vrfs = port.Kind == PortKind.Fabric
            ? [.. vrfs.Select(vrf => new PortVrf(vrf, VrfLinks.TagOf(vrf.Id), VrfLinks.InterfaceOf(port.Name, index, vrf.Id)))]
            : [],
    };

    /// <summary>Access ports are untagged, trunks tagged, links between switches tagged only when they carry more than one subnet.</summary>
    private static VlanId TagOf(FabricPort port, Subnet subnet) => port.Kind switch
    {
        PortKind.Trunk => subnet.Vlan,
        PortKind.Interswitch when port.Subnets.Length > 1 => subnet.Vlan,
        _ => VlanId.Untagged,
    };
}
