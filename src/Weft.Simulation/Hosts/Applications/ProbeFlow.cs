using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Numbered probes from one host to an address, one each interval. Where and when they arrive is told by <see cref="IHostEffects.Arrived"/>.</summary>
public sealed class ProbeFlow : IHostApplication, IUdpListener
{
    private ushort _port;
    private Instant _due = Instant.Never;

    /// <summary>Describes a flow; <see cref="HostStack.Start"/> lets it run.</summary>
    /// <param name="number">The flow's number.</param>
    /// <param name="kind">What it is made of.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="interval">Between two probes.</param>
    public ProbeFlow(int number, ProbeKind kind, IpAddress destination, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Number = number;
        Kind = kind;
        Destination = destination;
        Interval = interval;
    }

    public int Number { get; }

    public ProbeKind Kind { get; }

    public IpAddress Destination { get; }

    public TimeSpan Interval { get; }

    /// <summary>The address to send from; null for the one that suits the destination.</summary>
    public IpAddress? Source { get; init; }

    /// <summary>Hops that each probe may take; only pings have a choice.</summary>
    public byte HopLimit { get; init; } = HostStack.UsualHopLimit;

    /// <summary>The UDP port to send from, which also decides which of equal ways the flow takes; 0 for one that is drawn.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>How many probes to send in all.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>Probes sent so far, which is also the number of the next.</summary>
    public long Next { get; private set; }

    /// <summary>Probes that the host itself could not send.</summary>
    public long Refused { get; private set; }

    Instant IHostApplication.NextDeadline => _due;

    ushort IUdpListener.Port => _port;

    /// <summary>Counts probes as sent that nobody will ever see.</summary>
    internal void Miss(long probes)
    {
        Next += probes;
        Refused += probes;
    }

    internal void Begin(Instant now, ushort port)
    {
        _due = now;
        _port = SourcePort == 0 ? port : SourcePort;
    }

    void IUdpListener.Receive(Instant now, in IpArrival arrival, in UdpView datagram, HostStack stack, IHostEffects effects) =>
        stack.ReceiveProbe(datagram.Payload, effects);

    void IHostApplication.HandleTimer(Instant now, HostStack stack, IHostEffects effects) => HandleTimer(now, stack, effects);

    internal void HandleTimer(Instant now, HostStack stack, IHostEffects effects)
    {
        Span<byte> payload = stackalloc byte[ProbePayload.Length];
        ProbePayload.Write(payload, new ProbeArrival(Number, Next, stack.ToWorldTime(now)));
        Next++;
        _due += Interval;
        if (!Send(now, stack, payload, effects))
        {
            Refused++;
        }

        if (Next >= Limit)
        {
            _due = Instant.Never;

            // One that waits for answers keeps its port.
            if (Kind != ProbeKind.Answered)
            {
                stack.Finish(this);
            }
        }
    }

    private bool Send(Instant now, HostStack stack, ReadOnlySpan<byte> payload, IHostEffects effects)
    {
        if (Kind != ProbeKind.Ping)
        {
            ushort port = Kind == ProbeKind.OneWay ? ProbePayload.OneWayPort : ProbePayload.AnsweredPort;
            return stack.Udp(now, _port, Destination, port, payload, effects, Source);
        }

        IpAddress source = Source ?? default;
        if (Source is null && !stack.TryChooseSourceFor(Destination, out source))
        {
            return false;
        }

        uint identity = ((uint)(ushort)Number << 16) | (ushort)Next;
        return stack.SendEcho(now, source, Destination, payload, identity, isReply: false, effects, HopLimit);
    }
}
