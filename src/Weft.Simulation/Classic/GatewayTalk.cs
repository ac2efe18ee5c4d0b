using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a classic router says and hears in its subnets: ARP, neighbour discovery and the election of the gateway.</summary>
internal sealed class GatewayTalk(ClassicNode node, ClassicRouter router)
{
    private const byte VrrpVersion = 3;
    private const ushort IntervalCentiseconds = 100;

    private readonly byte[] _frame = new byte[FrameWriter.MaximumLength];

    /// <summary>Hears a frame; true when it was a question that this router answers.</summary>
    public bool Hear(Instant now, GatewayInterface gateway, in EthernetView ethernet)
    {
        switch (ethernet.Type)
        {
            case EtherType.Arp:
                return HearArp(now, gateway, ethernet);
            case EtherType.Ipv4 when ethernet.Destination == VrrpCodePoints.GroupMac4:
                if (Ipv4View.TryParse(ethernet.Payload, out Ipv4View packet4) == Ipv4Fault.None && packet4.Protocol == IpProtocol.Vrrp)
                {
                    HearAdvertisement(now, gateway, packet4.Payload, packet4.Source, packet4.Destination);
                }

                return false;
            case EtherType.Ipv6:
                return Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet6) == Ipv6Fault.None && HearIpv6(now, gateway, ethernet.Source, packet6);
            default:
                return false;
        }
    }

    /// <summary>Asks who has an address of the subnet.</summary>
    public void Ask(Instant now, GatewayInterface gateway, IpAddress target)
    {
        IpAddress source = gateway.AskFrom(target);
        int length = target.IsIpv6
            ? FrameWriter.NeighborSolicitation(_frame, node.Mac, source, target, node.Mac)
            : FrameWriter.Arp(_frame, MacAddress.Broadcast, node.Mac, ArpPacket.Request(node.Mac, source, target));
        Send(now, gateway, length);
    }

    /// <summary>Says that the master lives, once for each family (RFC 5798 section 7.2). The frames also tell bridges where the virtual MACs are.</summary>
    public void Advertise(Instant now, GatewayInterface gateway)
    {
        VrrpAdvertisement advertisement = new(VrrpVersion, gateway.Subnet.Vrid, gateway.Election!.Priority, IntervalCentiseconds);
        IpAddress[] addresses4 = [.. gateway.Subnet.Gateways.Select(item => item.Address).Where(address => address.IsIpv4)];
        if (addresses4.Length > 0)
        {
            Send(now, gateway, FrameWriter.Vrrp(_frame, gateway.VirtualMac(ipv6: false), gateway.Own[0], advertisement, addresses4));
        }

        IpAddress[] addresses6 = [.. gateway.Subnet.Gateways.Select(item => item.Address).Where(address => address.IsIpv6)];
        if (addresses6.Length > 0)
        {
            Send(now, gateway, FrameWriter.Vrrp(_frame, gateway.VirtualMac(ipv6: true), gateway.LinkLocal, advertisement, [gateway.Subnet.GatewayLinkLocal, .. addresses6]));
        }
    }

    /// <summary>A new master tells everybody where the gateway is now (RFC 5798 section 6.4.1).</summary>
    public void Announce(Instant now, GatewayInterface gateway)
    {
        foreach (IpAddress address in gateway.Subnet.Gateways.Select(item => item.Address))
        {
            MacAddress mac = gateway.VirtualMac(address.IsIpv6);
            NeighborMessage advertisement = new(NeighborFlags.Router | NeighborFlags.Override, address);
            int length = address.IsIpv6
                ? FrameWriter.UnsolicitedNeighborAdvertisement(_frame, mac, address, advertisement, mac)
                : FrameWriter.Arp(_frame, MacAddress.Broadcast, mac, ArpPacket.Announcement(mac, address));
            Send(now, gateway, length);
        }
    }

    private bool HearArp(Instant now, GatewayInterface gateway, in EthernetView ethernet)
    {
        if (ArpView.TryParse(ethernet.Payload, out ArpView view) != ArpFault.None)
        {
            return false;
        }

        ArpPacket arp = view.Packet;
        bool isMine = Speaks(gateway, arp.TargetAddress, out MacAddress mac);
        bool isQuestion = arp.Operation == ArpOperation.Request && isMine;
        router.Learn(now, gateway, arp.SenderAddress, arp.SenderMac, isNew: isQuestion);
        if (isQuestion)
        {
            ArpPacket reply = ArpPacket.Reply(mac, arp.TargetAddress, arp.SenderMac, arp.SenderAddress);
            Send(now, gateway, FrameWriter.Arp(_frame, arp.SenderMac, mac, reply));
        }

        return isQuestion;
    }

    private bool HearIpv6(Instant now, GatewayInterface gateway, MacAddress from, in Ipv6View packet)
    {
        if (packet.UpperProtocol == IpProtocol.Vrrp)
        {
            HearAdvertisement(now, gateway, packet.UpperLayer, packet.Source, packet.Destination);
            return false;
        }

        if (NdView.TryParse(packet, out NdView message) != NdFault.None)
        {
            return false;
        }

        if (message.Type == Icmpv6Type.NeighborAdvertisement)
        {
            MacAddress at = message.TryGetLinkLayer(NdOptionType.TargetLinkLayerAddress, out MacAddress told) ? told : from;
            router.Learn(now, gateway, message.Target, at, isNew: false);
            return false;
        }

        if (message.Type != Icmpv6Type.NeighborSolicitation || message.Source.IsUnspecified || !Speaks(gateway, message.Target, out MacAddress mac))
        {
            return false;
        }

        MacAddress asker = message.TryGetLinkLayer(NdOptionType.SourceLinkLayerAddress, out MacAddress source) ? source : from;
        router.Learn(now, gateway, message.Source, asker, isNew: true);
        NeighborMessage answer = new(NeighborFlags.Router | NeighborFlags.Solicited | NeighborFlags.Override, message.Target);
        Send(now, gateway, FrameWriter.NeighborAdvertisement(_frame, asker, mac, message.Target, message.Source, answer, mac));
        return true;
    }

    private void HearAdvertisement(Instant now, GatewayInterface gateway, ReadOnlySpan<byte> octets, IpAddress source, IpAddress destination)
    {
        if (gateway.Election is VirtualRouter election && VrrpView.TryParse(octets, source, destination, out VrrpView view) == VrrpFault.None
            && view.VirtualRouterId == gateway.Subnet.Vrid)
        {
            election.Hear(now, view.Priority);
        }
    }

    /// <summary>True when this router answers for the address: with the virtual MAC for the gateway, with its own for its own.</summary>
    private bool Speaks(GatewayInterface gateway, IpAddress address, out MacAddress mac)
    {
        bool isGateway = gateway.Subnet.IsGateway(address);
        mac = isGateway ? gateway.VirtualMac(address.IsIpv6) : node.Mac;
        return isGateway ? gateway.IsActive : gateway.Own.Contains(address) || address == gateway.LinkLocal;
    }

    private void Send(Instant now, GatewayInterface gateway, int length) => node.Bridging.Send(now, gateway.Vlan, _frame.AsSpan(0, length));
}
