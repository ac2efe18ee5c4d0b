using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>ICMP, ICMPv6 and UDP.</content>
public sealed partial class HostStack
{
    /// <summary>Error messages in a row that a host sends; then one a second.</summary>
    public const int ErrorBurst = 6;

    private const byte PortUnreachable4 = 3;
    private const byte PortUnreachable6 = 4;

    /// <summary>Most octets of an IPv4 packet that its error message quotes, as Linux has it.</summary>
    private const int Quoted4 = 548;

    /// <summary>Most octets of an IPv6 packet: what keeps the message within 1280 (RFC 4443 section 2.4).</summary>
    private const int Quoted6 = 1280 - Ipv6Header.Length - IcmpHeader.Length;

    private double _errorTokens = ErrorBurst;
    private Instant _errorTokensAt;

    private void ReceiveIcmp(Instant now, in IpArrival arrival, IHostEffects effects)
    {
        if (IcmpView.TryParse(arrival.Payload, out IcmpView message) != IcmpFault.None)
        {
            Counters.Increment(StackCounter.Malformed);
            return;
        }

        switch (message.Type)
        {
            case IcmpType.EchoRequest when Owns(arrival.Destination):
                Echo(now, arrival, message.Body, message.Rest, isReply: true, effects);
                break;
            case IcmpType.EchoReply:
                ReceiveProbe(message.Body, effects);
                break;
            case IcmpType.DestinationUnreachable or IcmpType.TimeExceeded:
                effects.Emit(new StackEvent(StackEventKind.ErrorReceived, arrival.Source));
                break;
            default:
                Counters.Increment(StackCounter.UnknownProtocol);
                break;
        }
    }

    private void ReceiveIcmpv6(Instant now, in IpArrival arrival, IHostEffects effects)
    {
        if (Icmpv6View.TryParse(arrival.Payload, arrival.Source, arrival.Destination, out Icmpv6View message) != IcmpFault.None)
        {
            Counters.Increment(StackCounter.Malformed);
            return;
        }

        const int EchoHeader = IcmpHeader.Length - Icmpv6Message.HeaderLength;
        switch (message.Type)
        {
            case Icmpv6Type.EchoRequest when message.Body.Length >= EchoHeader:
                Echo(now, arrival, message.Body[EchoHeader..], BinaryPrimitives.ReadUInt32BigEndian(message.Body), isReply: true, effects);
                break;
            case Icmpv6Type.EchoReply when message.Body.Length >= EchoHeader:
                ReceiveProbe(message.Body[EchoHeader..], effects);
                break;
            case Icmpv6Type.DestinationUnreachable or Icmpv6Type.TimeExceeded or Icmpv6Type.PacketTooBig:
                effects.Emit(new StackEvent(StackEventKind.ErrorReceived, arrival.Source));
                break;
            default:
                Counters.Increment(StackCounter.UnknownProtocol);
                break;
        }
    }

    /// <summary>Sends an echo request to, or a reply back to, <paramref name="arrival"/>'s source.</summary>
    private void Echo(Instant now, in IpArrival arrival, ReadOnlySpan<byte> body, uint identity, bool isReply, IHostEffects effects) =>
        SendEcho(now, arrival.Destination, arrival.Source, body, identity, isReply, effects);

    internal bool SendEcho(
        Instant now, IpAddress source, IpAddress destination, ReadOnlySpan<byte> body, uint identity, bool isReply, IHostEffects effects,
        byte hopLimit = UsualHopLimit)
    {
        bool ipv6 = destination.IsIpv6;
        Span<byte> frame = stackalloc byte[FrameLimit];
        Span<byte> message = frame.Slice(EthernetHeader.Length + (ipv6 ? Ipv6Header.Length : Ipv4Header.Length), IcmpHeader.Length + body.Length);
        body.CopyTo(message[IcmpHeader.Length..]);
        if (ipv6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(message[Icmpv6Message.HeaderLength..], identity);
            Icmpv6Message.Write(message, isReply ? Icmpv6Type.EchoReply : Icmpv6Type.EchoRequest, 0, source, destination);
        }
        else
        {
            new IcmpHeader(isReply ? IcmpType.EchoReply : IcmpType.EchoRequest, 0, identity).Write(message);
        }

        return SendIp(now, frame, source, destination, ipv6 ? IpProtocol.Icmpv6 : IpProtocol.Icmp, message.Length, effects, hopLimit);
    }

    private void ReceiveUdp(Instant now, in IpArrival arrival, IHostEffects effects)
    {
        if (UdpView.TryParse(arrival.Payload, out UdpView datagram) != UdpFault.None
            || datagram.CheckChecksum(arrival.Source, arrival.Destination) != UdpFault.None)
        {
            Counters.Increment(StackCounter.Malformed);
            return;
        }

        switch (datagram.DestinationPort)
        {
            case ProbePayload.OneWayPort:
                ReceiveProbe(datagram.Payload, effects);
                return;
            case ProbePayload.AnsweredPort:
                Udp(now, ProbePayload.AnsweredPort, arrival.Source, datagram.SourcePort, datagram.Payload, effects, arrival.Destination);
                return;
            default:
                break;
        }

        for (int i = _applications.Count - 1; i >= 0; i--)
        {
            if (_applications[i] is IUdpListener listener && listener.Port == datagram.DestinationPort)
            {
                listener.Receive(now, arrival, datagram, this, effects);
                return;
            }
        }

        Counters.Increment(StackCounter.NoListener);
        if (arrival.Destination != IpAddress.Ipv4Broadcast)
        {
            RefusePort(now, arrival, effects);
        }
    }

    internal void ReceiveProbe(ReadOnlySpan<byte> payload, IHostEffects effects)
    {
        if (ProbePayload.TryRead(payload, out ProbeArrival probe))
        {
            effects.Arrived(probe);
        }
        else
        {
            Counters.Increment(StackCounter.NoListener);
        }
    }

    /// <summary>Port unreachable (RFC 1122 section 3.2.2.1, RFC 4443 section 3.1), a few a second.</summary>
    private void RefusePort(Instant now, in IpArrival arrival, IHostEffects effects)
    {
        _errorTokens = Math.Min(ErrorBurst, _errorTokens + (now - _errorTokensAt).TotalSeconds);
        _errorTokensAt = now;
        if (_errorTokens < 1)
        {
            return;
        }

        _errorTokens--;
        bool ipv6 = arrival.Source.IsIpv6;
        ReadOnlySpan<byte> quote = arrival.Packet[..Math.Min(arrival.Packet.Length, ipv6 ? Quoted6 : Quoted4)];
        Span<byte> frame = stackalloc byte[FrameLimit];
        Span<byte> message = frame.Slice(EthernetHeader.Length + (ipv6 ? Ipv6Header.Length : Ipv4Header.Length), IcmpHeader.Length + quote.Length);
        quote.CopyTo(message[IcmpHeader.Length..]);
        if (ipv6)
        {
            Icmpv6Message.Write(message, Icmpv6Type.DestinationUnreachable, PortUnreachable6, arrival.Destination, arrival.Source);
        }
        else
        {
            new IcmpHeader(IcmpType.DestinationUnreachable, PortUnreachable4, 0).Write(message);
        }

        SendIp(now, frame, arrival.Destination, arrival.Source, ipv6 ? IpProtocol.Icmpv6 : IpProtocol.Icmp, message.Length, effects);
    }
}
