using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Weft.Lab;
using Weft.Model;
using Weft.Stories;

namespace Weft.Cli;

/// <summary><c>weft bench</c>, and <c>weft bench move</c>: how long each kind of observer waits for a host that moves.</summary>
internal static class BenchCommand
{
    private const int DefaultMoves = 20;
    private const string Flooder = "flooder";

    public static Command Create()
    {
        Option<int> moves = new("--moves") { Description = "moves each way and announcement", DefaultValueFactory = _ => DefaultMoves };
        moves.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--moves must be 1 to 1000");
            }
        });
        Option<string[]> announce = new("--announce") { Description = "how the host makes itself known: garp, rarp or none; all three when absent", AllowMultipleArgumentsPerToken = true };
        announce.AcceptOnlyFromAmong("garp", "rarp", "none");
        Option<string> oldPort = new("--old-port") { Description = "keeps its carrier, as behind a virtual switch, or loses it", DefaultValueFactory = _ => "keeps" };
        oldPort.AcceptOnlyFromAmong("keeps", "loses");
        Option<int> flood = new("--flood") { Description = "forged ARP announcements that a host of a guarded port of leaf4 sends in a second meanwhile" };
        Option<bool> json = new("--json") { Description = "one JSON document instead of a table" };
        Command move = new("move", "Move a running host between two data centres and measure the gap of every observer, with probes every millisecond.") { moves, announce, oldPort, flood, json };
        move.SetAction(parsed => LabCommand.Guard(() => Run(
            parsed.GetValue(moves), parsed.GetValue(announce) ?? [], parsed.GetValue(oldPort) == "loses" ? OldPort.Loses : OldPort.Keeps, parsed.GetValue(flood), parsed.GetValue(json))));
        return new Command("bench", "Measure the fabric on this machine's own kernel, and the simulator.") { move, BenchNodeCommand.Create(), BenchIsisCommand.Create(), BenchSimCommand.Create() };
    }

    private static int Run(int moves, string[] announce, OldPort oldPort, int flood, bool json)
    {
        if (Home.OpenFabric(MoveBench.Fabric) is not FabricChoice choice)
        {
            return ExitCode.Usage;
        }

        choice = flood > 0 ? WithFlooder(choice) : choice;

        LabCommand.NeedRoot();
        RunText text = new(Console.Error, Paint.None, !Console.IsErrorRedirected);
        text.Title($"lab {choice.Fabric.Name}", "native kernel", $"log: {Path.GetRelativePath(Environment.CurrentDirectory, Home.Output(choice.Fabric.Name))}");
        using HostVoice voice = new();
        using NativeLab lab = LabLauncher.Launch(choice.Fabric, LabSetup.Options(choice, text, verbose: false) with { PatchLinks = false }, voice);
        using LabStage stage = new(lab, voice);
        MoveBench bench = new(stage, new Settling(lab, voice)) { Progress = line => text.Progress(new RunProgress("bench", line, string.Empty, false)) };
        using ArpFlood? flooding = flood > 0 ? new ArpFlood(Flooder, choice.Fabric.FindHost(Flooder)!.Subnet.Gateways[0].Prefix.Address, flood) : null;
        AnnouncementKind[] kinds = [.. Enum.GetValues<AnnouncementKind>().Where(kind => announce.Length == 0 || announce.Contains(kind.ToString().ToLowerInvariant()))];
        MoveBenchReport report = new()
        {
            ProbeIntervalMilliseconds = stage.ProbeInterval.TotalMilliseconds,
            Kinds = [.. kinds.Select(kind => bench.Run(kind, oldPort, moves))],
            FloodPerSecond = flooding?.Rate,
        };
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.MoveBenchReport));
        }
        else
        {
            Print(report);
        }

        return ExitCode.Yes;
    }

    /// <summary>The same fabric with one host more, behind a guarded port of the leaf where the mover arrives.</summary>
    private static FabricChoice WithFlooder(FabricChoice choice)
    {
        string text = choice.Text
            .Replace("swp6: db, swp7: web }\n\noutside:", "swp6: db, swp7: { access: web, guard: first-come } }\n\noutside:", StringComparison.Ordinal)
            .Replace("\n# Spare ports", $"  {Flooder}: {{ at: leaf4:swp7, subnet: web }}\n\n# Spare ports", StringComparison.Ordinal);
        Fabric? fabric = FabricFile.Load(text).Fabric;
        if (fabric?.FindNode("leaf4")?.Ports.SingleOrDefault(port => port.Name == "swp7") is not { Guard: PortGuard.FirstCome } || fabric.FindHost(Flooder) is null)
        {
            throw new LabException($"{choice.Path} is not as the benchmark knows it: leaf4:swp7 must be its last spare port");
        }

        string path = Path.Combine(Home.Output(choice.Fabric.Name), "flooded.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return new FabricChoice(path, text, fabric);
    }

    private static void Print(MoveBenchReport report)
    {
        if (report.FloodPerSecond is { } rate)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"while a guarded port of leaf4 sends {rate:0} forged ARP announcements a second"));
        }

        foreach (MoveBenchKind kind in report.Kinds)
        {
            Console.Out.WriteLine($"announced by {kind.Announce}, old port {kind.OldPort} its carrier, {kind.MovesEachWay} moves each way, a probe every {report.ProbeIntervalMilliseconds} ms");
            Console.Out.WriteLine($"  {"OBSERVER",-24} {"MEDIAN",10} {"MAXIMUM",10} {"LOST",8}");
            foreach (MoveBenchRow row in kind.Rows)
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {row.Observer,-24} {row.MedianMilliseconds,7:0.0} ms {row.MaximumMilliseconds,7:0.0} ms {row.Lost,8}"));
            }
        }
    }
}
