using System.Collections.Frozen;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>What the parts of the IS-IS engine share.</summary>
internal sealed class IsisState
{
    private readonly byte[] _frame = new byte[IsisFrame.HeaderLength + IsisFrame.MaximumPduLength];
    private readonly Circuit?[] _byPort;
    private readonly LspLibrary? _library;

    public IsisState(NodePlan plan, RandomSource random, LspLibrary? library)
    {
        _library = library;
        Plan = plan;
        Random = random;
        Codes = new LevelCodes(plan.Fabric.Isis.Level);
        Database = new LinkStateDatabase(plan.Fabric.Limits, plan.Fabric.Nodes.Select(static node => VirtualSystems.CommonPart(node.SystemId)).ToFrozenSet());
        Throttle = new EventThrottle(Counters);
        _byPort = new Circuit?[plan.Ports.Length];
        List<Circuit> circuits = [];
        foreach (PortPlan port in plan.Ports)
        {
            if (port.Kind == PortKind.Fabric)
            {
                Circuit circuit = new(circuits.Count, port);
                circuits.Add(circuit);
                _byPort[port.Index.Value] = circuit;
            }
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(circuits.Count, IsisLimits.Circuits);
        Circuits = [.. circuits];
        Link = new ChainVerifier(AuthenticationScope.Link, "isis-link-authentication", circuits.Count);
        Area = new ChainVerifier(AuthenticationScope.Area, "isis-area-authentication", circuits.Count);
    }

    public NodePlan Plan { get; }

    public SystemId Self => Plan.SystemId;

    /// <summary>True when IPv6 has a topology of its own (RFC 5120).</summary>
    public bool IsMultiTopology => Plan.Fabric.Isis.IsMultiTopology;

    /// <summary>The graph in which packets of a family go.</summary>
    public Graph GraphOf(AddressFamily family) => IsMultiTopology && family == AddressFamily.Ipv6 ? Graph.Ipv6 : Graph.Standard;

    /// <summary>True for the node's own system id and those of its virtual systems.</summary>
    public bool IsOwn(SystemId system) => VirtualSystems.TryGetNumber(Self, system, out _);

    /// <summary>The LSP that an own fragment goes by.</summary>
    public LspId LspOf(int fragment) =>
        new(VirtualSystems.Of(Self, fragment / IsisLimits.FragmentsPerSystem), 0, (byte)(fragment % IsisLimits.FragmentsPerSystem));

    /// <summary>The own fragment that an LSP stands for; its system is one of ours.</summary>
    public int FragmentOf(LspId id) =>
        VirtualSystems.TryGetNumber(Self, id.System, out int number)
            ? (number * IsisLimits.FragmentsPerSystem) + id.Fragment
            : throw new InvalidOperationException($"{id} is not ours");

    /// <summary>The code points of the fabric's level.</summary>
    public LevelCodes Codes { get; }

    public FabricTimers Timers => Plan.Fabric.Timers;

    public RandomSource Random { get; }

    /// <summary>What a drained node's links and prefixes are dearer by; 0 in normal life. Never counts in the node's own paths.</summary>
    public uint Burden { get; set; }

    /// <summary>The fabric ports in the order of their index.</summary>
    public Circuit[] Circuits { get; }

    /// <summary>No timer of a circuit is due before this; it may be earlier than the first that is.</summary>
    public Instant CircuitsDue { get; private set; } = Instant.Never;

    /// <summary>Must follow each change of a circuit's timers.</summary>
    public void NoteDue(Circuit circuit) => CircuitsDue = Instant.Min(CircuitsDue, circuit.NextDeadline);

    /// <summary>Works out anew when the first timer of a circuit is due.</summary>
    public void CountDue()
    {
        CircuitsDue = Instant.Never;
        foreach (Circuit circuit in Circuits)
        {
            NoteDue(circuit);
        }
    }

    public LinkStateDatabase Database { get; }

    /// <summary>What somebody in this process has read of a live LSP; null: it has yet to be checked.</summary>
    public LspContent? Recall(LspId id, ReadOnlySpan<byte> pdu) => _library?.Find(id, pdu);

    /// <summary>Reads an LSP that was checked.</summary>
    public LspContent Read(ReadOnlySpan<byte> pdu)
    {
        if (Recall(LspHeader.Read(pdu).Id, pdu) is { } known)
        {
            return known;
        }

        LspContent content = new(pdu, IsMultiTopology);
        if (!content.Header.IsPurge)
        {
            _library?.Add(content);
        }

        return content;
    }

    public CounterGroup<IsisCounter> Counters { get; } = new("isis");

    public CounterGroup<IsisFault> Faults { get; } = new("isis-malformed");

    /// <summary>Keys and verdicts of hellos.</summary>
    public ChainVerifier Link { get; }

    /// <summary>Keys and verdicts of LSPs, CSNPs and PSNPs.</summary>
    public ChainVerifier Area { get; }

    /// <summary>True while the node's data plane, which had nothing when it started, may still lack routes: nobody is to route through it.</summary>
    public bool IsStartingCold { get; set; }

    public EventThrottle Throttle { get; }

    /// <summary>Room for one PDU that is being written; <see cref="Send"/> puts the frame header before it.</summary>
    public Span<byte> PduBuffer => _frame.AsSpan(IsisFrame.HeaderLength);

    /// <summary>The circuit of a port, or null when IS-IS does not run there.</summary>
    public Circuit? Find(PortIndex port) => port.Value < _byPort.Length ? _byPort[port.Value] : null;

    /// <summary>True once the neighbours' databases were read, or the wait is over.</summary>
    public bool IsSynchronized { get; set; }

    /// <summary>True while a link that an earlier life announced may still come up again: its port has a carrier, and those that are not up by the end of the start count as lost.</summary>
    public bool MayReturn(uint circuitId) =>
        !IsSynchronized && circuitId is > 0 and <= ushort.MaxValue && Find(new PortIndex((ushort)(circuitId - 1))) is { Status.Up: true, IsUp: false };

    /// <summary>Sends the PDU that was written at the start of <see cref="PduBuffer"/>.</summary>
    public void Send(Circuit circuit, int pduLength, IIsisEffects effects)
    {
        IsisFrame.WriteHeader(_frame, circuit.Status.Mac, pduLength);
        effects.Send(circuit.Port, _frame.AsSpan(0, IsisFrame.HeaderLength + pduLength));
    }
}
