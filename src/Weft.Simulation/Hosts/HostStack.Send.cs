using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>What goes out: the choice between link and gateway, then the neighbour.</content>
public sealed partial class HostStack
{
    /// <summary>Sends a UDP datagram, from the address that suits the destination unless one is given.</summary>
    /// <returns>False when it cannot leave the host.</returns>
    public bool SendUdp(
        Instant now, ushort sourcePort, IpAddress destination, ushort destinationPort, ReadOnlySpan<byte> payload, IHostEffects effects,
        IpAddress? source = null) =>
        State == StackState.Running && Udp(OwnTime(now), sourcePort, destination, destinationPort, payload, effects, source);

    internal bool Udp(
        Instant now, ushort sourcePort, IpAddress destination, ushort destinationPort, ReadOnlySpan<byte> payload, IHostEffects effects,
        IpAddress? source = null)
    {
        IpAddress from = source ?? default;
        if (source is null && !TryChooseSource(destination, out from))
        {
            Counters.Increment(StackCounter.NotSent);
            return false;
        }

        int ipLength = destination.IsIpv6 ? Ipv6Header.Length : Ipv4Header.Length;
        int length = UdpHeader.Length + payload.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ipLength + length, Mtu, nameof(payload));
        Span<byte> frame = payload.Length <= SmallPayload ? stackalloc byte[SmallFrame] : stackalloc byte[FrameLimit];
        Span<byte> datagram = frame.Slice(EthernetHeader.Length + ipLength, length);
        payload.CopyTo(datagram[UdpHeader.Length..]);
        new UdpHeader(sourcePort, destinationPort).Write(datagram, from, destination);
        return SendIp(now, frame, from, destination, IpProtocol.Udp, length, effects);
    }

    /// <summary>Writes IP and Ethernet headers around a payload that the frame already holds in its place, and sends it on its way.</summary>
    internal bool SendIp(
        Instant now, Span<byte> frame, IpAddress source, IpAddress destination, IpProtocol protocol, int payloadLength, IHostEffects effects,
        byte hopLimit = UsualHopLimit)
    {
        EtherType type = destination.IsIpv6 ? EtherType.Ipv6 : EtherType.Ipv4;
        int length = new EthernetHeader(default, Mac, type).Write(frame);
        length += destination.IsIpv6
            ? new Ipv6Header(0, 0, protocol, hopLimit, source, destination).Write(frame[length..], payloadLength)
            : new Ipv4Header(0, 0, Ipv4Header.DoNotFragment, hopLimit, protocol, source, destination).Write(frame[length..], payloadLength);
        frame = frame[..(length + payloadLength)];
        if (destination == IpAddress.Ipv4Broadcast)
        {
            MacAddress.Broadcast.Write(frame);
            return Transmit(frame, effects);
        }

        if (!TryRoute(destination, out IpAddress hop))
        {
            Counters.Increment(StackCounter.NoRoute);
            return false;
        }

        return TransmitTo(now, hop, frame, effects);
    }

    /// <summary>True when packets to the address go straight to it, false when they go by a gateway or nowhere.</summary>
    public bool IsOnLink(IpAddress destination)
    {
        foreach (OwnAddress own in _addresses)
        {
            if (own.State == OwnAddressState.Ready && own.Prefix.Contains(destination))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whom a packet is handed to: the destination itself, or the gateway.</summary>
    internal bool TryRoute(IpAddress destination, out IpAddress hop)
    {
        hop = destination;
        if (destination.IsMulticast || Owns(destination))
        {
            return false;
        }

        if (IsOnLink(destination))
        {
            return true;
        }

        foreach (IpAddress gateway in _gateways)
        {
            if (gateway.Family == destination.Family)
            {
                hop = gateway;
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends to a neighbour, or lets the frame wait until its MAC is known.</summary>
    private bool TransmitTo(Instant now, IpAddress neighbor, Span<byte> frame, IHostEffects effects)
    {
        if (!IsLinkUp)
        {
            Counters.Increment(StackCounter.NotSent);
            return false;
        }

        NeighborCache cache = CacheOf(neighbor);
        long refused = cache.Refused;
        if (!cache.TryUse(now, neighbor, frame, effects, out MacAddress mac))
        {
            if (cache.Refused != refused)
            {
                Counters.Increment(StackCounter.NeighborTableFull);
                return false;
            }

            return true;
        }

        mac.Write(frame);
        effects.Send(frame);
        return true;
    }

    private bool Transmit(ReadOnlySpan<byte> frame, IHostEffects effects)
    {
        if (State != StackState.Running || !IsLinkUp)
        {
            Counters.Increment(StackCounter.NotSent);
            return false;
        }

        effects.Send(frame);
        return true;
    }
}
