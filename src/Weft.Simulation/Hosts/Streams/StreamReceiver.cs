using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// The receiving end of a stream: takes one connection, puts octets in order, checks each, and measures how long the next ones let
/// wait. Acknowledges every segment at once.
/// </summary>
public sealed class StreamReceiver : IHostApplication, ITcpEndpoint
{
    /// <summary>Repetitions of its answer to the opening, as Linux has it (tcp_synack_retries).</summary>
    public const int AcceptRepetitions = 5;

    private readonly ReceivedRanges _early = new();
    private readonly uint _first;
    private readonly RetransmissionTimeout _timeout = new();
    private bool _isTaken;
    private TcpAddress _address;
    private ushort _otherPort;
    private uint _otherFirst;
    private Instant _repeatAt = Instant.Never;
    private Instant _lastArrival;
    private TimeSpan _longestGap;

    internal StreamReceiver(ushort port, uint first)
    {
        Port = port;
        _first = first;
    }

    public ushort Port { get; }

    /// <summary>True once the connection is there.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Octets that arrived in order, all of them right.</summary>
    public long Received { get; private set; }

    public StreamFault Fault { get; private set; }

    Instant IHostApplication.NextDeadline => _repeatAt;

    /// <summary>The longest wait between two arrivals since <see cref="Restart"/>, a wait that has not ended included.</summary>
    public TimeSpan LongestGap(Instant now)
    {
        TimeSpan waiting = IsConnected ? now - _lastArrival : TimeSpan.Zero;
        return waiting > _longestGap ? waiting : _longestGap;
    }

    /// <summary>Starts a new measurement of the longest gap.</summary>
    public void Restart() => _longestGap = TimeSpan.Zero;

    void IHostApplication.HandleTimer(Instant now, HostStack stack, IHostEffects effects)
    {
        if (_timeout.Doublings >= AcceptRepetitions)
        {
            // Whoever asked has gone; the next may try.
            _isTaken = false;
            _repeatAt = Instant.Never;
            _timeout.Progress();
            return;
        }

        _timeout.Double();
        Accept(now, stack, effects);
    }

    bool ITcpEndpoint.TryReceive(Instant now, in IpArrival arrival, in TcpView segment, HostStack stack, IHostEffects effects)
    {
        if (segment.DestinationPort != Port)
        {
            return false;
        }

        bool opens = (segment.Flags & TcpFlags.Syn) != 0 && (segment.Flags & TcpFlags.Ack) == 0;
        if (!_isTaken)
        {
            if (!opens)
            {
                return false;
            }

            _isTaken = true;
            _address = new TcpAddress(arrival.Destination, arrival.Source);
            _otherPort = segment.SourcePort;
            _otherFirst = segment.Sequence;
            Accept(now, stack, effects);
            return true;
        }

        if (segment.SourcePort != _otherPort || arrival.Source != _address.Destination || arrival.Destination != _address.Source)
        {
            return false;
        }

        if ((segment.Flags & TcpFlags.Rst) != 0)
        {
            End(StreamFault.Reset, stack);
        }
        else if (opens)
        {
            Accept(now, stack, effects);
        }
        else
        {
            Take(now, segment, stack, effects);
        }

        return true;
    }

    private void Accept(Instant now, HostStack stack, IHostEffects effects)
    {
        _repeatAt = now + _timeout.Current;
        TcpHeader header = new(Port, _otherPort, _first, _otherFirst + 1, TcpFlags.Syn | TcpFlags.Ack, TcpSegments.Window, 0);
        stack.SendTcp(now, _address, header, 0, 0, effects);
    }

    private void Take(Instant now, in TcpView segment, HostStack stack, IHostEffects effects)
    {
        if (!IsConnected)
        {
            IsConnected = true;
            _repeatAt = Instant.Never;
            _lastArrival = stack.ToWorldTime(now);
        }

        ReadOnlySpan<byte> payload = segment.Payload;
        if (payload.IsEmpty)
        {
            return;
        }

        long start = Received + (int)(segment.Sequence - (_otherFirst + 1 + (uint)Received));
        if (start >= 0 && !StreamPattern.Matches(payload, start))
        {
            End(StreamFault.WrongOctet, stack);
            return;
        }

        long end = start + payload.Length;
        if (start > Received)
        {
            _early.Add(start, end);
        }
        else if (end > Received)
        {
            Received = _early.Advance(end);
            NoteArrival(stack.ToWorldTime(now));
        }

        stack.ConfirmNeighbor(now, _address.Destination);
        TcpHeader header = new(Port, _otherPort, _first + 1, _otherFirst + 1 + (uint)Received, TcpFlags.Ack, TcpSegments.Window, 0);
        stack.SendTcp(now, _address, header, 0, 0, effects);
    }

    private void NoteArrival(Instant now)
    {
        TimeSpan gap = now - _lastArrival;
        _longestGap = gap > _longestGap ? gap : _longestGap;
        _lastArrival = now;
    }

    private void End(StreamFault fault, HostStack stack)
    {
        Fault = fault;
        _repeatAt = Instant.Never;
        stack.Finish(this);
    }
}
