using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>ARP and neighbour discovery of the node's own stack. On segments it is silent while the daemon lives, which answers better; when the
/// daemon is gone, it answers for the gateway, and for hosts whose route leaves by another interface.</summary>
internal sealed class NodeAnswers(PlaneCall call, DaemonLife daemon, RouteFinder routes, PlanePort[] ports, PlaneNeighbors neighbors, PacketSender sender)
{
    private readonly byte[] _answer = new byte[FrameWriter.MaximumLength];

    /// <summary>An ARP packet that the bridge or a port handed up.</summary>
    /// <param name="at">The interface.</param>
    /// <param name="from">The port by which it came.</param>
    /// <param name="facts">The packet.</param>
    /// <param name="frame">The whole frame.</param>
    public void HandleArp(RoutedInterface at, PlanePort from, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        call.Consume(frame, at.Segment?.Id ?? SegmentId.None, at.Vrf);
        bool isRequest = facts.ArpOperation == ArpOperation.Request;
        if (isRequest && at.Segment is not null && (daemon.IsAlive(call.Now) || from.IsInterswitch))
        {
            return;
        }

        if (isRequest && IsArpAnswered(at, facts))
        {
            call.Counters.Answered++;
            MacAddress mac = at.Segment is { HasGateway: true } segment ? segment.Plan.Subnet.GatewayMac4 : at.Mac;
            int length = FrameWriter.Arp(
                _answer, facts.ArpSender, mac, ArpPacket.Reply(mac, facts.To, facts.ArpSender, facts.From));
            sender.SendControl(at, at.Segment is null ? null : from, _answer.AsSpan(0, length));
            neighbors.Learn(at, facts.From, facts.ArpSender, mayAdd: true);
            return;
        }

        neighbors.Learn(at, facts.From, facts.ArpSender, mayAdd: false);
    }

    /// <summary>A neighbour discovery message to the node or to a group.</summary>
    public void HandleNeighborDiscovery(RoutedInterface at, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (Ipv6View.TryParse(frame[EthernetHeader.Length..], out Ipv6View packet) != Ipv6Fault.None
            || NdView.TryParse(packet, out NdView message) != NdFault.None)
        {
            return;
        }

        if (message.Type == Icmpv6Type.NeighborAdvertisement)
        {
            MacAddress mac = message.TryGetLinkLayer(NdOptionType.TargetLinkLayerAddress, out MacAddress said) ? said : facts.Source;
            neighbors.Learn(at, message.Target, mac, mayAdd: false);
            return;
        }

        if (message.Type == Icmpv6Type.NeighborSolicitation && at.Has(message.Target) && MayAdvertise(at, message))
        {
            Advertise(at, facts, message);
        }
    }

    /// <summary>On segments not while the daemon lives; and of what hosts may take for free, only the gateway's addresses are defended.</summary>
    private bool MayAdvertise(RoutedInterface at, in NdView question) => at.Segment is not { } segment
        || (!daemon.IsAlive(call.Now) && (!question.IsDuplicateAddressDetection || segment.Gateways.Contains(question.Target)));

    private void Advertise(RoutedInterface at, in FrameFacts facts, in NdView question)
    {
        call.Counters.Answered++;
        bool isProbe = question.IsDuplicateAddressDetection;
        IpAddress destination = isProbe ? IpAddress.AllNodes : question.Source;
        MacAddress asker = question.TryGetLinkLayer(NdOptionType.SourceLinkLayerAddress, out MacAddress said) ? said : facts.Source;
        NeighborFlags flags = NeighborFlags.Router | NeighborFlags.Override | (isProbe ? NeighborFlags.None : NeighborFlags.Solicited);
        int length = FrameWriter.NeighborAdvertisement(
            _answer, isProbe ? MacAddress.ForIpv6Multicast(IpAddress.AllNodes) : asker, at.Mac, question.Target, destination,
            new NeighborMessage(flags, question.Target), at.Mac);
        sender.SendControl(at, at.Segment is null ? null : ports[call.In.Value], _answer.AsSpan(0, length));
        if (!isProbe)
        {
            neighbors.Learn(at, question.Source, asker, mayAdd: true);
        }
    }

    /// <summary>Addresses of the very interface (arp_ignore 1); and, on segments, whatever is routed out of another interface (proxy_arp). Somebody who
    /// checks that an address is free is answered by its owner alone.</summary>
    private bool IsArpAnswered(RoutedInterface at, in FrameFacts facts)
    {
        if (at.Has(facts.To))
        {
            return true;
        }

        if (at.Segment is null || facts.From.IsUnspecified || !facts.To.IsHostUnicast
            || !routes.TryFind(at.Vrf, facts.To, out FoundRoute route) || route.IsDiscard || route.Entry == PlaneEntry.Own)
        {
            return false;
        }

        return route.Interface != at;
    }
}
