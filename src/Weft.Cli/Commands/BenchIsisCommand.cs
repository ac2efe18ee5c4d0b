using System.CommandLine;
using Weft.Lab;
using Weft.Wire;

namespace Weft.Cli;

/// <summary><c>weft bench isis</c>: a node among 100,000 host routes of other leaves, beside FRR.</summary>
internal static class BenchIsisCommand
{
    public static Command Create()
    {
        Option<int> leaves = BenchNumber.Create("--leaves", "leaves behind the neighbour", 100, 100);
        Option<int> hosts = BenchNumber.Create("--hosts", "hosts of each leaf", 1000, 10_000);
        Option<int> loads = BenchNumber.Create("--loads", "times that all routes are loaded in each way", 3, 100);
        Option<int> changes = BenchNumber.Create("--changes", "hosts that arrive, and hosts that move", 200, 5000);
        Option<int> failures = BenchNumber.Create("--failures", "link failures of each kind", 5, 100);
        Option<IsisBenchPart?> only = new("--only") { Description = "run one part: load, change or failure" };
        Option<bool> ipv6 = new("--ipv6") { Description = "hosts with IPv6 addresses" };
        Option<bool> noPeer = new("--no-peer") { Description = "leave FRR out, which takes minutes" };
        Option<bool> json = new("--json") { Description = "one JSON document instead of a table" };
        Command isis = new("isis", "Measure IS-IS among 100,000 host routes, beside FRR: all at once, one more, one that moves, a link that fails.")
        {
            leaves, hosts, loads, changes, failures, ipv6, only, noPeer, json,
        };
        isis.SetAction(parsed => LabCommand.Guard(() => Run(
            options => options with
            {
                Leaves = parsed.GetValue(leaves),
                HostsPerLeaf = parsed.GetValue(hosts),
                Loads = parsed.GetValue(loads),
                Changes = parsed.GetValue(changes),
                Failures = parsed.GetValue(failures),
                Family = parsed.GetValue(ipv6) ? AddressFamily.Ipv6 : AddressFamily.Ipv4,
                Only = parsed.GetValue(only),
                Peer = !parsed.GetValue(noPeer),
            },
            parsed.GetValue(json))));
        return isis;
    }

    private static int Run(Func<IsisBenchOptions, IsisBenchOptions> choose, bool json) => BenchRun.Run(
        (_, setup, progress) => new IsisBench(choose(new IsisBenchOptions
        {
            Daemon = Path.GetFullPath(setup.Daemon!),
            Output = Path.GetFullPath(Home.Output("isis")),
            Progress = progress,
        })).Run(),
        ReportJson.Default.IsisBenchReport,
        IsisBenchText.Write,
        json);
}
