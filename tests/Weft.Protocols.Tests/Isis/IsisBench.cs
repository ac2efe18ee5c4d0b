using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>One engine (system 1) with hand-made neighbours on its ports and a clock that only the test moves.</summary>
internal sealed class IsisBench
{
    public const int Self = 0;
    private readonly byte[] _buffer = new byte[IsisFrame.HeaderLength + IsisFrame.MaximumPduLength];

    public IsisBench(int ports = 2, FabricLimits? limits = null, FabricTimers? timers = null, IsisSettings? isis = null)
    {
        TestLink[] links = [.. Enumerable.Range(0, ports).Select(static port => new TestLink(Self, port + 1))];
        Node = new IsisTestNode(Self, IsisPlans.Build(Self, links, timers, limits, isis: isis), 1);
        Codes = new LevelCodes(Node.Plan.Fabric.Isis.Level);
    }

    public IsisTestNode Node { get; }

    public LevelCodes Codes { get; }

    public Instant Now { get; private set; } = Instant.Zero;

    /// <summary>What the neighbours sign with; set it before they say anything, and give the engine keys of its own.</summary>
    public IsisKeys Keys { get; set; } = IsisKeys.None;

    /// <summary>The neighbour on a port: system port + 2.</summary>
    public static SystemId Peer(int port) => IsisPlans.Id(port + 1);

    public static MacAddress PeerMac(int port) => IsisPlans.Mac(port + 1, 0);

    /// <summary>Moves the clock, stopping at each deadline on the way.</summary>
    public void Wait(TimeSpan duration)
    {
        Instant end = Now + duration;
        while (Node.Engine.NextDeadline <= end)
        {
            Now = Node.Engine.NextDeadline > Now ? Node.Engine.NextDeadline : Now;
            Settle();
        }

        Now = end;
    }

    public void PortUp(int port, bool up = true) => Port(port, IsisNetwork.StatusOf(Self, new PortIndex((ushort)port), up));

    public void Port(int port, PortStatus status)
    {
        Node.Engine.HandlePort(Now, new PortIndex((ushort)port), status, Node);
        Settle();
    }

    /// <summary>Brings the neighbour of a port up and gives it an empty database, then waits until the engine has settled.</summary>
    public void BringUp(int port)
    {
        PortUp(port);
        Hello(port, AdjacencyState.Down);
        Hello(port, AdjacencyState.Initializing, Node.Plan.SystemId, (uint)port + 1);
        Hello(port, AdjacencyState.Up, Node.Plan.SystemId, (uint)port + 1);
        Describe(port);
    }

    public void Hello(
        int port,
        AdjacencyState? state,
        SystemId? neighbor = null,
        uint? neighborCircuit = null,
        SystemId? source = null,
        IsisLevels? levels = null,
        RestartSignal? restart = null,
        ushort holdingTime = 3,
        uint linkLocalHost = 0,
        bool hasLinkLocal = true,
        MacAddress? from = null,
        byte area = 1,
        ushort[]? topologies = null)
    {
        IsisPduWriter writer = new(Pdu, new PointToPointHelloHeader(levels ?? Codes.Level, source ?? Peer(port), holdingTime, 1));
        writer.AddAuthentication(Keys.Link?.Send);
        byte[] value = new byte[16];
        writer.Add(IsisTlvType.AreaAddresses, [3, 0x49, 0, area]);
        foreach (ushort topology in topologies ?? [])
        {
            writer.Append(IsisTlvType.MultiTopology, value.AsSpan(0, new TopologyId(topology).Write(value)));
        }

        if (state is AdjacencyState own)
        {
            ThreeWayAdjacency threeWay = new(own, 7, neighbor, neighborCircuit);
            writer.Add(IsisTlvType.ThreeWayAdjacency, value.AsSpan(0, threeWay.Write(value)));
        }

        if (restart is RestartSignal signal)
        {
            writer.Add(IsisTlvType.Restart, value.AsSpan(0, signal.Write(value)));
        }

        if (hasLinkLocal)
        {
            IpAddress linkLocal = linkLocalHost == 0 ? IsisPlans.LinkLocal(port + 1, 0) : IpAddress.Ipv6(new UInt128(0xFE80_0000_0000_0000, linkLocalHost));
            writer.Add(IsisTlvType.Ipv6InterfaceAddresses, value.AsSpan(0, linkLocal.Write(value)));
        }

        Deliver(port, writer.Finish().Length, from);
    }

    /// <summary>Delivers a CSNP over the whole range.</summary>
    public void Describe(int port, params LspEntry[] entries)
    {
        IsisPduWriter writer = new(
            Pdu,
            Codes.CompleteSequence,
            new CompleteSequenceHeader(new IsisNodeId(Peer(port), 0), LspId.Lowest, LspId.Highest));
        writer.AddAuthentication(Keys.Area?.Send);
        Append(ref writer, entries);
        Deliver(port, writer.Finish().Length);
    }

    /// <summary>Delivers a PSNP.</summary>
    public void Acknowledge(int port, params LspEntry[] entries)
    {
        IsisPduWriter writer = new(Pdu, Codes.PartialSequence, new PartialSequenceHeader(new IsisNodeId(Peer(port), 0)));
        writer.AddAuthentication(Keys.Area?.Send);
        Append(ref writer, entries);
        Deliver(port, writer.Finish().Length);
    }

    /// <summary>Delivers an LSP.</summary>
    public void Deliver(int port, byte[] lsp)
    {
        lsp.CopyTo(Pdu);
        Deliver(port, lsp.Length);
    }

    /// <summary>Delivers a whole frame.</summary>
    public void DeliverFrame(int port, ReadOnlySpan<byte> frame)
    {
        Node.Engine.HandleFrame(Now, new PortIndex((ushort)port), frame, Node);
        Settle();
    }

    /// <summary>Takes what was sent on a port since the last call, as PDUs of one kind.</summary>
    public List<byte[]> Take(int port, IsisPduType type)
    {
        List<byte[]> pdus = [];
        foreach ((PortIndex _, byte[] frame) in Node.Outbox.Where(sent => sent.Port.Value == port).ToArray())
        {
            Assert.Equal(IsisFault.None, IsisFrame.TryParse(frame, out EthernetView ethernet, out ReadOnlySpan<byte> octets));
            Assert.Equal(IsisFrame.AllSystems, ethernet.Destination);
            Assert.Equal(IsisPlans.Mac(Self, port), ethernet.Source);
            Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
            if (pdu.Type == type)
            {
                pdus.Add(pdu.Bytes.ToArray());
            }
        }

        Node.Outbox.RemoveAll(sent => sent.Port.Value == port && TypeOf(sent.Frame) == type);
        return pdus;
    }

    /// <summary>Takes the LSPs sent on a port since the last call.</summary>
    public List<LspHeader> TakeLsps(int port) =>
        [.. Take(port, Codes.LinkState).Select(static lsp => LspHeader.Read(lsp))];

    /// <summary>Takes the entries of the PSNPs sent on a port since the last call.</summary>
    public List<LspEntry> TakePartial(int port) =>
        [.. Take(port, Codes.PartialSequence).SelectMany(static pdu => TestLsps.EntriesOf(pdu))];

    /// <summary>Forgets what was sent so far.</summary>
    public void Discard() => Node.Outbox.Clear();

    /// <summary>Does what is due at this moment.</summary>
    public void Settle()
    {
        int rounds = 0;
        while (Node.Engine.NextDeadline <= Now)
        {
            Assert.True(++rounds < 100, "the engine asks for the same moment again and again");
            Node.Engine.HandleTimer(Now, Node);
        }
    }

    private Span<byte> Pdu => _buffer.AsSpan(IsisFrame.HeaderLength);

    private static IsisPduType TypeOf(byte[] frame) => (IsisPduType)frame[IsisFrame.HeaderLength + 4];

    private static void Append(ref IsisPduWriter writer, LspEntry[] entries)
    {
        byte[] octets = new byte[LspEntry.Length];
        foreach (LspEntry entry in entries)
        {
            Assert.True(writer.Append(IsisTlvType.LspEntries, octets.AsSpan(0, entry.Write(octets))));
        }
    }

    private void Deliver(int port, int pduLength, MacAddress? from = null)
    {
        IsisFrame.WriteHeader(_buffer, from ?? PeerMac(port), pduLength);
        DeliverFrame(port, _buffer.AsSpan(0, IsisFrame.HeaderLength + pduLength));
    }
}
