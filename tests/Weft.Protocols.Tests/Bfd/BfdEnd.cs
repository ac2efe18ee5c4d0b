using Weft.Model;
using Weft.Protocols.Bfd;
using Weft.Protocols.Tests.Isis;
using Weft.Testing;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Tests.Bfd;

/// <summary>One end of a watched link: an engine that may die, and a kernel under it that answers neighbour solicitations.</summary>
internal sealed class BfdEnd : IBfdEffects
{
    private readonly NodePlan _plan;
    private readonly int _index;

    public BfdEnd(int index, BfdTiming timing, ulong seed)
    {
        _index = index;
        NodePlan plan = IsisPlans.Build(index, [new TestLink(index, index + 1)]);
        _plan = plan with { Ports = [plan.Ports[0] with { Bfd = timing }] };
        Engine = new BfdEngine(_plan, new RandomSource(seed));
    }

    public static PortIndex Port => new(0);

    public BfdEngine Engine { get; private set; }

    public bool IsDaemonAlive { get; set; } = true;

    public bool IsKernelAlive { get; set; } = true;

    public MacAddress Mac => IsisPlans.Mac(_index, 0);

    public IpAddress LinkLocal => IsisPlans.LinkLocal(_index, 0);

    public List<byte[]> Outbox { get; } = [];

    /// <summary>When each control packet was sent.</summary>
    public List<(Instant At, BfdPacket Packet)> Sent { get; } = [];

    public List<(Instant At, Liveness Liveness)> Told { get; } = [];

    public List<NodeEvent> Events { get; } = [];

    public Instant Now { get; set; }

    public BfdSnapshot Session => Assert.Single(Engine.Sessions());

    public Liveness Liveness => Told.Count == 0 ? Liveness.Unknown : Told[^1].Liveness;

    /// <summary>The daemon starts with empty memory.</summary>
    public void Restart(ulong seed)
    {
        Engine = new BfdEngine(_plan, new RandomSource(seed));
        IsDaemonAlive = true;
        Told.Clear();
    }

    public void PortUp() => Engine.HandlePort(Now, Port, new PortStatus(true, Mac, LinkLocal, 1500), this);

    public void Hear(BfdEnd neighbor) => Engine.HandleNeighbor(Now, Port, neighbor.LinkLocal, neighbor.Mac, this);

    /// <summary>Takes a frame from the cable: the kernel first, then the daemon.</summary>
    public void Deliver(byte[] frame)
    {
        byte[] answer = new byte[FrameWriter.MaximumLength];
        int length = IsKernelAlive ? HostAnswers.Answer(frame, Mac, [LinkLocal], answer) : 0;
        if (length > 0)
        {
            Outbox.Add(answer[..length]);
        }

        if (IsDaemonAlive)
        {
            Engine.HandleFrame(Now, Port, frame, this);
        }
    }

    public void Send(PortIndex port, ReadOnlySpan<byte> frame)
    {
        Outbox.Add(frame.ToArray());
        if (TryRead(frame, out BfdPacket packet))
        {
            Sent.Add((Now, packet));
        }
    }

    public void LivenessChanged(Instant now, PortIndex port, Liveness liveness) => Told.Add((now, liveness));

    public void Emit(NodeEvent nodeEvent) => Events.Add(nodeEvent);

    /// <summary>The control packet of a frame.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out BfdPacket packet)
    {
        packet = default;
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None
            || Ipv6View.TryParse(ethernet.Payload, out Ipv6View ip) != Ipv6Fault.None || ip.UpperProtocol != IpProtocol.Udp
            || UdpView.TryParse(ip.UpperLayer, out UdpView udp) != UdpFault.None
            || BfdView.TryParse(udp.Payload, out BfdView view) != BfdFault.None)
        {
            return false;
        }

        packet = view.Packet;
        return true;
    }
}
