using Weft.Model;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Bfd;

/// <summary>BFD of one node: asynchronous mode over one IPv6 hop (RFC 5880, RFC 5881), one session for each fabric port that the plan wants
/// watched, as soon as the routing protocol hears a neighbour there. Neither demand mode nor the echo function is offered.</summary>
public sealed class BfdEngine
{
    private readonly NodePlan _plan;
    private readonly RandomSource _random;
    private readonly BfdSession?[] _sessions;
    private readonly PortStatus[] _ports;
    private readonly BfdTransmitter _transmitter;
    private readonly BfdReceiver _receiver;

    public BfdEngine(NodePlan plan, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(random);
        _plan = plan;
        _random = random;
        _sessions = new BfdSession?[plan.Ports.Length];
        _ports = new PortStatus[plan.Ports.Length];
        _transmitter = new BfdTransmitter(random, Counters);
        _receiver = new BfdReceiver(Counters, Faults);
    }

    /// <summary>When <see cref="HandleTimer(Instant, IBfdEffects)"/> must be called next.</summary>
    public Instant NextDeadline
    {
        get
        {
            Instant next = Instant.Never;
            foreach (BfdSession? session in _sessions)
            {
                next = session is null ? next : Instant.Min(next, session.NextDeadline);
            }

            return next;
        }
    }

    /// <summary>What happened, by kind.</summary>
    public CounterGroup<BfdCounter> Counters { get; } = new("bfd");

    /// <summary>Malformed packets, by reason.</summary>
    public CounterGroup<BfdFault> Faults { get; } = new("bfd-malformed");

    /// <summary>Takes the state of a port. A session ends with its port or with its own address; that says nothing about the path.</summary>
    public void HandlePort(Instant now, PortIndex port, in PortStatus status, IBfdEffects effects)
    {
        PortStatus before = _ports[port.Value];
        _ports[port.Value] = status;
        if (!status.Up || before.LinkLocal != status.LinkLocal || before.Mac != status.Mac)
        {
            Remove(now, port, effects);
        }
    }

    /// <summary>The routing protocol hears a neighbour on a port: it is watched from now on. Called with every hello.</summary>
    public void HandleNeighbor(Instant now, PortIndex port, IpAddress linkLocal, MacAddress mac, IBfdEffects effects)
    {
        PortStatus own = _ports[port.Value];
        if (_plan.Ports[port.Value].Bfd is not BfdTiming timing || !own.Up || !IsUsable(own.LinkLocal) || !IsUsable(linkLocal))
        {
            return;
        }

        BfdFrame frame = new(mac, own.Mac, own.LinkLocal, linkLocal, SourcePortOf(port));
        BfdSession? session = _sessions[port.Value];
        if (session is null || session.Frame != frame)
        {
            Remove(now, port, effects);
            session = new BfdSession(_plan.Ports[port.Value], timing, frame, NewDiscriminator()) { Since = now };
            _sessions[port.Value] = session;
            _transmitter.SendNews(now, session, effects);
        }

        session.ForgetAt = now + BfdLimits.ForgetAfter;
    }

    /// <summary>Takes an IPv6 frame of a fabric port: a control packet, or the answer of a neighbour's kernel. Others are counted.</summary>
    public void HandleFrame(Instant now, PortIndex port, ReadOnlySpan<byte> frame, IBfdEffects effects)
    {
        BfdSession? session = _sessions[port.Value];
        if (!_receiver.TryReadPacket(session, frame, out Ipv6View packet) || session is null)
        {
            return;
        }

        if (packet.UpperProtocol == IpProtocol.Icmpv6)
        {
            if (session.Path.IsOn && BfdReceiver.IsPathAnswer(session, packet))
            {
                Answered(now, session, effects);
            }
        }
        else if (_receiver.TryReadControl(session, packet, out BfdView control))
        {
            Receive(now, session, control, effects);
        }
    }

    /// <summary>Does what is due: detection, questions, verdicts, then packets.</summary>
    public void HandleTimer(Instant now, IBfdEffects effects)
    {
        foreach (BfdSession? session in _sessions)
        {
            if (session is not null && session.NextDeadline <= now)
            {
                HandleTimer(now, session, effects);
            }
        }
    }

    /// <summary>The daemon stops in order: neighbours are told that their silence to come is a wish and no failure (RFC 5882 section 3.2).</summary>
    public void Shutdown(IBfdEffects effects)
    {
        for (int i = 0; i < _sessions.Length; i++)
        {
            if (_sessions[i] is { } session)
            {
                _sessions[i] = null;
                session.State = BfdState.AdminDown;
                session.Diagnostic = BfdDiagnostic.AdministrativelyDown;
                _transmitter.SendLast(session, effects);
            }
        }
    }

    /// <summary>The sessions, by port.</summary>
    public IReadOnlyList<BfdSnapshot> Sessions() =>
    [
        .. _sessions.OfType<BfdSession>().Select(static session => new BfdSnapshot(
            session.Port,
            session.Plan.Name,
            session.Neighbor,
            session.State,
            session.RemoteState,
            session.Diagnostic,
            session.RemoteDiagnostic,
            session.Liveness,
            session.Discriminator,
            session.RemoteDiscriminator,
            session.TransmitInterval,
            session.DetectionTime,
            session.Since)),
    ];

    private static bool IsUsable(IpAddress address) => address.IsIpv6 && address.IsLinkLocal;

    private static ushort SourcePortOf(PortIndex port) =>
        (ushort)(BfdCodePoints.FirstSourcePort + (port.Value % (ushort.MaxValue - BfdCodePoints.FirstSourcePort)));

    private void HandleTimer(Instant now, BfdSession session, IBfdEffects effects)
    {
        if (session.DetectAt <= now)
        {
            DetectionExpired(now, session, effects);
        }
        else if (session.State == BfdState.Up && session.SuspectAt <= now && !session.Path.IsOn)
        {
            // The loop may come late; the kernel must have time to answer all the same.
            Instant least = now + (session.Suspicion / 2);
            session.Path.Start(now, session.DetectAt > least ? session.DetectAt : least);
        }

        if (session.State != BfdState.Up && session.Path.LostAt <= now)
        {
            session.Path.Stop();
            Counters.Increment(BfdCounter.PathsLost);
            Tell(now, session, Liveness.Lost, effects);
        }

        if (session.Path.ProbeAt <= now)
        {
            _transmitter.SendProbe(now, session, effects);
        }

        if (session.TransmitAt <= now)
        {
            _transmitter.SendPeriodic(now, session, effects);
        }

        if (session.State != BfdState.Up && session.ForgetAt <= now)
        {
            Remove(now, session.Port, effects);
        }
    }

    private void DetectionExpired(Instant now, BfdSession session, IBfdEffects effects)
    {
        session.DetectAt = Instant.Never;
        session.SuspectAt = Instant.Never;
        session.RemoteDiscriminator = 0;
        if (session.State is BfdState.Init or BfdState.Up)
        {
            Counters.Increment(BfdCounter.DetectionExpired);
            Enter(now, session, BfdState.Down, BfdDiagnostic.DetectionTimeExpired, effects);
        }
    }

    /// <summary>RFC 5880 section 6.8.6, from the point on where the packet belongs to the session.</summary>
    private void Receive(Instant now, BfdSession session, in BfdView control, IBfdEffects effects)
    {
        Counters.Increment(BfdCounter.Received);
        session.RemoteDiscriminator = control.MyDiscriminator;
        session.RemoteState = control.State;
        session.RemoteDiagnostic = control.Diagnostic;
        session.RemoteDemand = (control.Flags & BfdFlags.Demand) != 0;
        session.RemoteMinReceive = TimeSpan.FromMicroseconds(control.RequiredMinReceiveMicroseconds);
        session.RemoteMinTransmit = TimeSpan.FromMicroseconds(control.DesiredMinTransmitMicroseconds);
        session.RemoteMultiplier = control.DetectMultiplier;
        session.IsPolling &= !control.IsFinal;
        session.Heard(now);

        BfdState next = BfdStateTable.Next(session.State, control.State);
        if (next != session.State)
        {
            Enter(now, session, next, next == BfdState.Down ? BfdDiagnostic.NeighborSignaledDown : session.Diagnostic, effects);
        }
        else if (session.State == BfdState.Up)
        {
            session.Path.Stop();
        }

        if (control.IsPoll)
        {
            _transmitter.SendFinal(now, session, effects);
        }

        _transmitter.Hasten(now, session);
    }

    private void Enter(Instant now, BfdSession session, BfdState next, BfdDiagnostic diagnostic, IBfdEffects effects)
    {
        BfdState before = session.State;
        session.State = next;
        session.Since = now;
        session.Diagnostic = next == BfdState.Up ? BfdDiagnostic.None : diagnostic;

        // Only a session that is up has an interval to agree on (RFC 5880 section 6.8.3).
        session.IsPolling = next == BfdState.Up;
        if (next == BfdState.Up)
        {
            session.Path.Stop();
            Counters.Increment(BfdCounter.SessionsUp);
            Emit(now, session, effects);
            Tell(now, session, Liveness.Up, effects);
        }
        else if (before == BfdState.Up)
        {
            Counters.Increment(BfdCounter.SessionsDown);
            Emit(now, session, effects);
            LeaveUp(now, session, effects);
        }

        _transmitter.SendNews(now, session, effects);
    }

    /// <summary>Down is a fact about the neighbour's BFD; whether it is one about the path, its kernel must say.</summary>
    private void LeaveUp(Instant now, BfdSession session, IBfdEffects effects)
    {
        if (session.RemoteState == BfdState.AdminDown && session.Diagnostic == BfdDiagnostic.NeighborSignaledDown)
        {
            // RFC 5882 section 3.2: somebody's wish, not a failure.
            session.Path.Stop();
            Tell(now, session, Liveness.Unknown, effects);
        }
        else if (!session.Path.IsOn)
        {
            session.Path.Start(now, now + (session.Timing.Interval * session.Timing.Multiplier / 2));
        }
        else if (session.Path.HasAnswered)
        {
            Silent(now, session, effects);
        }
    }

    private void Answered(Instant now, BfdSession session, IBfdEffects effects)
    {
        Counters.Increment(BfdCounter.PathAnswers);
        if (session.Path.Answered(now, session.Timing) && session.State != BfdState.Up)
        {
            Silent(now, session, effects);
        }
    }

    private void Silent(Instant now, BfdSession session, IBfdEffects effects)
    {
        Counters.Increment(BfdCounter.NeighborsSilent);
        if (MayEmit(now, session))
        {
            effects.Emit(new NeighborSilent(session.Plan.Name, session.Neighbor));
        }

        Tell(now, session, Liveness.Unknown, effects);
    }

    private void Emit(Instant now, BfdSession session, IBfdEffects effects)
    {
        if (MayEmit(now, session))
        {
            effects.Emit(new BfdSessionChanged(
                session.Plan.Name, session.Neighbor, session.State == BfdState.Up, session.Diagnostic, session.RemoteDiagnostic));
        }
    }

    private bool MayEmit(Instant now, BfdSession session)
    {
        bool may = session.Events.TryTake(now);
        if (!may)
        {
            Counters.Increment(BfdCounter.EventsSuppressed);
        }

        return may;
    }

    private static void Tell(Instant now, BfdSession session, Liveness liveness, IBfdEffects effects)
    {
        if (session.Liveness != liveness)
        {
            session.Liveness = liveness;
            effects.LivenessChanged(now, session.Port, liveness);
        }
    }

    private void Remove(Instant now, PortIndex port, IBfdEffects effects)
    {
        if (_sessions[port.Value] is { } session)
        {
            _sessions[port.Value] = null;
            Tell(now, session, Liveness.Unknown, effects);
        }
    }

    private uint NewDiscriminator()
    {
        uint discriminator;
        do
        {
            discriminator = (uint)_random.NextUInt64();
        }
        while (discriminator == 0 || _sessions.Any(session => session?.Discriminator == discriminator));
        return discriminator;
    }
}
