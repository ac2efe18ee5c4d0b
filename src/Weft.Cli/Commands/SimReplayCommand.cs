using System.CommandLine;
using Weft.Simulation;
using Weft.Stories;

namespace Weft.Cli;

/// <summary><c>weft sim replay</c>: plays a case that <c>weft sim fuzz</c> has written down, just as it was.</summary>
internal static class SimReplayCommand
{
    public static Command Create()
    {
        Argument<string> fabric = new("FABRIC") { Description = "the fabric file" };
        Argument<string> story = new("STORY") { Description = "the story file" };
        Option<string?> trace = new("--trace") { Description = "write every event of the run to this file, a line each" };
        Command command = new("replay", "Play a case that weft sim fuzz has written down, and check it in the same way. Exit code 0: it is clean, 1: it is not.")
        {
            fabric, story, trace,
        };
        command.SetAction(parsed => SimRunCommand.Guard(() => Run(parsed.GetValue(fabric)!, parsed.GetValue(story)!, parsed.GetValue(trace))));
        return command;
    }

    private static int Run(string name, string file, string? trace)
    {
        if (Home.OpenFabric(name) is not FabricChoice choice)
        {
            return ExitCode.Usage;
        }

        StoryLoad load = StoryFile.Parse(File.ReadAllText(file), file);
        foreach (StoryFault fault in load.Story is null ? load.Faults : StoryCheck.Check(load.Story, choice.Fabric))
        {
            Console.Error.WriteLine($"error: {fault}");
            load = load with { Story = null };
        }

        if (load.Story is null)
        {
            return ExitCode.Usage;
        }

        using StreamWriter? lines = trace is null ? null : new StreamWriter(trace);
        IReadOnlyList<Violation> violations = FuzzRun.Replay(choice.Fabric, load.Story, lines is null ? null : new WorldTrace(lines));
        foreach (Violation violation in violations)
        {
            Console.Out.WriteLine(violation);
        }

        Console.Out.WriteLine(violations.Count == 0 ? "clean" : "not clean");
        return violations.Count == 0 ? ExitCode.Yes : ExitCode.No;
    }
}
