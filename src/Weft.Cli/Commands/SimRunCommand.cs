using System.CommandLine;
using Weft.Simulation;
using Weft.Stories;

namespace Weft.Cli;

/// <summary><c>weft sim run NAME</c>: plays a fabric's stories in virtual time and prints the claims with what was measured.</summary>
internal static class SimRunCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "one of the project's fabrics, or a fabric file" };
        Option<string[]> story = new("--story") { Description = "only this story, by its name or its file (may be given more than once)", AllowMultipleArgumentsPerToken = true };
        Option<bool> json = new("--json") { Description = "one JSON document instead of text" };
        Option<ulong> seed = new("--seed") { Description = "draws all that is drawn; the same seed gives the same run", DefaultValueFactory = _ => 1 };
        Option<string?> trace = new("--trace") { Description = "write every event of the run to this file, a line each" };
        Option<bool> tables = LabRunCommand.TablesOption();
        Option<string?> against = new("--against") { Description = "a document of `weft lab run --json --tables`: say where lab and simulator disagree, and fail then" };
        Option<string?> html = SightOptions.HtmlOption();
        Option<bool> sequence = SightOptions.SequenceOption();
        Option<string[]> pcap = SightOptions.PcapOption();
        Command command = new("run", "Play a fabric's stories in virtual time and measure their claims. Exit code 0: all hold, 1: one fails, 5: could not run.")
        {
            name, story, json, tables, seed, trace, against, html, sequence, pcap,
        };
        command.SetAction(parsed => Guard(() => Run(
            parsed.GetValue(name)!, new SimRunOptions(parsed.GetValue(story) ?? [], parsed.GetValue(json), parsed.GetValue(seed), parsed.GetValue(trace), parsed.GetValue(tables), parsed.GetValue(against))
            {
                Sight = new SightOptions(parsed.GetValue(html), parsed.GetValue(sequence), SightOptions.Captured(parsed.GetValue(pcap) ?? [])),
            })));
        return command;
    }

    /// <summary>Runs a command's body; what the simulator cannot do ends in one line and exit code 5.</summary>
    internal static int Guard(Func<int> body)
    {
        try
        {
            return body();
        }
        catch (Exception fault) when (fault is SimulationException or StoryException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"weft sim: {fault.Message}");
            return ExitCode.CouldNotRun;
        }
    }

    private static int Run(string name, SimRunOptions options) =>
        Home.OpenFabric(name) is FabricChoice choice && StorySelection.Find(choice.Fabric, options.Stories, StoryRuntimes.Simulator) is IReadOnlyList<Story> stories
            ? new SimRun(name, choice, options).Play(stories)
            : ExitCode.Usage;
}
