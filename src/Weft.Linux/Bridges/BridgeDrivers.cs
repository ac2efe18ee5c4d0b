using Weft.Model;

namespace Weft.Linux;

/// <summary>Picks the bridge driver of a node.</summary>
internal static class BridgeDrivers
{
    /// <summary>What the choice names; else what an earlier life of the node used; else the VLAN-aware bridge if the kernel can.
    /// The kernel is asked last because that takes tens of milliseconds.</summary>
    internal static IBridgeDriver Choose(NodePlan plan, LinkSetup links, BridgeDriverChoice choice)
    {
        if (choice == BridgeDriverChoice.Automatic)
        {
            links.Links.Reload(links.Kernel);
            choice = Find(plan, links);
        }

        return choice == BridgeDriverChoice.VlanAware ? new VlanAwareBridge(links) : new PlainBridges(links);
    }

    private static BridgeDriverChoice Find(NodePlan plan, LinkSetup links)
    {
        if (plan.Segments.IsEmpty || plan.Segments.Any(segment => links.Links.TryGet(segment.Interface, out KernelLink link) && link.Kind == "bridge"))
        {
            return BridgeDriverChoice.Plain;
        }

        bool aware = links.Links.TryGet(VlanAwareBridge.Interface, out KernelLink bridge) && bridge.VlanFiltering == true;
        return aware || links.Kernel.Capabilities is { VlanFiltering: true, VlanDevices: true }
            ? BridgeDriverChoice.VlanAware
            : BridgeDriverChoice.Plain;
    }
}
