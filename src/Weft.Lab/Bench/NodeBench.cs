namespace Weft.Lab;

/// <summary>Measures one node: its daemon's start, memory and learning, and what the forwarding of its leaf costs beside a bare one.</summary>
public sealed class NodeBench(NodeBenchOptions options)
{
    /// <summary>The fabric that the benchmark uses, below the project's directory.</summary>
    public const string FabricPath = "bench/one-leaf.yaml";

    /// <summary>What the names of its namespaces begin with; a lab may run beside it.</summary>
    public const string Prefix = "nb-";

    /// <summary>Runs everything. Needs root; throws <see cref="LabException"/> when something cannot be measured.</summary>
    public NodeBenchReport Run()
    {
        double load = LoadAverage.Now;
        options = NodeBenchFabric.Extend(options);
        NodeBenchStartResult? start = Runs(NodeBenchPart.Start) ? new NodeBenchStart(options).Run() : null;
        NodeBenchLearnResult? learn = Runs(NodeBenchPart.Learning) ? new NodeBenchLearn(options).Run() : null;
        NodeBenchBindingsResult? bindings = Runs(NodeBenchPart.Bindings) ? new NodeBenchBindings(options).Run() : null;
        NodeBenchForward forward = new(options);
        IReadOnlyList<NodeBenchForwardRow> rows = Runs(NodeBenchPart.Forwarding) ? forward.Run() : [];
        return new NodeBenchReport
        {
            Kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
            Processors = Environment.ProcessorCount,
            LoadBefore = load,
            LoadAfter = LoadAverage.Now,
            BinaryOctets = new FileInfo(options.Daemon).Length,
            Start = start,
            Learn = learn,
            Bindings = bindings,
            Guard = options.Guard,
            Policy = options.Policy,
            Ports = options.Fabric.Hosts.Length + options.IdlePorts,
            Forward = rows,
            FastPath = forward.FastPath,
        };
    }

    private bool Runs(NodeBenchPart part) => options.Only is null || options.Only == part;
}
