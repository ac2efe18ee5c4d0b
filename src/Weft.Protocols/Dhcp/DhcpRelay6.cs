using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp6;

namespace Weft.Protocols.Dhcp;

/// <summary>Carries DHCPv6 between the hosts of a leaf and servers elsewhere (RFC 8415 section 19).</summary>
/// <remarks>The leaf's own loopback is the source, because all leaves have the same gateway address; which subnet the client is in says the link
/// address, which is the gateway's.</remarks>
internal sealed class DhcpRelay6(NodePlan plan, CounterGroup<DhcpCounter> counters)
{
    // Interface id and client MAC with their option headers, and the header of the relayed message.
    private const int Overhead = Dhcp6RelayHeader.Length + (3 * Dhcp6Option.HeaderLength) + 2 + MacAddress.Length;

    private readonly byte[] _message = new byte[DhcpLimits.MaximumMessage];
    private readonly byte[] _frame = new byte[FrameWriter.MaximumLength];

    /// <summary>Sends a client's message on to the servers, if its subnet has any and it was meant for relays.</summary>
    public void Forward(Instant now, DhcpPlace place, in DhcpPacket packet, LeaseBook book, IDhcpEffects effects)
    {
        ReadOnlySpan<IpAddress> servers = place.ServersOf(AddressFamily.Ipv6);
        if (servers.IsEmpty || place.Gateway6 is not { } gateway || packet.Destination != Dhcp6CodePoints.AllAgents)
        {
            return;
        }

        if (Overhead + place.Name.Length + packet.Payload.Length > _message.Length)
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.TooLong, packet.SourceMac, effects);
            return;
        }

        int length = new Dhcp6RelayHeader(Dhcp6MessageType.RelayForward, 0, gateway, packet.Source).Write(_message);
        Dhcp6OptionWriter writer = new(_message.AsSpan(length));
        writer.Write(Dhcp6OptionCode.InterfaceId, place.Name);
        writer.Write(Dhcp6OptionCode.RelayMessage, packet.Payload);
        writer.Write(packet.SourceMac);
        length += writer.Length;
        foreach (IpAddress server in servers)
        {
            counters.Increment(DhcpCounter.RelayedToServer);
            effects.SendDatagram(
                new Datagram(VrfId.Default, plan.Node.Loopback6, Dhcp6CodePoints.ServerPort, server, Dhcp6CodePoints.ServerPort),
                _message.AsSpan(0, length));
        }
    }

    /// <summary>Hands a server's answer to the client.</summary>
    public void Deliver(DhcpTransaction transaction, ReadOnlySpan<byte> message, IDhcpEffects effects)
    {
        int length = UdpHeader.Length + message.Length;
        if (EthernetHeader.Length + Ipv6Header.Length + length > _frame.Length)
        {
            return;
        }

        DhcpPlace place = transaction.Place;
        IpAddress gateway = place.Segment.Subnet.GatewayLinkLocal;
        int offset = new EthernetHeader(transaction.Mac, place.Segment.Subnet.GatewayMac6, EtherType.Ipv6).Write(_frame);
        offset += new Ipv6Header(0, 0, IpProtocol.Udp, DhcpLimits.HopLimit, gateway, transaction.Peer).Write(_frame.AsSpan(offset), length);
        Span<byte> datagram = _frame.AsSpan(offset, length);
        message.CopyTo(datagram[UdpHeader.Length..]);
        new UdpHeader(Dhcp6CodePoints.ServerPort, Dhcp6CodePoints.ClientPort).Write(datagram, gateway, transaction.Peer);
        counters.Increment(DhcpCounter.RelayedToClient);
        effects.Send(place.Port.Index, place.Tag, _frame.AsSpan(0, offset + length));
    }
}
