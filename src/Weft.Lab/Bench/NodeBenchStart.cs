using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Times the start of a daemon on a bare node, and its restart on one that forwards, under a packet every millisecond between two subnets.</summary>
internal sealed class NodeBenchStart(NodeBenchOptions options)
{
    private const int WholeProbes = 100;
    private const int ProbesBeforeStart = 1000;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly List<double> _ready = [];
    private readonly List<double> _firstPacket = [];
    private readonly List<double> _fastPath = [];
    private readonly List<double> _end = [];
    private readonly List<double> _resident = [];
    private readonly List<double> _again = [];
    private long _lost;
    private long _sent;

    internal NodeBenchStartResult Run()
    {
        for (int i = 0; i < options.Starts; i++)
        {
            options.Progress?.Invoke($"start {i + 1} of {options.Starts}");
            RunOnce();
        }

        return new NodeBenchStartResult
        {
            ReadyMilliseconds = NodeBenchFigure.Of(_ready),
            FirstPacketMilliseconds = NodeBenchFigure.Of(_firstPacket),
            FastPathMilliseconds = _fastPath.Count == 0 ? null : NodeBenchFigure.Of(_fastPath),
            EndMilliseconds = NodeBenchFigure.Of(_end),
            ResidentOctets = NodeBenchFigure.Of(_resident),
            RestartReadyMilliseconds = NodeBenchFigure.Of(_again),
            RestartLost = _lost,
            RestartSent = _sent,
        };
    }

    private void RunOnce()
    {
        using NodeBenchRig rig = NodeBenchRig.Build(options, NodeBench.Prefix);
        using Traffic traffic = new(s_interval);
        FabricHost[] hosts = [.. options.Fabric.Hosts];
        UdpFlow flow = traffic.Start("flow", rig.EndpointOf(hosts[0]), rig.EndpointOf(hosts[1]), AddressFamily.Ipv4);

        // The kernel still takes the namespaces of the run before apart, holding the lock that a start needs.
        Wait.Until(() => flow.Log.Next >= ProbesBeforeStart, s_patience);

        long mark = flow.Log.Next;
        using (NodeBenchDaemon daemon = NodeBenchDaemon.Start(options, rig.Leaf))
        {
            long first = 0;
            if (!Wait.Until(() => (first = FirstArrival(flow.Log, mark)) != 0, s_patience) || !Traffic.WaitUntilWhole(flow, WholeProbes, s_patience))
            {
                throw new LabException("no packet was forwarded");
            }

            _ready.Add(Milliseconds(daemon.ReadyAt - daemon.StartedAt));
            _firstPacket.Add(Milliseconds(first - daemon.StartedAt));
            _resident.Add(daemon.ResidentOctets);
            if (options.FastPath && !daemon.AwaitFastPath().StartsWith("off", StringComparison.Ordinal))
            {
                _fastPath.Add(Milliseconds(Clock.Now - daemon.StartedAt));
            }

            mark = flow.Log.Next - WholeProbes;
            long killed = Clock.Now;
            daemon.Kill();
            _end.Add(Milliseconds(Clock.Now - killed));
        }

        using NodeBenchDaemon again = NodeBenchDaemon.Start(options, rig.Leaf);
        if (!Traffic.WaitUntilWhole(flow, WholeProbes, s_patience))
        {
            throw new LabException("the restarted daemon stopped the forwarding");
        }

        _again.Add(Milliseconds(again.ReadyAt - again.StartedAt));
        FlowWindow window = FlowWindow.Measure(flow.Log, mark, flow.Log.Next - 3, s_interval);
        _lost += window.Lost;
        _sent += window.Sent;
    }

    private static long FirstArrival(FlowLog log, long from)
    {
        long next = log.Next;
        for (long number = from; number < next; number++)
        {
            if (log.ArrivedAt(number) is long at and not 0)
            {
                return at;
            }
        }

        return 0;
    }

    private static double Milliseconds(long ticks) => TimeSpan.FromTicks(ticks).TotalMilliseconds;
}
