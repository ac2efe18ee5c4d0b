using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// The sending end of a TCP connection that carries a known sequence of octets, a few each interval: it opens the connection, keeps a
/// congestion window, repeats what is lost, and doubles its patience (RFC 9293, RFC 6298, RFC 6582). It knows neither selective
/// acknowledgments nor window scaling.
/// </summary>
public sealed class StreamSender : IHostApplication, ITcpEndpoint
{
    /// <summary>Octets per write.</summary>
    public const int ChunkLength = 16;

    /// <summary>Octets that are written and not acknowledged before writing pauses.</summary>
    public const long BufferLimit = 4 * 1024 * 1024;

    /// <summary>Repetitions of the first segment, as Linux has it (tcp_syn_retries).</summary>
    public const int ConnectRepetitions = 6;

    /// <summary>Repetitions without any progress before the connection is given up, as Linux has it (tcp_retries2).</summary>
    public const int Repetitions = 15;

    private readonly IpAddress _destination;
    private readonly ushort _port;
    private readonly ushort _destinationPort;
    private readonly TimeSpan _interval;
    private readonly uint _first;
    private readonly int _maximumSegment;
    private readonly RetransmissionTimeout _timeout = new();
    private readonly CongestionWindow _window = new();
    private readonly SentSegments _flight = new();
    private readonly IpAddress _source;
    private uint _otherFirst;
    private long _written;
    private long _acknowledged;
    private long _next;
    private long _highest;
    private int _offered;
    private bool _progressed;
    private Instant _writeAt = Instant.Never;
    private Instant _repeatAt = Instant.Never;

    internal StreamSender(IpAddress source, ushort port, IpAddress destination, ushort destinationPort, TimeSpan interval, uint first)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        _source = source;
        _port = port;
        _destination = destination;
        _destinationPort = destinationPort;
        _interval = interval;
        _first = first;
        _maximumSegment = TcpSegments.MaximumPayload(destination);
    }

    /// <summary>Octets written so far.</summary>
    public long Sent => _written;

    /// <summary>Octets that the other end has confirmed.</summary>
    public long Acknowledged => _acknowledged;

    /// <summary>True once the other end has answered.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Segments that were sent again.</summary>
    public long Repeated { get; private set; }

    public StreamFault Fault { get; private set; }

    Instant IHostApplication.NextDeadline => Instant.Min(_writeAt, _repeatAt);

    /// <summary>Writes no more; what is written is still delivered.</summary>
    public void StopWriting() => _writeAt = Instant.Never;

    internal void Begin(Instant now, HostStack stack, IHostEffects effects)
    {
        _repeatAt = now + _timeout.Current;
        stack.SendTcp(now, Address, new TcpHeader(_port, _destinationPort, _first, 0, TcpFlags.Syn, TcpSegments.Window, 0), 0, 0, effects);
    }

    void IHostApplication.HandleTimer(Instant now, HostStack stack, IHostEffects effects)
    {
        if (now >= _writeAt)
        {
            _writeAt += _interval;
            if (_written - _acknowledged < BufferLimit)
            {
                _written += ChunkLength;
            }

            Push(now, stack, effects);
        }

        if (now >= _repeatAt)
        {
            Repeat(now, stack, effects);
        }
    }

    bool ITcpEndpoint.TryReceive(Instant now, in IpArrival arrival, in TcpView segment, HostStack stack, IHostEffects effects)
    {
        if (segment.DestinationPort != _port || segment.SourcePort != _destinationPort || arrival.Source != _destination || arrival.Destination != _source)
        {
            return false;
        }

        if ((segment.Flags & TcpFlags.Rst) != 0)
        {
            End(IsConnected ? StreamFault.Reset : StreamFault.Refused, stack);
        }
        else if (IsConnected)
        {
            HandleAnswer(now, segment, stack, effects);
        }
        else if ((segment.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == (TcpFlags.Syn | TcpFlags.Ack) && segment.Acknowledgment == _first + 1)
        {
            IsConnected = true;
            _otherFirst = segment.Sequence;
            _offered = segment.Window;
            _timeout.Progress();
            _repeatAt = Instant.Never;
            _writeAt = now;
            SendAcknowledgment(now, stack, effects);
        }

        return true;
    }

    private TcpAddress Address => new(_source, _destination);

    private void HandleAnswer(Instant now, in TcpView segment, HostStack stack, IHostEffects effects)
    {
        if ((segment.Flags & TcpFlags.Syn) != 0)
        {
            // The last step of the opening was lost on the way.
            SendAcknowledgment(now, stack, effects);
            return;
        }

        _offered = segment.Window;
        long acknowledged = _acknowledged + (int)(segment.Acknowledgment - SequenceOf(_acknowledged));
        if (acknowledged > _highest)
        {
            return;
        }

        if (acknowledged > _acknowledged)
        {
            Progress(now, acknowledged, stack, effects);
        }
        else if (acknowledged == _acknowledged && _flight.Count > 0 && _window.Duplicate(_next, _flight.Count))
        {
            RepeatFirst(now, stack, effects);
            _repeatAt = now + _timeout.Current;
        }

        Push(now, stack, effects);
    }

    private void Progress(Instant now, long acknowledged, HostStack stack, IHostEffects effects)
    {
        int before = _flight.Count;
        while (_flight.Count > 0 && _flight.First.End <= acknowledged)
        {
            if (!_flight.First.IsRepeated)
            {
                _timeout.Measure(now - _flight.First.SentAt);
            }

            _flight.RemoveFirst();
        }

        _acknowledged = acknowledged;
        _next = Math.Max(_next, acknowledged);
        _progressed = true;
        _timeout.Progress();
        if (_window.Progress(acknowledged, before, before - _flight.Count) && _flight.Count > 0)
        {
            RepeatFirst(now, stack, effects);
        }

        _repeatAt = _flight.Count > 0 ? now + _timeout.Current : Instant.Never;
    }

    private void Repeat(Instant now, HostStack stack, IHostEffects effects)
    {
        if (_timeout.Doublings >= (IsConnected ? Repetitions : ConnectRepetitions))
        {
            End(StreamFault.TimedOut, stack);
            return;
        }

        _timeout.Double();
        if (!IsConnected)
        {
            Repeated++;
            Begin(now, stack, effects);
            return;
        }

        _window.Timeout(_flight.Count);
        _flight.Clear();
        _next = _acknowledged;
        _repeatAt = Instant.Never;
        Push(now, stack, effects);
    }

    private void Push(Instant now, HostStack stack, IHostEffects effects)
    {
        while (_next < _written && _flight.Count < _window.Size)
        {
            int length = (int)Math.Min(Math.Min(_maximumSegment, _written - _next), _offered - (_next - _acknowledged));
            if (length <= 0)
            {
                break;
            }

            bool isRepeated = _next < _highest;
            Repeated += isRepeated ? 1 : 0;
            _flight.Add(new SentSegment(_next, length, now, isRepeated));
            SendData(now, _next, length, stack, effects);
            _next += length;
            _highest = Math.Max(_highest, _next);
            _repeatAt = Instant.Min(_repeatAt, now + _timeout.Current);
        }
    }

    private void RepeatFirst(Instant now, HostStack stack, IHostEffects effects)
    {
        ref SentSegment first = ref _flight.First;
        first = first with { SentAt = now, IsRepeated = true };
        Repeated++;
        SendData(now, first.Position, first.Length, stack, effects);
    }

    private void SendData(Instant now, long position, int length, HostStack stack, IHostEffects effects)
    {
        if (_progressed)
        {
            // Answers to what was sent prove that the neighbour forwards (RFC 4861 section 7.3.1).
            stack.ConfirmNeighbor(now, _destination);
            _progressed = false;
        }

        TcpHeader header = new(_port, _destinationPort, SequenceOf(position), _otherFirst + 1, TcpFlags.Ack | TcpFlags.Psh, TcpSegments.Window, 0);
        stack.SendTcp(now, Address, header, length, position, effects);
    }

    private void SendAcknowledgment(Instant now, HostStack stack, IHostEffects effects) =>
        stack.SendTcp(
            now, Address, new TcpHeader(_port, _destinationPort, SequenceOf(_next), _otherFirst + 1, TcpFlags.Ack, TcpSegments.Window, 0), 0, 0, effects);

    private uint SequenceOf(long position) => _first + 1 + (uint)position;

    private void End(StreamFault fault, HostStack stack)
    {
        Fault = fault;
        _writeAt = Instant.Never;
        _repeatAt = Instant.Never;
        stack.Finish(this);
    }
}
