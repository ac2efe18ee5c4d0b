using System.CommandLine;
using System.Text.Json;
using Weft.Model;
using Weft.Simulation;

namespace Weft.Cli;

/// <summary><c>weft plan FABRIC --move ... --fail ...</c>: what a change would do.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        Argument<string> fabric = new("FABRIC") { Description = "one of the project's fabrics, or a fabric file" };
        Option<string[]> move = new("--move") { Description = "vm-a=leaf4:swp3 (may be given more than once)", AllowMultipleArgumentsPerToken = true };
        Option<string[]> fail = new("--fail")
        {
            Description = "node:spine1 or link:edge1-edge2 (may be given more than once); each-node and each-link try one after the other",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> all = new("--all") { Description = "every flow, every node and every flooding domain" };
        Option<bool> json = new("--json") { Description = "one JSON document" };
        Option<string?> output = new("--output", "-o") { Description = "write the JSON document to this file, too" };
        Command command = new("plan", "Say what moves and failures would do, by letting them happen in the simulator. Exit code 0: nobody loses service, 1: somebody does.")
        {
            fabric, move, fail, all, json, output,
        };
        command.SetAction(parsed => SimRunCommand.Guard(() => Run(
            parsed.GetValue(fabric)!, parsed.GetValue(move) ?? [], [.. (parsed.GetValue(fail) ?? []).SelectMany(text => text.Split(','))], parsed.GetValue(all), parsed.GetValue(json), parsed.GetValue(output))));
        return command;
    }

    private static int Run(string name, string[] moves, string[] failures, bool all, bool json, string? file)
    {
        if (Home.OpenFabric(name) is not FabricChoice choice)
        {
            return ExitCode.Usage;
        }

        string[] each = [.. failures.Where(failure => failure is "each-node" or "each-link")];
        if (moves.Length + failures.Length == 0 || (each.Length > 0 && moves.Length + failures.Length > each.Length))
        {
            Console.Error.WriteLine(each.Length > 0
                ? "weft plan: each-node and each-link stand alone; leave the other changes out"
                : "weft plan: no change is given; write --move vm-a=leaf4:swp3 or --fail node:spine1");
            return ExitCode.Usage;
        }

        List<PlanReport> plans = [];
        foreach ((string Option, string Text)[] changes in each.Length > 0 ? Singles(choice.Fabric, each) : [[.. moves.Select(text => ("--move", text)), .. failures.Select(text => ("--fail", text))]])
        {
            if (PlannedChange.ReadAll(choice.Fabric, changes) is not { } steps)
            {
                return ExitCode.Usage;
            }

            plans.Add(new Planner(choice.Fabric, new SimOptions()).Plan([.. changes.Select(change => $"{change.Option[2..]} {change.Text}")], steps));
        }

        Report(choice.Fabric, plans, each.Length > 0, all, json, file);
        return plans.Exists(plan => plan.Flows.Any(flow => flow.IsLost)) ? ExitCode.No : ExitCode.Yes;
    }

    private static void Report(Fabric fabric, List<PlanReport> plans, bool isEach, bool all, bool json, string? file)
    {
        string document = json || file is not null ? JsonSerializer.Serialize(new PlanDocument { Fabric = fabric.Name, Plans = plans }, PlanJson.Default.PlanDocument) : string.Empty;
        if (file is not null)
        {
            File.WriteAllText(file, document + "\n");
        }

        if (json)
        {
            Console.Out.WriteLine(document);
        }
        else if (isEach)
        {
            PlanText.WriteEach(Console.Out, plans);
        }
        else
        {
            PlanText.Write(Console.Out, plans[0], all);
        }
    }

    private static IEnumerable<(string Option, string Text)[]> Singles(Fabric fabric, string[] kinds)
    {
        if (kinds.Contains("each-node"))
        {
            foreach (FabricNode node in fabric.Nodes)
            {
                yield return [("--fail", $"node:{node.Name}")];
            }
        }

        if (kinds.Contains("each-link"))
        {
            foreach (FabricLink link in fabric.Links)
            {
                yield return [("--fail", $"link:{link.Name}")];
            }
        }
    }
}
