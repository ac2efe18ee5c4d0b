using System.CommandLine;
using Weft.Lab;

namespace Weft.Cli;

/// <summary><c>weft bench node</c>: start, memory, learning and forwarding of one leaf.</summary>
internal static class BenchNodeCommand
{
    private const int MostIdlePorts = 500;

    public static Command Create()
    {
        Option<int> starts = BenchNumber.Create("--starts", "fresh starts, each followed by a kill and a restart", 10, 1000);
        Option<int> hosts = BenchNumber.Create("--hosts", "hosts to learn", 20_000, 40_000);
        Option<int> learnings = BenchNumber.Create("--learnings", "times that they are learned", 5, 100);
        Option<int> pairs = BenchNumber.Create("--pairs", "forwarding runs on each of the two leaves, for each path", 5, 100);
        Option<int> idlePorts = new("--idle-ports") { Description = "ports of the leaf beside those of its three hosts, with cables to nobody" };
        idlePorts.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > MostIdlePorts)
            {
                result.AddError($"--idle-ports must be 0 to {MostIdlePorts}");
            }
        });
        Option<NodeBenchPart?> only = new("--only") { Description = "run one part: start, learning, bindings or forwarding" };
        Option<bool> noFastPath = new("--no-fast-path") { Description = "keep all frames on the way through bridge and packet filter" };
        Option<string?> guard = new("--guard") { Description = "the guard of the leaf's ports" };
        guard.AcceptOnlyFromAmong("trusted", "first-come", "strict");
        Option<bool> policy = new("--policy") { Description = "give all hosts a policy of ten rules in each direction, without connection tracking; the last rule lets the packets pass" };
        Option<bool> json = new("--json") { Description = "one JSON document instead of a table" };
        Command node = new("node", "Measure one leaf: start, memory, hosts learned in a second, and forwarding against the same leaf bare.")
        {
            starts, hosts, learnings, pairs, only, noFastPath, guard, policy, idlePorts, json,
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
                Guard = parsed.GetValue(guard),
                Policy = parsed.GetValue(policy),
                IdlePorts = parsed.GetValue(idlePorts),
            },
            parsed.GetValue(json))));
        return node;
    }

    private static int Run(Func<NodeBenchOptions, NodeBenchOptions> choose, bool json) => BenchRun.Run(
        (choice, setup, progress) => new NodeBench(
            choose(new NodeBenchOptions
            {
                Fabric = choice.Fabric,
                FabricFile = setup.FabricFile,
                Daemon = Path.GetFullPath(setup.Daemon!),
                Output = setup.Output,
                Progress = progress,
            })).Run(),
        ReportJson.Default.NodeBenchReport,
        NodeBenchText.Write,
        json);
}
