using System.Collections.Immutable;
using Weft.Linux;
using Weft.Model;

namespace Weft.Lab;

/// <summary>What a fabric asks of a kernel that not every kernel has, worked out from the plans of its nodes.</summary>
public static class KernelNeeds
{
    /// <summary>The optional features that the nodes of a fabric cannot do without.</summary>
    public static KernelCapabilities Of(Fabric fabric)
    {
        NodePlan[] plans = [.. fabric.Nodes.Select(node => NodePlanner.Derive(fabric, node.Name))];
        bool tagged = plans.SelectMany(plan => plan.Ports).Any(port => port.Segments.Length > 1 || port.Segments.Any(segment => segment.Tag.IsTagged));
        bool vrfs = plans.Any(plan => !plan.Vrfs.IsEmpty);
        bool vrfLinks = plans.SelectMany(plan => plan.Ports).Any(port => !port.Vrfs.IsEmpty);
        return new KernelCapabilities(VlanFiltering: tagged, VlanDevices: tagged || vrfLinks, Vrf: vrfs, NextHopObjects: true)
        {
            BridgeTracking = fabric.TracksConnections,
            PortPrograms = !fabric.Priorities.IsEmpty,
        };
    }

    /// <summary>What this machine's own kernel lacks for the fabric, in words; empty when it can do it. Needs root.</summary>
    public static ImmutableArray<string> Missing(Fabric fabric) => Missing(Of(fabric), KernelCapabilities.OfThisKernel());

    /// <summary>What is needed and not there, in words.</summary>
    public static ImmutableArray<string> Missing(KernelCapabilities needed, KernelCapabilities present)
    {
        (bool IsMissing, string Name)[] features =
        [
            (needed.VlanFiltering && !present.VlanFiltering, "VLAN-aware bridges"),
            (needed.VlanDevices && !present.VlanDevices, "VLAN interfaces"),
            (needed.Vrf && !present.Vrf, "VRF devices"),
            (needed.NextHopObjects && !present.NextHopObjects, "next-hop objects"),
            (needed.BridgeTracking && !present.BridgeTracking, "connection tracking of bridged packets"),
            (needed.PortPrograms && !present.PortPrograms, "BPF programs at ports"),
        ];
        return [.. features.Where(feature => feature.IsMissing).Select(feature => feature.Name)];
    }
}
