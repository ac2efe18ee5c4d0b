using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>One bridge for all segments, filtering by VLAN; each segment's routed interface is a VLAN device on it. All of them keep
/// the bridge's MAC: another would make the bridge promiscuous and copy every transit frame to the CPU.</summary>
public sealed class VlanAwareBridge(LinkSetup setup) : IBridgeDriver
{
    /// <summary>The name of the bridge.</summary>
    public const string Interface = "br0";

    /// <inheritdoc/>
    public string Name => "vlan-aware";

    /// <inheritdoc/>
    public void PrepareSegments(NodePlan plan)
    {
        if (plan.Segments.IsEmpty)
        {
            return;
        }

        MacAddress mac = BridgeMac.Of(plan.Node);
        int bridge = setup.Ensure(new KernelLinkSpec { Name = Interface, Kind = "bridge", Mac = mac, VlanFiltering = true });
        setup.EnsureMac(bridge, mac);
        setup.Kernel.WriteSetting($"net/ipv6/conf/{Interface}/disable_ipv6", "1");
        setup.EnsureUp(bridge);
        foreach (SegmentPlan segment in plan.Segments)
        {
            AddVlan(new KernelBridgeVlan(bridge, segment.Vlan.Value, Untagged: false, OnBridge: true), Interface);
            setup.Ensure(new KernelLinkSpec { Name = segment.Interface, Kind = "vlan", Parent = bridge, VlanId = segment.Vlan.Value });
        }
    }

    /// <inheritdoc/>
    public void AttachPort(NodePlan plan, PortPlan port, int index)
    {
        setup.EnsureMaster(index, setup.Links.IndexOf(Interface));
        setup.Kernel.SetBridgePort(index, new BridgePortSettings(Learning: true, UnicastFlood: true))
            .ThrowIfFailed($"set up bridge port {port.Name}");
        foreach (PortSegment member in port.Segments)
        {
            if (plan.FindSegment(member.Segment) is not SegmentPlan segment)
            {
                continue;
            }

            if (member.Tag.IsTagged && member.Tag != segment.Vlan)
            {
                throw new KernelException($"attach {port.Name}", Errno.NotSupported, $"tag {member.Tag} for VLAN {segment.Vlan}: tags are not translated");
            }

            AddVlan(new KernelBridgeVlan(index, segment.Vlan.Value, Untagged: !member.Tag.IsTagged, OnBridge: false), port.Name);
        }
    }

    /// <inheritdoc/>
    public KernelForwarding LocalEntry(SegmentPlan segment, MacAddress mac) =>
        new(setup.Links.IndexOf(Interface), mac, segment.Vlan.Value, NeighborState.Permanent, OnBridge: true);

    /// <inheritdoc/>
    public KernelForwarding HostEntry(SegmentPlan segment, MacAddress mac, int port) =>
        new(port, mac, segment.Vlan.Value, NeighborState.NoArp, OnBridge: false);

    private void AddVlan(in KernelBridgeVlan vlan, string name) =>
        setup.Kernel.AddBridgeVlan(vlan).ThrowIfFailed($"add VLAN {vlan.VlanId} to {name}");
}
