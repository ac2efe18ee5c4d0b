using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>One bridge per segment; the bridge device is the routed interface. Ports carry one segment, untagged.</summary>
public sealed class PlainBridges(LinkSetup setup) : IBridgeDriver
{
    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public void PrepareSegments(NodePlan plan)
    {
        MacAddress mac = BridgeMac.Of(plan.Node);
        foreach (SegmentPlan segment in plan.Segments)
        {
            int bridge = setup.Ensure(new KernelLinkSpec { Name = segment.Interface, Kind = "bridge", Mac = mac });
            setup.EnsureMac(bridge, mac);
        }
    }

    /// <inheritdoc/>
    public void AttachPort(NodePlan plan, PortPlan port, int index)
    {
        foreach (PortSegment member in port.Segments)
        {
            if (member.Tag.IsTagged || port.Segments.Length > 1)
            {
                throw new KernelException($"attach {port.Name}", Errno.NotSupported, "tagged ports need a kernel with VLAN-aware bridges");
            }

            if (plan.FindSegment(member.Segment) is SegmentPlan segment)
            {
                setup.EnsureMaster(index, setup.Links.IndexOf(segment.Interface));
                setup.Kernel.SetBridgePort(index, new BridgePortSettings(Learning: true, UnicastFlood: true))
                    .ThrowIfFailed($"set up bridge port {port.Name}");
            }
        }
    }

    /// <inheritdoc/>
    public KernelForwarding LocalEntry(SegmentPlan segment, MacAddress mac) =>
        new(setup.Links.IndexOf(segment.Interface), mac, 0, NeighborState.Permanent, OnBridge: true);

    /// <inheritdoc/>
    public KernelForwarding HostEntry(SegmentPlan segment, MacAddress mac, int port) => new(port, mac, 0, NeighborState.NoArp, OnBridge: false);
}
