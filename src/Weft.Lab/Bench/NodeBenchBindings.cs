using System.Diagnostics;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Puts bound hosts into the packet filter of a guarded leaf, all at once and one by one, with the daemon's own code and no daemon.</summary>
internal sealed class NodeBenchBindings(NodeBenchOptions options)
{
    private const int Rounds = 10;
    private const int Singles = 200;
    private const ulong FirstMac = 0x0242_0000_0000;

    internal NodeBenchBindingsResult Run()
    {
        NodePlan plan = Guarded(NodePlanner.Derive(options.Fabric, options.Fabric.Nodes[0].Name));
        string name = NodeBench.Prefix + "filter";
        NetworkNamespace.Delete(name);
        NetworkNamespace.Create(name);
        try
        {
            return NetworkNamespace.Run(name, () => Measure(plan));
        }
        finally
        {
            NetworkNamespace.Delete(name);
        }
    }

    private NodeBenchBindingsResult Measure(NodePlan plan)
    {
        NftLibrary.Load(plan);
        using FilterSets sets = new(plan);
        SegmentPlan segment = plan.Segments[0];
        BoundHost[] hosts = [.. Enumerable.Range(0, options.Bindings).Select(host => HostOf(segment, host))];
        List<double> loads = [];
        List<double> removals = [];
        for (int i = 0; i < Rounds; i++)
        {
            options.Progress?.Invoke($"bindings, round {i + 1} of {Rounds}");
            loads.Add(Time(() => sets.ApplyBoundHosts(hosts, [])));
            if (i < Rounds - 1)
            {
                removals.Add(Time(() => sets.ApplyBoundHosts([], hosts)));
            }
        }

        // Among all the others.
        List<double> added = [];
        List<double> removed = [];
        for (int i = 0; i < Singles; i++)
        {
            BoundHost host = HostOf(segment, options.Bindings + i);
            added.Add(Time(() => sets.ApplyBoundHosts([host], [])));
            removed.Add(Time(() => sets.ApplyBoundHosts([], [host])));
        }

        return new NodeBenchBindingsResult
        {
            Bindings = hosts.Length,
            LoadMilliseconds = NodeBenchFigure.Of(loads),
            RemoveMilliseconds = NodeBenchFigure.Of(removals),
            AddOneMilliseconds = NodeBenchFigure.Of(added),
            RemoveOneMilliseconds = NodeBenchFigure.Of(removed),
        };
    }

    private static double Time(Func<bool> apply)
    {
        long start = Stopwatch.GetTimestamp();
        if (!apply())
        {
            throw new LabException("the kernel refused a transaction of bound hosts");
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static BoundHost HostOf(SegmentPlan segment, int host) =>
        new(segment.Id, 2, MacAddress.FromValue(FirstMac + (ulong)host), IpAddress.Parse($"10.1.{16 + (host >> 8)}.{host & 0xFF}"));

    private static NodePlan Guarded(NodePlan plan) => plan with { Ports = [.. plan.Ports.Select(port => port.FacesHosts ? port with { Guard = PortGuard.Strict } : port)] };
}
