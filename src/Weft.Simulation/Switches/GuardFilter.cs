using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The rules for frames from guarded ports, as a switch's packet filter has them: storms are cut, and what has no binding does not pass.</summary>
internal sealed class GuardFilter(BoundHosts hosts, int broadcasts)
{
    private const int DhcpServer = 67;
    private const int DhcpClient = 68;
    private const int Dhcp6Server = 547;

    /// <summary>True when the guard lets a frame not in.</summary>
    public static bool Refuses(FilterVerdict verdict) => verdict >= FilterVerdict.GatewayMacSpoofed;

    /// <summary>A frame from a guarded port.</summary>
    /// <param name="now">The time.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="port">The port.</param>
    /// <param name="facts">The frame.</param>
    /// <param name="frame">Its octets.</param>
    /// <param name="isAttached">True when the destination MAC is attached to the segment.</param>
    /// <param name="known">True when packets of this port, MAC and address were seen before.</param>
    /// <param name="isNew">True for a packet that says where a host is, and that has not been reported.</param>
    public FilterVerdict FromHost(
        Instant now, PlaneSegment segment, PlanePort port, in FrameFacts facts, ReadOnlySpan<byte> frame, bool isAttached, bool known, out bool isNew)
    {
        isNew = false;
        if (facts.Destination.IsGroup && !port.TryTakeOneToMany(now, broadcasts))
        {
            return FilterVerdict.Storm;
        }

        if (segment.IsVirtual(facts.Source))
        {
            return FilterVerdict.GatewayMacSpoofed;
        }

        switch (facts.Kind)
        {
            case FrameKind.Arp:
                return Arp(segment, port, facts);
            case FrameKind.ReverseArp:
                // Announced by itself: the daemon has heard it, nobody else need.
                return FilterVerdict.ForeignProtocol;
            case FrameKind.Ipv4 or FrameKind.Ipv6:
                break;
            default:
                return FilterVerdict.ForeignProtocol;
        }

        if (facts.HidesUpper)
        {
            return FilterVerdict.HiddenMessage;
        }

        if (facts.Icmpv6 != 0 && Neighbor(segment, port, facts) is { } verdict)
        {
            return verdict;
        }

        if (segment.Gateways.Contains(facts.From))
        {
            return FilterVerdict.GatewayAddressClaimed;
        }

        if (hosts.IsBound(segment.Id, port.Index, facts.Source, facts.From))
        {
            return !port.Plan.ServesDhcp && PortOf(facts, frame) == (facts.Kind == FrameKind.Ipv4 ? DhcpServer : Dhcp6Server)
                ? FilterVerdict.ServerMessage
                : SegmentFilter.FromHost(segment, facts, isAttached, known, out isNew);
        }

        if (facts.Kind == FrameKind.Ipv4 && facts.From.IsUnspecified && PortOf(facts, frame) == DhcpClient)
        {
            return FilterVerdict.Bridge;
        }

        isNew = !known && !facts.From.IsUnspecified;
        return FilterVerdict.Unbound;
    }

    private FilterVerdict Arp(PlaneSegment segment, PlanePort port, in FrameFacts facts)
    {
        if (segment.IsVirtual(facts.ArpSender))
        {
            return FilterVerdict.GatewayMacSpoofed;
        }

        if (segment.Gateways.Contains(facts.From))
        {
            return FilterVerdict.GatewayAddressClaimed;
        }

        bool isBound = facts.ArpSender == facts.Source && hosts.IsBound(segment.Id, port.Index, facts.Source, facts.From);
        if (!isBound && !(facts.ArpOperation == ArpOperation.Request && facts.From.IsUnspecified))
        {
            return FilterVerdict.Unbound;
        }

        return segment.IsVirtual(facts.Destination) ? FilterVerdict.ToGateway : FilterVerdict.Bridge;
    }

    /// <summary>ICMPv6; null for what goes the way of all packets.</summary>
    private FilterVerdict? Neighbor(PlaneSegment segment, PlanePort port, in FrameFacts facts)
    {
        bool isAdvertisement = facts.Icmpv6 == Icmpv6Type.NeighborAdvertisement;
        if (facts.Icmpv6 is Icmpv6Type.RouterAdvertisement or Icmpv6Type.Redirect)
        {
            return FilterVerdict.RouterMessage;
        }

        if (segment.Gateways.Contains(facts.From) || (isAdvertisement && segment.Gateways.Contains(facts.NeighborTarget)))
        {
            return FilterVerdict.GatewayAddressClaimed;
        }

        if (isAdvertisement && !hosts.IsBound(segment.Id, port.Index, facts.Source, facts.NeighborTarget))
        {
            return FilterVerdict.Unbound;
        }

        bool isReport = facts.Icmpv6 is Icmpv6Type.ListenerReport or Icmpv6Type.ListenerDone or Icmpv6Type.ListenerReportV2;
        if (isReport && (facts.From.IsUnspecified || facts.From.IsLinkLocal))
        {
            return FilterVerdict.Bridge;
        }

        if (!facts.IsNeighborDiscovery)
        {
            return null;
        }

        bool isNewcomer = facts.From.IsUnspecified && facts.Icmpv6 is (Icmpv6Type.RouterSolicitation or Icmpv6Type.NeighborSolicitation);
        if (!isNewcomer && !hosts.IsBound(segment.Id, port.Index, facts.Source, facts.From))
        {
            return FilterVerdict.Unbound;
        }

        return segment.IsVirtual(facts.Destination) ? FilterVerdict.ToGateway : FilterVerdict.Bridge;
    }

    /// <summary>The source port of a UDP datagram; 0 for everything else.</summary>
    private static int PortOf(in FrameFacts facts, ReadOnlySpan<byte> frame) =>
        facts.Upper == IpProtocol.Udp && facts.UpperOffset != 0 && frame.Length >= facts.UpperOffset + 2
            ? BinaryPrimitives.ReadUInt16BigEndian(frame[facts.UpperOffset..])
            : 0;
}
