using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Simulation;

/// <summary>Packets for the node itself: neighbour discovery, echo requests, and ports at which nobody listens.</summary>
internal sealed class LocalDelivery(NodePlan plan, PlaneCall call, DaemonLife daemon, NodeAnswers answers, OwnPacketSender output, IcmpErrors errors)
{
    private const int EchoTypeOffset = 0;
    private const byte TimeToLive = 64;

    private readonly byte[] _frame = new byte[ForwardingPlane.MaximumFrame];

    public void Receive(RoutedInterface at, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        call.Consume(frame, at.Segment?.Id ?? SegmentId.None, at.Vrf);
        if (facts.IsNeighborDiscovery)
        {
            answers.HandleNeighborDiscovery(at, facts, frame);
            return;
        }

        // Groups are not answered: hosts do not listen for it, and storms would grow.
        if (facts.UpperOffset == 0 || facts.IsFragment || facts.Destination.IsGroup || facts.To.IsMulticast || !facts.From.IsHostUnicast)
        {
            return;
        }

        ReadOnlySpan<byte> upper = UpperOf(facts, frame);
        if (upper.IsEmpty)
        {
            return;
        }

        switch (facts.Upper)
        {
            case IpProtocol.Icmp when upper[EchoTypeOffset] == (byte)IcmpType.EchoRequest && upper.Length >= IcmpHeader.Length
                && InternetChecksum.Compute(upper) == 0:
                AnswerEcho4(at, facts, upper);
                break;
            case IpProtocol.Icmpv6 when facts.Icmpv6 == Icmpv6Type.EchoRequest && upper.Length >= IcmpHeader.Length:
                AnswerEcho6(at, facts, upper);
                break;
            case IpProtocol.Udp when IsRelayed(facts, upper):
                break;
            case IpProtocol.Udp when facts.To.IsHostUnicast && !facts.To.IsLinkLocal:
                errors.Send(ErrorKind.PortUnreachable, at.Vrf, frame);
                break;
            default:
                break;
        }
    }

    /// <summary>True for DHCP where the daemon relays it: at the loopback it listens, and at gateways it has seen the frame already.</summary>
    private bool IsRelayed(in FrameFacts facts, ReadOnlySpan<byte> upper)
    {
        ushort expected = facts.To.IsIpv6 ? Dhcp6CodePoints.ServerPort : DhcpCodePoints.ServerPort;
        if (!daemon.IsRunning || !plan.RelaysDhcp(facts.To.Family)
            || UdpView.TryParse(upper, out UdpView udp) != UdpFault.None || udp.DestinationPort != expected)
        {
            return false;
        }

        if (facts.To == (facts.To.IsIpv6 ? plan.Node.Loopback6 : plan.Node.Loopback4))
        {
            call.Effects.Deliver(new Datagram(VrfId.Default, facts.From, udp.SourcePort, facts.To, udp.DestinationPort), udp.Payload);
        }

        return true;
    }

    private static ReadOnlySpan<byte> UpperOf(in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> packet = frame[EthernetHeader.Length..];
        int length = facts.Kind == FrameKind.Ipv4
            ? BinaryPrimitives.ReadUInt16BigEndian(packet[2..])
            : Ipv6Header.Length + BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        int offset = facts.UpperOffset - EthernetHeader.Length;
        return offset < length && length <= packet.Length ? packet[offset..length] : [];
    }

    private void AnswerEcho4(RoutedInterface at, in FrameFacts facts, ReadOnlySpan<byte> request)
    {
        if (facts.To == IpAddress.Ipv4Broadcast)
        {
            return;
        }

        int offset = new EthernetHeader(MacAddress.Zero, MacAddress.Zero, EtherType.Ipv4).Write(_frame);
        offset += new Ipv4Header(0, 0, 0, TimeToLive, IpProtocol.Icmp, facts.To, facts.From).Write(_frame.AsSpan(offset), request.Length);
        Span<byte> reply = _frame.AsSpan(offset, request.Length);
        request.CopyTo(reply);
        new IcmpHeader(IcmpType.EchoReply, 0, BinaryPrimitives.ReadUInt32BigEndian(request[4..])).Write(reply);
        output.Send(at.Vrf, _frame.AsSpan(0, offset + reply.Length));
    }

    private void AnswerEcho6(RoutedInterface at, in FrameFacts facts, ReadOnlySpan<byte> request)
    {
        int offset = new EthernetHeader(MacAddress.Zero, MacAddress.Zero, EtherType.Ipv6).Write(_frame);
        offset += new Ipv6Header(0, 0, IpProtocol.Icmpv6, TimeToLive, facts.To, facts.From).Write(_frame.AsSpan(offset), request.Length);
        Span<byte> reply = _frame.AsSpan(offset, request.Length);
        request.CopyTo(reply);
        Icmpv6Message.Write(reply, Icmpv6Type.EchoReply, 0, facts.To, facts.From);
        Span<byte> frame = _frame.AsSpan(0, offset + reply.Length);
        if (facts.From.IsLinkLocal)
        {
            // Back over the very link: the address means nothing elsewhere.
            output.SendBy(new Egress(at, facts.From, MacAddress.Zero, 0), frame, new PlaneStep(PortIndex.None, PlaneAction.Routed, PlaneDrop.None) { Vrf = at.Vrf });
            return;
        }

        output.Send(at.Vrf, frame);
    }
}
