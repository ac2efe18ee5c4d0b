using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Announces many hosts at once, as fast as the daemon takes them, until the kernel has a host route for each.</summary>
internal sealed class NodeBenchLearn(NodeBenchOptions options)
{
    // The daemon's socket holds more; what is beyond would be lost and have to be sent again.
    private const int Window = 4096;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_repeatAfter = TimeSpan.FromMilliseconds(100);

    internal NodeBenchLearnResult Run()
    {
        List<double> milliseconds = [];
        List<double> rates = [];
        List<double> perHost = [];
        List<double> resident = [];
        long repeated = 0;
        FabricHost speaker = options.Fabric.Hosts[0];
        for (int i = 0; i < options.Learnings; i++)
        {
            options.Progress?.Invoke($"learning {options.Hosts} hosts, {i + 1} of {options.Learnings}");
            using NodeBenchRig rig = NodeBenchRig.Build(options, NodeBench.Prefix);
            using NodeBenchDaemon daemon = NodeBenchDaemon.Start(options, rig.Leaf);
            NodeBenchCrowd crowd = new(speaker.Subnet, AddressFamily.Ipv6, options.Hosts);
            long before = daemon.ResidentOctets;
            TimeSpan took = Teach(rig, speaker, crowd, out int again);
            milliseconds.Add(took.TotalMilliseconds);
            rates.Add(options.Hosts / took.TotalSeconds);
            resident.Add(daemon.ResidentOctets);
            perHost.Add((daemon.ResidentOctets - before) / (double)options.Hosts);
            repeated += again;
        }

        return new NodeBenchLearnResult
        {
            Hosts = options.Hosts,
            Milliseconds = NodeBenchFigure.Of(milliseconds),
            HostsPerSecond = NodeBenchFigure.Of(rates),
            Repeated = repeated,
            OctetsPerHost = NodeBenchFigure.Of(perHost),
            ResidentOctets = NodeBenchFigure.Of(resident),
        };
    }

    /// <summary>Makes a crowd known behind a host's port; returns from the first announcement to the last route.</summary>
    internal static TimeSpan Teach(NodeBenchRig rig, FabricHost speaker, NodeBenchCrowd crowd, out int repeated)
    {
        byte[][] frames = crowd.Announcements();
        using NodeBenchRoutes routes = NodeBenchRoutes.Watch(rig.Leaf, crowd);
        using FrameBurst burst = NetworkNamespace.Run(
            rig.NamespaceOf(speaker), () => new FrameBurst(InterfaceIndex.Of(LabTopologyBuilder.HostInterface), frames));
        repeated = 0;
        int sent = 0;
        long start = Clock.Now;
        long end = start;
        long progress = start;
        while (routes.Count < crowd.Count)
        {
            int room = Window - (sent - routes.Count);
            if (sent < frames.Length && room >= FrameBurst.CallLength)
            {
                sent += burst.Send(sent, room);
            }

            int before = routes.Count;
            routes.Update();
            end = Clock.Now;
            if (routes.Count > before)
            {
                progress = end;
            }
            else if (end - progress > s_repeatAfter.Ticks)
            {
                repeated += Repeat(burst, routes, sent);
                progress = Clock.Now;
            }
            else
            {
                // The daemon needs the processor more than who waits for it.
                Thread.Sleep(TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond / 4));
            }

            if (end - start > s_patience.Ticks)
            {
                throw new LabException($"after {s_patience.TotalSeconds:0} s only {routes.Count} of {crowd.Count} hosts have a route");
            }
        }

        routes.Reload();
        return routes.Count == crowd.Count ? TimeSpan.FromTicks(end - start) : throw new LabException($"the kernel has {routes.Count} of {crowd.Count} routes");
    }

    private static int Repeat(FrameBurst burst, NodeBenchRoutes routes, int sent)
    {
        int count = 0;
        for (int host = 0; host < sent && count < Window; host++)
        {
            if (!routes.Has(host))
            {
                count += burst.Send(host, 1);
            }
        }

        return count;
    }
}
