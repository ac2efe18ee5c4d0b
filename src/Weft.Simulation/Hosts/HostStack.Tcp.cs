using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>TCP (RFC 9293).</content>
public sealed partial class HostStack
{
    /// <summary>The option by which an end says how much payload it takes in one segment (RFC 9293 section 3.7.1).</summary>
    private const byte MaximumSegmentOption = 2;

    /// <summary>Opens a connection and writes to it each interval. Throws unless the host runs and has an address to send from.</summary>
    public StreamSender Connect(Instant now, IpAddress destination, ushort port, TimeSpan interval, IHostEffects effects)
    {
        Require(StackState.Running);
        if (!TryChooseSource(destination, out IpAddress source))
        {
            throw new InvalidOperationException($"{Name} has no address to reach {destination} from");
        }

        StreamSender sender = new(source, DrawPort(), destination, port, interval, (uint)_random.NextUInt64());
        _applications.Add(sender);
        sender.Begin(OwnTime(now), this, effects);
        return sender;
    }

    /// <summary>Waits for one connection at a port. Throws unless the host runs and nobody else waits there.</summary>
    public StreamReceiver Listen(ushort port)
    {
        Require(StackState.Running);
        if (_applications.Exists(application => application is StreamReceiver { IsConnected: false } other && other.Port == port))
        {
            throw new InvalidOperationException($"{Name} listens at port {port} already");
        }

        StreamReceiver receiver = new(port, (uint)_random.NextUInt64());
        _applications.Add(receiver);
        return receiver;
    }

    /// <summary>Ends a stream's end without a word, as a process that is killed with its host.</summary>
    public void Drop(StreamSender sender) => Finish(sender);

    /// <inheritdoc cref="Drop(StreamSender)"/>
    public void Drop(StreamReceiver receiver) => Finish(receiver);

    /// <summary>Sends a segment whose payload is the stream's octets from a position on.</summary>
    internal void SendTcp(Instant now, in TcpAddress address, in TcpHeader header, int length, long position, IHostEffects effects)
    {
        Span<byte> frame = length <= SmallPayload - TcpHeader.Length ? stackalloc byte[SmallFrame] : stackalloc byte[FrameLimit];
        int offset = EthernetHeader.Length + (address.Destination.IsIpv6 ? Ipv6Header.Length : Ipv4Header.Length);
        Span<byte> options = stackalloc byte[4];
        if ((header.Flags & TcpFlags.Syn) != 0)
        {
            ushort maximum = (ushort)TcpSegments.MaximumPayload(address.Destination);
            options[0] = MaximumSegmentOption;
            options[1] = (byte)options.Length;
            options[2] = (byte)(maximum >> 8);
            options[3] = (byte)maximum;
        }
        else
        {
            options = default;
        }

        Span<byte> segment = frame.Slice(offset, TcpHeader.Length + options.Length + length);
        StreamPattern.Fill(segment[(TcpHeader.Length + options.Length)..], position);
        header.Write(segment, address.Source, address.Destination, options);
        SendIp(now, frame, address.Source, address.Destination, IpProtocol.Tcp, segment.Length, effects);
    }

    /// <summary>An upper layer has proof that packets to a destination arrive.</summary>
    internal void ConfirmNeighbor(Instant now, IpAddress destination)
    {
        if (TryRoute(destination, out IpAddress hop))
        {
            CacheOf(hop).Confirm(now, hop);
        }
    }

    private void ReceiveTcp(Instant now, in IpArrival arrival, IHostEffects effects)
    {
        if (TcpView.TryParse(arrival.Payload, out TcpView segment) != TcpFault.None
            || segment.CheckChecksum(arrival.Source, arrival.Destination) != TcpFault.None)
        {
            Counters.Increment(StackCounter.Malformed);
            return;
        }

        for (int i = _applications.Count - 1; i >= 0; i--)
        {
            if (_applications[i] is ITcpEndpoint endpoint && endpoint.TryReceive(now, arrival, segment, this, effects))
            {
                return;
            }
        }

        Counters.Increment(StackCounter.NoListener);
        if ((segment.Flags & TcpFlags.Rst) == 0 && Owns(arrival.Destination))
        {
            Reset(now, arrival, segment, effects);
        }
    }

    /// <summary>Tells whoever speaks of a connection that is not there (RFC 9293 section 3.10.7.1).</summary>
    private void Reset(Instant now, in IpArrival arrival, in TcpView segment, IHostEffects effects)
    {
        bool acknowledges = (segment.Flags & TcpFlags.Ack) != 0;
        uint length = (uint)segment.Payload.Length + ((segment.Flags & TcpFlags.Syn) != 0 ? 1u : 0);
        TcpHeader header = acknowledges
            ? new TcpHeader(segment.DestinationPort, segment.SourcePort, segment.Acknowledgment, 0, TcpFlags.Rst, 0, 0)
            : new TcpHeader(segment.DestinationPort, segment.SourcePort, 0, segment.Sequence + length, TcpFlags.Rst | TcpFlags.Ack, 0, 0);
        SendTcp(now, new TcpAddress(arrival.Destination, arrival.Source), header, 0, 0, effects);
    }
}
