using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Native IS-IS of one node: one level, point-to-point on fabric ports, both IP families, host claims beside prefixes.
/// Time comes in, the next deadline goes out; what it does goes to the sink. After a batch of inputs the caller calls
/// <see cref="HandleTimer"/> while <see cref="NextDeadline"/> is not later than now.</summary>
public sealed partial class IsisEngine
{
    private readonly IsisState _state;
    private readonly HelloProtocol _hellos;
    private readonly FloodingProtocol _flooding;
    private readonly OwnLspIssuer _issuer;
    private readonly OwnLspReceiver _ownReceiver;
    private readonly Topology _topology = new();
    private readonly PrefixTable _prefixes;
    private readonly DatabaseProtocol _database;
    private readonly ShortestPaths[] _paths;
    private readonly SpfSchedule _spf = new();
    private readonly StartSequence _start;
    private readonly ColdStart _cold;
    private readonly AdjacencyFollower _adjacencies;
    private readonly OwnPrefixes _ownPrefixes;
    private readonly DrainSurvey _survey;
    private readonly MetricClimb _drain;
    private Instant _wakeAt = Instant.Zero;

    /// <summary>Builds the engine of one node: its loopbacks and the prefixes that the plan has it advertise are announced from the start.</summary>
    /// <param name="plan">The node's plan.</param>
    /// <param name="random">Jitters what all nodes do periodically.</param>
    /// <param name="library">What other nodes of this process have read, too; null for a node that is alone.</param>
    public IsisEngine(NodePlan plan, RandomSource random, LspLibrary? library = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(random);
        _state = new IsisState(plan, random, library);
        _hellos = new HelloProtocol(_state);
        _flooding = new FloodingProtocol(_state);
        _issuer = new OwnLspIssuer(_state, _flooding);
        _ownReceiver = new OwnLspReceiver(_state, _flooding, _issuer);
        _prefixes = new PrefixTable(_state, _topology, _issuer.Content);
        _database = new DatabaseProtocol(_state, _flooding, _ownReceiver, _issuer, new ReachTracker(_state, _topology, _prefixes));
        _paths = _state.IsMultiTopology
            ? [new ShortestPaths(_state, _topology, Graph.Standard), new ShortestPaths(_state, _topology, Graph.Ipv6)]
            : [new ShortestPaths(_state, _topology, Graph.Standard)];
        _start = new StartSequence(_state);
        _cold = new ColdStart(_state, _topology);
        _adjacencies = new AdjacencyFollower(_state, _flooding, _issuer, _topology, _spf);
        _ownPrefixes = new OwnPrefixes(_state, _issuer);
        _survey = new DrainSurvey(_state, _topology, _prefixes, _ownPrefixes);
        _drain = new MetricClimb(_state, _issuer, _adjacencies, _ownPrefixes, _survey);
        _ownPrefixes.AnnouncePlan();
    }

    /// <summary>When <see cref="HandleTimer"/> must be called next.</summary>
    public Instant NextDeadline
    {
        get
        {
            Instant next = Instant.Min(_wakeAt, Instant.Min(_issuer.NextDeadline, IsForwardingBlindly ? Instant.Never : _spf.NextDeadline));
            next = Instant.Min(next, Instant.Min(_state.Database.NextExpiry, Instant.Min(_start.NextDeadline, _cold.NextDeadline)));
            return Instant.Min(next, Instant.Min(_drain.NextDeadline, _state.CircuitsDue));
        }
    }

    /// <summary>What happened, by kind.</summary>
    public CounterGroup<IsisCounter> Counters => _state.Counters;

    /// <summary>Malformed frames, by reason.</summary>
    public CounterGroup<IsisFault> Faults => _state.Faults;

    /// <summary>Hellos by what became of their authentication, while there are link keys.</summary>
    public CounterGroup<AuthenticationVerdict> LinkVerdicts => _state.Link.Counters;

    /// <summary>LSPs, CSNPs and PSNPs by what became of their authentication, while there are area keys.</summary>
    public CounterGroup<AuthenticationVerdict> AreaVerdicts => _state.Area.Counters;

    /// <summary>True once the neighbours' databases were read, or the wait for them is over.</summary>
    public bool IsSynchronized => _start.IsSynchronized;

    /// <summary>Takes a frame of a fabric port. Frames of other ports and of ports that are down are ignored.</summary>
    public void HandleFrame(Instant now, PortIndex port, ReadOnlySpan<byte> frame, IIsisEffects effects)
    {
        Circuit? circuit = _state.Find(port);
        if (circuit is not { Status.Up: true })
        {
            return;
        }

        IsisFault fault = IsisFrame.TryParse(frame, out EthernetView ethernet, out ReadOnlySpan<byte> octets);
        IsisPdu pdu = default;
        fault = fault == IsisFault.None ? IsisPdu.TryParse(octets, out pdu) : fault;
        if (fault != IsisFault.None)
        {
            _state.Faults.Increment(fault);
            return;
        }

        if (pdu.Type == IsisPduType.PointToPointHello)
        {
            HandleHello(now, circuit, ethernet.Source, pdu, effects);
        }
        else if (!_state.Codes.IsOfDatabase(pdu.Type))
        {
            _state.Counters.Increment(IsisCounter.OtherPduType);
        }
        else if (!circuit.IsUp || ethernet.Source != circuit.Neighbor.Mac)
        {
            _state.Counters.Increment(IsisCounter.NoAdjacency);
        }
        else if (_state.Area.Accepts(now, circuit, pdu, effects))
        {
            HandleDatabasePdu(now, circuit, pdu, effects);
        }

        _state.NoteDue(circuit);
    }

    /// <summary>Replaces the keys. From now on everything is signed and verified with the new ones; own LSPs are issued anew when the key
    /// that signs them changed. What was accepted before stays.</summary>
    public void SetKeys(Instant now, IsisKeys keys, IIsisEffects effects)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(effects);
        _state.Link.Replace(keys.Link);
        _state.Area.Replace(keys.Area);
        _issuer.SignAnew(now);
        WakeHellos(now);
        effects.Emit(KeysChanged.Of(keys));
    }

    /// <summary>Says, before anything else, that the data plane holds no routes of an earlier life: nobody is to route through this node before
    /// it has some.</summary>
    public void StartCold(Instant now) => _cold.Begin(now);

    /// <summary>Takes the state of a port; only fabric ports matter.</summary>
    public void HandlePort(Instant now, PortIndex port, in PortStatus reported, IIsisEffects effects)
    {
        if (_state.Find(port) is not Circuit circuit)
        {
            return;
        }

        PortStatus status = circuit.UsableStatus(reported);
        if (circuit.Status == status)
        {
            return;
        }

        bool wasUp = circuit.Status.Up;
        circuit.Status = status;
        if (status.Up)
        {
            // The neighbour must know a new address at once; the hello carries it.
            circuit.HelloAt = now;
            if (status.Mtu < IsisLimits.MinimumMtu)
            {
                _state.Throttle.Raise(now, IsisAlarmReason.MtuTooSmall, circuit.Plan.Name, effects);
            }
        }
        else if (wasUp)
        {
            circuit.HelloAt = Instant.Never;
            _adjacencies.TakeDown(now, circuit, AdjacencyReason.PortDown, effects);
            _adjacencies.EndLeftover(now, circuit);
        }

        _state.NoteDue(circuit);
    }

    /// <summary>Takes what BFD knows of the path to a port's neighbour: a lost path takes the adjacency down (RFC 5882 section 3).</summary>
    public void HandleLiveness(Instant now, PortIndex port, Liveness liveness, IIsisEffects effects)
    {
        if (_state.Find(port) is not Circuit circuit)
        {
            return;
        }

        circuit.Liveness = liveness;
        if (liveness == Liveness.Lost)
        {
            _adjacencies.TakeDown(now, circuit, AdjacencyReason.PathLost, effects);
        }

        // The path may fail in one direction only, and a neighbour may wait for our side: both want to know at once.
        circuit.HelloAt = circuit.Status.Up && liveness != Liveness.Unknown ? now : circuit.HelloAt;
        _state.NoteDue(circuit);
    }

    /// <summary>Announces a host of this node, or changes what is announced of it. Marks only; the next timer call floods.</summary>
    public void Advertise(Instant now, in HostClaim claim)
    {
        Span<byte> subTlv = stackalloc byte[ClaimCodec.MaximumSubTlvLength];
        int length = ClaimCodec.Write(claim, subTlv);
        _issuer.Set(now, OwnEntryKey.ForClaim(claim.Key), new PrefixReach(IpPrefix.Host(claim.Address), 0, false, false, subTlv[..length]));
    }

    /// <summary>Stops announcing a host, also one that only an earlier life announced.</summary>
    public void Withdraw(Instant now, HostKey key)
    {
        _issuer.Content.Remove(OwnEntryKey.ForClaim(key));
        _issuer.Touch(now);
    }

    /// <summary>Announces a prefix at a metric. Prefixes of others that this node announces, too, are not reported to it.</summary>
    public void AdvertisePrefix(Instant now, VrfId vrf, IpPrefix prefix, uint metric)
    {
        _ownPrefixes.Set(now, vrf, prefix, metric);
        TouchPrefix(now, vrf, prefix);
    }

    /// <summary>Stops announcing a prefix.</summary>
    public void WithdrawPrefix(Instant now, VrfId vrf, IpPrefix prefix)
    {
        _ownPrefixes.Remove(now, vrf, prefix);
        TouchPrefix(now, vrf, prefix);
    }

    /// <summary>Drains the node, so that everybody who has another way takes it, or brings it back. At its start it is
    /// <paramref name="atOnce"/> what it was in its earlier life; otherwise it goes step by step, and nothing is lost on the way.</summary>
    public void SetDrained(Instant now, bool drained, bool atOnce, IIsisEffects effects) => _drain.Set(now, drained, atOnce, effects);

    /// <summary>The daemon stops in order, and its kernel goes on forwarding: neighbours that are up are asked for more patience than a holding time.</summary>
    public void Shutdown(Instant now, IIsisEffects effects)
    {
        foreach (Circuit circuit in _state.Circuits.Where(static circuit => circuit.IsUp))
        {
            _hellos.SendLast(now, circuit, effects);
        }
    }

    /// <summary>How far the node has given way, and what would be lost without it.</summary>
    public DrainSnapshot Drain() => new(
        _drain.Phase, _drain.Since, _state.Burden, IsisSnapshots.Waiting(_state), _survey.Parts(), _survey.OnlyHere());

    /// <summary>Whether the node serves, drains or is drained.</summary>
    public DrainPhase DrainPhase => _drain.Phase;

    private void TouchPrefix(Instant now, VrfId vrf, IpPrefix prefix)
    {
        _prefixes.Touch(new RouteKey(vrf, prefix));
        _wakeAt = _prefixes.IsDirty ? Instant.Min(_wakeAt, now) : _wakeAt;
    }

    private void HandleHello(Instant now, Circuit circuit, MacAddress source, IsisPdu pdu, IIsisEffects effects)
    {
        if (_state.Link.Accepts(now, circuit, pdu, effects))
        {
            AdjacencyChange change = _hellos.Receive(now, circuit, source, pdu, effects, out Neighbor before);
            _adjacencies.Follow(now, circuit, change, before, effects);
        }
    }

    private void HandleDatabasePdu(Instant now, Circuit circuit, IsisPdu pdu, IIsisEffects effects)
    {
        if (pdu.Type == _state.Codes.LinkState)
        {
            if (_database.ReceiveLsp(now, circuit, pdu, effects))
            {
                _spf.Trigger(now);
            }

            _prefixes.Report(effects);
        }
        else if (pdu.Type == _state.Codes.CompleteSequence)
        {
            _database.ReceiveComplete(now, circuit, pdu, effects);
        }
        else
        {
            _database.ReceivePartial(now, circuit, pdu, effects);
        }

        if (_start.NoteProgress(now, circuit))
        {
            _wakeAt = Instant.Min(_wakeAt, now);
        }
    }

    private void WakeHellos(Instant now)
    {
        foreach (Circuit circuit in _state.Circuits)
        {
            circuit.HelloAt = circuit.Status.Up ? now : circuit.HelloAt;
            _state.NoteDue(circuit);
        }
    }
}
