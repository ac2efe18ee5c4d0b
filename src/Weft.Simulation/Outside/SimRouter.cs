using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A router outside the fabric with the clients behind it: a plain router, whose routes <see cref="Rim"/> keeps as BGP would. Ports are numbered: first
/// its sessions in the order of the fabric file, then its clients.</summary>
public sealed class SimRouter : ISimActor
{
    private readonly List<RouterPort> _ports = [];
    private readonly List<RouterHop> _sessions = [];
    private readonly Dictionary<IpAddress, RouterHop> _attached = [];
    private readonly byte[] _buffer = new byte[FramePool.MaximumLength];
    private readonly byte[] _answer = new byte[128];

    internal SimRouter(SimScheduler scheduler, OutsideRouter plan)
    {
        Scheduler = scheduler;
        Plan = plan;
        Number = scheduler.Add(this);
    }

    public string Name => Plan.Name;

    public OutsideRouter Plan { get; }

    Instant ISimActor.NextDeadline => Instant.Never;

    /// <summary>How often one of its best routes changed.</summary>
    public long RouteVersion => Routes.Version;

    /// <summary>The prefixes that the fabric told it of, sorted.</summary>
    public IEnumerable<IpPrefix> Prefixes => Routes.Prefixes;

    internal RouterRoutes Routes { get; } = new();

    internal SimScheduler Scheduler { get; }

    internal int Number { get; }

    /// <summary>Adds a port. A neighbour that is reached by it is told of with it.</summary>
    internal ushort AddPort(RouterPort port)
    {
        _ports.Add(port);
        return (ushort)(_ports.Count - 1);
    }

    /// <summary>The neighbour of the next session.</summary>
    internal void AddSession(RouterHop edge) => _sessions.Add(edge);

    /// <summary>An address on one of its links.</summary>
    internal void Attach(IpAddress address, RouterHop hop) => _attached[address] = hop;

    void ISimActor.HandleTimer(Instant now)
    {
    }

    void ISimActor.Receive(Instant now, ushort port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        RouterPort from = _ports[port];
        if (!FrameFacts.TryRead(frame, out FrameFacts facts) || (!facts.Destination.IsGroup && facts.Destination != from.Mac))
        {
            return;
        }

        int length = NeighborReply.Write(frame, from.Mac, from.Addresses, _answer);
        if (length > 0)
        {
            from.Cable.Send(VlanId.Untagged, _answer.AsSpan(0, length));
        }
        else if (!facts.Destination.IsGroup && facts.IsIp)
        {
            Forward(frame, facts);
        }
    }

    private void Forward(ReadOnlySpan<byte> frame, in FrameFacts facts)
    {
        if (HopCount.IsLeft(frame, facts.Kind) && TryFind(frame, facts, out RouterHop hop))
        {
            frame.CopyTo(_buffer);
            HopCount.Lower(_buffer, facts.Kind);
            RouterPort to = _ports[hop.Port];
            hop.Mac.Write(_buffer);
            to.Mac.Write(_buffer.AsSpan(MacAddress.Length));
            to.Cable.Send(VlanId.Untagged, _buffer.AsSpan(0, frame.Length));
        }
    }

    private bool TryFind(ReadOnlySpan<byte> frame, in FrameFacts facts, out RouterHop hop)
    {
        if (_attached.TryGetValue(facts.To, out hop))
        {
            return true;
        }

        ReadOnlySpan<int> sessions = Routes.Lookup(facts.To, out _);
        if (sessions.IsEmpty)
        {
            return false;
        }

        hop = _sessions[sessions[(int)(((ulong)FlowHash.Compute((ulong)Number, facts, frame) * (ulong)sessions.Length) >> 32)]];
        return true;
    }
}
