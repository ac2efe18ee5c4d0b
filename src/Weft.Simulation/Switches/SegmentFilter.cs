using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The rules for frames at the ports of a segment that this node is the gateway of: the very ones that a switch's packet filter has.</summary>
internal static class SegmentFilter
{
    /// <summary>A frame from a port with hosts.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="facts">The frame.</param>
    /// <param name="isAttached">True when the destination MAC is attached to the segment.</param>
    /// <param name="known">True when packets of this port, MAC and address were seen before.</param>
    /// <param name="isNew">True for a packet that says where a host is, and that has not been reported.</param>
    public static FilterVerdict FromHost(PlaneSegment segment, in FrameFacts facts, bool isAttached, bool known, out bool isNew)
    {
        isNew = false;
        if (facts.Kind == FrameKind.Ipv4 && known)
        {
            return Forward(segment, facts, isAttached);
        }

        if (facts.Kind == FrameKind.Ipv6 && facts.Upper == IpProtocol.Icmpv6)
        {
            FilterVerdict verdict = ControlFromHost(segment, facts);
            if (verdict != FilterVerdict.RouteInstead)
            {
                return verdict;
            }
        }

        if (facts.Kind == FrameKind.Ipv6 && known)
        {
            return Forward(segment, facts, isAttached);
        }

        if (segment.IsVirtual(facts.Source))
        {
            return FilterVerdict.GatewayMacSpoofed;
        }

        switch (facts.Kind)
        {
            case FrameKind.Arp:
                return ArpFromHost(segment, facts);
            case FrameKind.Ipv4 or FrameKind.Ipv6 when segment.Gateways.Contains(facts.From):
                return FilterVerdict.GatewayAddressClaimed;
            case FrameKind.Ipv4 or FrameKind.Ipv6:
                isNew = !facts.From.IsUnspecified && !(facts.Kind == FrameKind.Ipv6 && facts.From.IsLinkLocal);
                return Forward(segment, facts, isAttached);
            default:
                return FilterVerdict.Bridge;
        }
    }

    /// <summary>A frame from another switch of the segment.</summary>
    public static FilterVerdict FromSwitch(PlaneSegment segment, in FrameFacts facts)
    {
        if (segment.IsVirtual(facts.Source))
        {
            // By design of RFC 9568 section 7.3.
            return facts.Upper == IpProtocol.Vrrp && facts.IsIp ? FilterVerdict.Bridge : FilterVerdict.GatewayKeptLocal;
        }

        return segment.IsVirtual(facts.Destination) || !MayLeave(segment, facts) ? FilterVerdict.GatewayKeptLocal : FilterVerdict.Bridge;
    }

    /// <summary>False for ARP and ND about a gateway, which stays on its leaf: every leaf is the gateway.</summary>
    public static bool MayLeave(PlaneSegment segment, in FrameFacts facts) => facts.Kind switch
    {
        FrameKind.Arp => !segment.Gateways.Contains(facts.From) && !segment.Gateways.Contains(facts.To),
        FrameKind.Ipv6 when facts.Icmpv6 is Icmpv6Type.NeighborSolicitation or Icmpv6Type.NeighborAdvertisement =>
            !segment.Gateways.Contains(facts.NeighborTarget),
        _ => true,
    };

    private static FilterVerdict ArpFromHost(PlaneSegment segment, in FrameFacts facts)
    {
        if (segment.IsVirtual(facts.ArpSender))
        {
            return FilterVerdict.GatewayMacSpoofed;
        }

        if (segment.Gateways.Contains(facts.From))
        {
            return FilterVerdict.GatewayAddressClaimed;
        }

        return segment.IsVirtual(facts.Destination) ? FilterVerdict.ToGateway : FilterVerdict.Bridge;
    }

    /// <summary>ICMPv6: neighbour discovery is answered by the node or by the segment, never routed. Everything else goes the way of all
    /// packets, which <see cref="FilterVerdict.RouteInstead"/> stands for here.</summary>
    private static FilterVerdict ControlFromHost(PlaneSegment segment, in FrameFacts facts)
    {
        if (segment.IsVirtual(facts.Source))
        {
            return FilterVerdict.GatewayMacSpoofed;
        }

        bool isClaim = facts.Icmpv6 == Icmpv6Type.NeighborAdvertisement && segment.Gateways.Contains(facts.NeighborTarget);
        if (isClaim || segment.Gateways.Contains(facts.From))
        {
            return FilterVerdict.GatewayAddressClaimed;
        }

        if (!facts.IsNeighborDiscovery)
        {
            return FilterVerdict.RouteInstead;
        }

        return segment.IsVirtual(facts.Destination) ? FilterVerdict.ToGateway : FilterVerdict.Bridge;
    }

    /// <summary>To the gateway; then, on a routed segment, route what cannot be bridged. Link-local destinations cannot be routed.</summary>
    private static FilterVerdict Forward(PlaneSegment segment, in FrameFacts facts, bool isAttached)
    {
        if (segment.IsGatewayMac(facts.Destination, facts.Kind == FrameKind.Ipv6))
        {
            return FilterVerdict.ToGateway;
        }

        if (segment.IsBridgedFar)
        {
            return segment.IsVirtual(facts.Destination) ? FilterVerdict.ToGateway : FilterVerdict.Bridge;
        }

        return isAttached || facts.Destination.IsGroup || facts.To.IsLinkLocal ? FilterVerdict.Bridge : FilterVerdict.RouteInstead;
    }
}
