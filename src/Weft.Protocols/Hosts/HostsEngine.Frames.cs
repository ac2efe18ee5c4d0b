using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <content>Frames of hosts: what ARP, RARP and ND messages say, and the probes this node sends.</content>
public sealed partial class HostsEngine
{
    /// <summary>Takes an untagged Ethernet frame that arrived on a host port with the given tag on the wire (0: none).</summary>
    public void HandleFrame(Instant now, PortIndex port, VlanId tag, ReadOnlySpan<byte> frame, IHostsEffects effects)
    {
        if (_plan.Ports[port.Value].SegmentOf(tag) is not { } segment)
        {
            Counters.Increment(HostCounter.UnknownSegment);
            return;
        }

        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            Counters.Increment(HostCounter.MalformedFrame);
            return;
        }

        HostAttachment at = new(port, tag, segment, ethernet.Source);
        switch (ethernet.Type)
        {
            case EtherType.Arp or EtherType.Rarp:
                HandleArp(now, at, ethernet, effects);
                break;
            case EtherType.Ipv6:
                HandleNeighborDiscovery(now, at, ethernet, effects);
                break;
            default:
                break;
        }
    }

    private void HandleArp(Instant now, in HostAttachment at, in EthernetView ethernet, IHostsEffects effects)
    {
        if (ArpView.TryParse(ethernet.Payload, out ArpView arp) != ArpFault.None)
        {
            Counters.Increment(HostCounter.MalformedFrame);
        }
        else if (arp.SenderMac != at.Mac)
        {
            // A sender inside the message that is not the sender of the frame is a lie or a proxy; neither is first-hand.
            Counters.Increment(HostCounter.SenderMacMismatch);
        }
        else if (arp.IsReverse)
        {
            ObserveMac(now, at, effects);
        }
        else if (arp.IsProbe || arp.SenderAddress.IsUnspecified)
        {
            Counters.Increment(HostCounter.AddressProbe);
        }
        else
        {
            EvidenceKind kind = arp.IsAnnouncement || (arp.Operation == ArpOperation.Reply && ethernet.Destination.IsGroup)
                ? EvidenceKind.Announcement
                : arp.Operation == ArpOperation.Reply ? EvidenceKind.ProbeAnswer : EvidenceKind.ArpNd;
            Observe(now, at, arp.SenderAddress, kind, effects);
        }
    }

    private void HandleNeighborDiscovery(Instant now, in HostAttachment at, in EthernetView ethernet, IHostsEffects effects)
    {
        if (Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet) != Ipv6Fault.None)
        {
            Counters.Increment(HostCounter.MalformedFrame);
            return;
        }

        NdFault fault = NdView.TryParse(packet, out NdView message);
        if (fault == NdFault.NotNeighborDiscovery)
        {
            return;
        }

        if (fault != NdFault.None)
        {
            Counters.Increment(HostCounter.MalformedFrame);
            return;
        }

        if (message.Type == Icmpv6Type.NeighborAdvertisement)
        {
            ObserveAdvertisement(now, at, message, effects);
        }
        else if (message.IsDuplicateAddressDetection)
        {
            Counters.Increment(HostCounter.AddressProbe);
        }
        else if (message.Type is Icmpv6Type.NeighborSolicitation or Icmpv6Type.RouterSolicitation && !message.Source.IsUnspecified)
        {
            if (message.TryGetLinkLayer(NdOptionType.SourceLinkLayerAddress, out MacAddress source) && source != at.Mac)
            {
                Counters.Increment(HostCounter.SenderMacMismatch);
                return;
            }

            Observe(now, at, message.Source, EvidenceKind.ArpNd, effects);
        }
    }

    private void ObserveAdvertisement(Instant now, in HostAttachment at, in NdView message, IHostsEffects effects)
    {
        if (message.TryGetLinkLayer(NdOptionType.TargetLinkLayerAddress, out MacAddress target) && target != at.Mac)
        {
            Counters.Increment(HostCounter.SenderMacMismatch);
            return;
        }

        bool solicited = (message.Neighbor.Flags & NeighborFlags.Solicited) != 0;
        Observe(now, at, message.Target, solicited ? EvidenceKind.ProbeAnswer : EvidenceKind.Announcement, effects);
    }

    /// <summary>Asks a place for an address: a unicast ARP request or NS from the gateway (a real sender address, so that no stack takes
    /// it for a conflict), with the virtual MAC inside, so that the answer comes back to this port and nowhere else.</summary>
    private void SendProbe(in HostAttachment target, IpAddress address, bool broadcast, IHostsEffects effects)
    {
        if (_plan.FindSegment(target.Segment) is not { } segment)
        {
            return;
        }

        MacAddress source = _ports.MacOf(target.Port);
        int length;
        if (address.IsIpv4)
        {
            if (GatewayFor(segment, address) is not { } gateway)
            {
                return;
            }

            MacAddress destination = broadcast ? MacAddress.Broadcast : target.Mac;
            ArpPacket question = new(ArpOperation.Request, segment.Subnet.GatewayMac4, gateway, MacAddress.Zero, address);
            length = FrameWriter.Arp(_frame, destination, source, question);
        }
        else
        {
            IpAddress gateway = segment.Subnet.GatewayLinkLocal;
            MacAddress virtualMac = segment.Subnet.GatewayMac6;
            length = broadcast
                ? FrameWriter.NeighborSolicitation(_frame, source, gateway, address, virtualMac)
                : FrameWriter.NeighborSolicitation(_frame, target.Mac, source, gateway, address, address, virtualMac);
        }

        effects.Send(target.Port, target.Tag, _frame.AsSpan(0, length));
    }

    /// <summary>The gateway a host expects to be asked by: that of the prefix its address is in, also when it is a foreign host.</summary>
    private IpAddress? GatewayFor(SegmentPlan segment, IpAddress address)
    {
        foreach (Subnet subnet in _plan.Fabric.Subnets)
        {
            foreach (GatewayAddress gateway in subnet.Gateways)
            {
                if (subnet.Vrf.Id == segment.Vrf && gateway.Prefix.Contains(address))
                {
                    return gateway.Address;
                }
            }
        }

        return null;
    }
}
