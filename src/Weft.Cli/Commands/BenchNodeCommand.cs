using System.CommandLine;
using Weft.Lab;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft bench node</c>: start, memory, learning and forwarding of one leaf.</summary>
internal static class BenchNodeCommand
{
    public static Command Create()
    {
        Option<int> starts = BenchNumber.Create("--starts", "fresh starts, each followed by a kill and a restart", 10, 1000);
        Option<int> hosts = BenchNumber.Create("--hosts", "hosts to learn", 20_000, 40_000);
        Option<int> learnings = BenchNumber.Create("--learnings", "times that they are learned", 5, 100);
        Option<int> pairs = BenchNumber.Create("--pairs", "forwarding runs on each of the two leaves, for each path", 5, 100);
        Option<NodeBenchPart?> only = new("--only") { Description = "run one part: start, learning, bindings or forwarding" };
        Option<bool> noFastPath = new("--no-fast-path") { Description = "keep all frames on the way through bridge and packet filter" };
        Option<string?> guard = new("--guard") { Description = "the guard of the leaf's ports; the crowd has no leases, so none is strict" };
        guard.AcceptOnlyFromAmong("trusted", "first-come");
        Option<bool> json = new("--json") { Description = "one JSON document instead of a table" };
        Command node = new("node", "Measure one leaf: start, memory, hosts learned in a second, and forwarding against the same leaf bare.")
        {
            starts, hosts, learnings, pairs, only, noFastPath, guard, json,
        };
        node.SetAction(parsed => LabCommand.Guard(() => Run(
            options => options with
            {
                Starts = parsed.GetValue(starts),
                Hosts = parsed.GetValue(hosts),
                Learnings = parsed.GetValue(learnings),
                Pairs = parsed.GetValue(pairs),
                Only = parsed.GetValue(only),
                FastPath = !parsed.GetValue(noFastPath),
            },
            parsed.GetValue(guard),
            parsed.GetValue(json))));
        return node;
    }

    private static int Run(Func<NodeBenchOptions, NodeBenchOptions> choose, string? guard, bool json) => BenchRun.Run(
        (choice, setup, progress) => new NodeBench(Guarded(
            choose(new NodeBenchOptions
            {
                Fabric = choice.Fabric,
                FabricFile = setup.FabricFile,
                Daemon = Path.GetFullPath(setup.Daemon!),
                Output = setup.Output,
                Progress = progress,
            }),
            guard)).Run(),
        ReportJson.Default.NodeBenchReport,
        NodeBenchText.Write,
        json);

    /// <summary>The same benchmark on a leaf whose ports have a guard: the fabric file gets a section of ports.</summary>
    private static NodeBenchOptions Guarded(NodeBenchOptions options, string? guard)
    {
        if (guard is not { } chosen)
        {
            return options;
        }

        IEnumerable<string> ports = options.Fabric.Hosts.Select(host => $"{host.At!.Value.Port}: {{ access: {host.Subnet.Name}, guard: {chosen} }}");
        string text = File.ReadAllText(options.FabricFile) + $"\nports:\n  {options.Fabric.Nodes[0].Name}: {{ {string.Join(", ", ports)} }}\n";
        Directory.CreateDirectory(options.Output);
        string path = Path.Combine(options.Output, "guarded.yaml");
        File.WriteAllText(path, text);
        Fabric fabric = FabricFile.Load(text).Fabric ?? throw new LabException($"{path} has faults: weft check {path}");
        return options with { Fabric = fabric, FabricFile = path, Guard = chosen };
    }
}
