using Weft.Model;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Bfd;

/// <summary>The variables of one session (RFC 5880 section 6.8.1). Times of the protocol are microseconds on the wire.</summary>
internal sealed class BfdSession(PortPlan port, BfdTiming timing, BfdFrame frame, uint discriminator)
{
    public PortPlan Plan { get; } = port;

    public PortIndex Port => Plan.Index;

    public BfdTiming Timing { get; } = timing;

    /// <summary>Addresses of the frames that it sends.</summary>
    public BfdFrame Frame { get; } = frame;

    public IpAddress Neighbor => Frame.Destination;

    public uint Discriminator { get; } = discriminator;

    /// <summary>The neighbour's number for the session; 0 while unknown.</summary>
    public uint RemoteDiscriminator { get; set; }

    public BfdState State { get; set; } = BfdState.Down;

    public BfdState RemoteState { get; set; } = BfdState.Down;

    public BfdDiagnostic Diagnostic { get; set; }

    public BfdDiagnostic RemoteDiagnostic { get; set; }

    public TimeSpan RemoteMinReceive { get; set; } = TimeSpan.FromMicroseconds(1);

    public TimeSpan RemoteMinTransmit { get; set; }

    public byte RemoteMultiplier { get; set; }

    /// <summary>The neighbour wants no periodic packets while both sides are up (RFC 5880 section 6.6).</summary>
    public bool RemoteDemand { get; set; }

    /// <summary>True until the neighbour has answered that it knows our interval (RFC 5880 section 6.5).</summary>
    public bool IsPolling { get; set; }

    /// <summary>When the state was entered.</summary>
    public Instant Since { get; set; }

    public Instant TransmitAt { get; set; } = Instant.Never;

    /// <summary>Without a packet until then the neighbour counts as silent; never while none was received.</summary>
    public Instant DetectAt { get; set; } = Instant.Never;

    /// <summary>From then on its kernel is asked, so that the answer is there when the detection time is over.</summary>
    public Instant SuspectAt { get; set; } = Instant.Never;

    /// <summary>The session was not needed by anybody since this.</summary>
    public Instant ForgetAt { get; set; }

    /// <summary>What the node was told.</summary>
    public Liveness Liveness { get; set; }

    public PathWatch Path { get; } = new();

    public SendBudget Unscheduled { get; } = new(BfdLimits.UnscheduledBurst, BfdLimits.UnscheduledInterval);

    public SendBudget Events { get; } = new(BfdLimits.EventBurst, BfdLimits.EventInterval);

    /// <summary>bfd.DesiredMinTxInterval: slow until the session is up (RFC 5880 section 6.8.3).</summary>
    public TimeSpan DesiredTransmit =>
        State == BfdState.Up || Timing.Interval > BfdLimits.SlowInterval ? Timing.Interval : BfdLimits.SlowInterval;

    /// <summary>Between periodic packets, before jitter (RFC 5880 section 6.8.7).</summary>
    public TimeSpan TransmitInterval => DesiredTransmit > RemoteMinReceive ? DesiredTransmit : RemoteMinReceive;

    /// <summary>Silence that long ends the session (RFC 5880 section 6.8.4); zero while nothing was received.</summary>
    public TimeSpan DetectionTime => RemoteMultiplier * (RemoteMinTransmit > Timing.Interval ? RemoteMinTransmit : Timing.Interval);

    /// <summary>The neighbour takes periodic packets now.</summary>
    public bool SendsPeriodically =>
        RemoteMinReceive > TimeSpan.Zero
        && (IsPolling || !(RemoteDemand && State == BfdState.Up && RemoteState == BfdState.Up));

    public Instant NextDeadline
    {
        get
        {
            Instant next = Instant.Min(Instant.Min(TransmitAt, DetectAt), Path.ProbeAt);
            return State == BfdState.Up
                ? Instant.Min(next, Path.IsOn ? Instant.Never : SuspectAt)
                : Instant.Min(next, Instant.Min(Path.LostAt, ForgetAt));
        }
    }

    /// <summary>The clock of the neighbour's silence starts anew.</summary>
    public void Heard(Instant now)
    {
        TimeSpan detection = DetectionTime;
        DetectAt = now + detection;
        SuspectAt = now + (detection - Suspicion);
    }

    /// <summary>How long the neighbour's kernel is asked before a verdict.</summary>
    public TimeSpan Suspicion => DetectionTime / 2;

    /// <summary>The packet that describes the session now.</summary>
    public BfdPacket Describe(BfdFlags flags) => new(
        State,
        Diagnostic,
        flags,
        (byte)Timing.Multiplier,
        Discriminator,
        RemoteDiscriminator,
        (uint)DesiredTransmit.TotalMicroseconds,
        (uint)Timing.Interval.TotalMicroseconds,
        0);
}
