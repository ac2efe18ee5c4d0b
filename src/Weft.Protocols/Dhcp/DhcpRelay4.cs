using System.Text;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Protocols.Dhcp;

/// <summary>Carries DHCP over IPv4 between the hosts of a leaf and servers elsewhere (RFC 1542 section 4, RFC 3046).</summary>
/// <remarks>All leaves have the same gateway address, so an answer to it could come to any of them. The relay's address is therefore the leaf's own
/// loopback; which subnet the client is in says the link selection (RFC 3527), and by the server override (RFC 5107) the client takes the gateway for the
/// server, so that renewals come through its leaf as well.</remarks>
internal sealed class DhcpRelay4(NodePlan plan, CounterGroup<DhcpCounter> counters)
{
    private const int MaximumAgentOption = 255;

    private readonly byte[] _message = new byte[DhcpLimits.MaximumMessage];
    private readonly byte[] _agent = new byte[MaximumAgentOption];
    private readonly byte[] _frame = new byte[FrameWriter.MaximumLength];
    private readonly byte[] _nodeName = Encoding.ASCII.GetBytes(plan.Node.Name);

    /// <summary>Sends a client's message on to the servers, if its subnet has any and it was meant for them.</summary>
    public void Forward(
        Instant now, DhcpPlace place, in DhcpPacket packet, in DhcpView message, DhcpTransaction? transaction, LeaseBook book, IDhcpEffects effects)
    {
        ReadOnlySpan<IpAddress> servers = place.ServersOf(AddressFamily.Ipv4);
        if (servers.IsEmpty || place.Gateway4 is not { } gateway)
        {
            return;
        }

        // A server that does not know the override has given its own address, and renewals go there. Only what is relayed comes back by this leaf.
        bool isToServer = servers.Contains(packet.Destination);
        if (!isToServer && packet.Destination != IpAddress.Ipv4Broadcast && packet.Destination != gateway)
        {
            return;
        }

        DhcpHeader header = message.Header;
        if (header.Hops >= DhcpLimits.MaximumHops)
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.TooManyHops, packet.SourceMac, effects);
            return;
        }

        int agent = WriteAgent(place, gateway);
        int length = DhcpHeader.Length + LengthOfOptions(message) + 2 + agent + 1;
        if (length > _message.Length)
        {
            book.Refuse(now, place.Port.Index, DhcpRefusal.TooLong, packet.SourceMac, effects);
            return;
        }

        header = header with { Hops = (byte)(header.Hops + 1), RelayAddress = plan.Node.Loopback4 };
        ReadOnlySpan<byte> relayed = Rewrite(header, message, _agent.AsSpan(0, agent));
        IpAddress? chosen = isToServer ? packet.Destination : ChosenServer(message, transaction);
        foreach (IpAddress server in servers)
        {
            if (chosen is null || chosen == server)
            {
                counters.Increment(DhcpCounter.RelayedToServer);
                effects.SendDatagram(
                    new Datagram(VrfId.Default, plan.Node.Loopback4, DhcpCodePoints.ServerPort, server, DhcpCodePoints.ServerPort), relayed);
            }
        }
    }

    /// <summary>Hands a server's answer to the client (RFC 2131 section 4.1).</summary>
    public void Deliver(DhcpPlace place, in DhcpView message, IDhcpEffects effects)
    {
        if (place.Gateway4 is not { } gateway || DhcpHeader.Length + LengthOfOptions(message) + 1 > _message.Length)
        {
            return;
        }

        bool isBroadcast = message.ClientAddress.IsUnspecified
            && (message.WantsBroadcast || message.Type == DhcpMessageType.Nak || message.YourAddress.IsUnspecified);
        IpAddress destination = isBroadcast ? IpAddress.Ipv4Broadcast
            : message.ClientAddress.IsUnspecified ? message.YourAddress : message.ClientAddress;
        ReadOnlySpan<byte> relayed = Rewrite(message.Header, message, default);
        MacAddress to = isBroadcast ? MacAddress.Broadcast : message.ClientMac;
        int offset = new EthernetHeader(to, place.Segment.Subnet.GatewayMac4, EtherType.Ipv4).Write(_frame);
        int length = UdpHeader.Length + relayed.Length;
        offset += new Ipv4Header(0, 0, 0, DhcpLimits.HopLimit, IpProtocol.Udp, gateway, destination).Write(_frame.AsSpan(offset), length);
        Span<byte> datagram = _frame.AsSpan(offset, length);
        relayed.CopyTo(datagram[UdpHeader.Length..]);
        new UdpHeader(DhcpCodePoints.ServerPort, DhcpCodePoints.ClientPort).Write(datagram, gateway, destination);
        counters.Increment(DhcpCounter.RelayedToClient);
        effects.Send(place.Port.Index, place.Tag, _frame.AsSpan(0, offset + length));
    }

    /// <summary>With the override all servers go by the same name, so the relay must know whose offer a client has chosen.</summary>
    private static IpAddress? ChosenServer(in DhcpView message, DhcpTransaction? transaction) =>
        message.Type == DhcpMessageType.Request && transaction is not null && message.TryFindAddress(DhcpOptionCode.RequestedAddress, out IpAddress requested)
            ? transaction.OffererOf(requested)
            : null;

    private int WriteAgent(DhcpPlace place, IpAddress gateway)
    {
        DhcpAgentWriter writer = new(_agent);
        writer.Write(DhcpAgentOptionCode.CircuitId, place.Name);
        writer.Write(DhcpAgentOptionCode.RemoteId, _nodeName);
        writer.Write(DhcpAgentOptionCode.LinkSelection, gateway);
        writer.Write(DhcpAgentOptionCode.ServerOverride, gateway);
        return writer.Length;
    }

    private static int LengthOfOptions(in DhcpView message)
    {
        int length = 0;
        DhcpOptionReader reader = message.Options;
        while (reader.TryRead(out DhcpOption option))
        {
            length += option.Code == DhcpOptionCode.RelayInformation ? 0 : 2 + option.Data.Length;
        }

        return length;
    }

    /// <summary>The message with another fixed part, and with or without what a relay adds.</summary>
    private ReadOnlySpan<byte> Rewrite(in DhcpHeader header, in DhcpView message, ReadOnlySpan<byte> agent)
    {
        int length = header.Write(_message, message.ServerName, message.File);
        DhcpOptionWriter writer = new(_message.AsSpan(length));
        DhcpOptionReader reader = message.Options;
        while (reader.TryRead(out DhcpOption option))
        {
            if (option.Code != DhcpOptionCode.RelayInformation)
            {
                writer.Write(option.Code, option.Data);
            }
        }

        if (!agent.IsEmpty)
        {
            // Last, as RFC 3046 section 2.1 asks for.
            writer.Write(DhcpOptionCode.RelayInformation, agent);
        }

        writer.End();
        length += writer.Length;
        if (length < DhcpCodePoints.MinimumLength)
        {
            _message.AsSpan(length, DhcpCodePoints.MinimumLength - length).Clear();
            length = DhcpCodePoints.MinimumLength;
        }

        return _message.AsSpan(0, length);
    }
}
