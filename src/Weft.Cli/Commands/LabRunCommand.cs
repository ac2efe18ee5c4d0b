using System.CommandLine;
using Weft.Lab;
using Weft.Stories;

namespace Weft.Cli;

/// <summary><c>weft lab run NAME</c>: brings a fabric up, plays its stories, prints the claims with what was measured.</summary>
internal static class LabRunCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "one of the project's fabrics, or a fabric file" };
        Option<string[]> story = new("--story") { Description = "only this story, by its name or its file (may be given more than once)", AllowMultipleArgumentsPerToken = true };
        Option<bool> json = new("--json") { Description = "one JSON document instead of text" };
        Option<bool> tables = TablesOption();
        Option<long> seed = new("--seed") { Description = "kept in the report, to name the run", DefaultValueFactory = _ => 1 };
        Option<bool> verbose = new("--verbose", "-v") { Description = "print the plain Linux command beside each act" };
        Option<bool> record = LabSetup.RecordOption();
        Option<string?> html = SightOptions.HtmlOption();
        Option<bool> sequence = SightOptions.SequenceOption();
        KernelOptions kernel = new();
        Command command = new("run", "Bring a fabric up, play its stories and measure their claims. Exit code 0: all hold, 1: one fails, 5: could not run.")
        {
            name, story, json, tables, seed, verbose, record, html, sequence, kernel.Native, kernel.Uml,
        };
        command.SetAction(parsed => LabCommand.Guard(() => Run(
            parsed.GetValue(name)!,
            new LabRunOptions(
                parsed.GetValue(story) ?? [], parsed.GetValue(json), parsed.GetValue(seed), parsed.GetValue(verbose), parsed.GetValue(record), parsed.GetValue(tables))
            {
                Html = parsed.GetValue(html),
                Sequence = parsed.GetValue(sequence),
            },
            kernel.Of(parsed))));
        return command;
    }

    /// <summary><c>--tables</c>, for lab and simulator.</summary>
    internal static Option<bool> TablesOption() => new("--tables") { Description = "put what every node held at the end of each story into the JSON document" };

    private static int Run(string name, LabRunOptions options, bool? wantsUml)
    {
        if (Home.OpenFabric(name) is not FabricChoice choice || StorySelection.Find(choice.Fabric, options.Stories, StoryRuntimes.Lab) is not IReadOnlyList<Story> stories)
        {
            return ExitCode.Usage;
        }

        string[] refusals = [.. stories.SelectMany(story => LabRefusals.Of(story, choice.Fabric))];
        if (refusals.Length > 0)
        {
            throw new LabException($"a lab cannot do this: {string.Join("; ", refusals)}");
        }

        if (GuestKernel.IsNeeded(choice.Fabric, stories, wantsUml))
        {
            string[] chosen = [.. options.Stories.SelectMany(story => (string[])["--story", StorySelection.IsFile(story) ? Path.GetFullPath(story) : story])];
            string inside = Path.Combine(Home.Output(choice.Fabric.Name), "report.html");
            int exit = GuestKernel.Run(choice, [
                "lab", "run", name, "--native", "--seed", $"{options.Seed}", .. chosen,
                .. LabSetup.Flag(options.Json, "--json"), .. LabSetup.Flag(options.Verbose, "-v"), .. LabSetup.Flag(options.Record, "--record"), .. LabSetup.Flag(options.Tables, "--tables"), .. LabSetup.Flag(options.Sequence, "--sequence"),
                .. options.Html is null ? (string[])[] : ["--html", inside],
            ], options.Stories.Where(StorySelection.IsFile));
            MoveOut(inside, options.Html);
            return exit;
        }

        return new LabRun(name, choice, options).Play(stories);
    }

    /// <summary>A guest can write to one folder only; the page goes from there to where it was asked for.</summary>
    private static void MoveOut(string inside, string? wanted)
    {
        if (wanted is not null && File.Exists(inside) && Path.GetFullPath(inside) != Path.GetFullPath(wanted))
        {
            File.Move(inside, wanted, overwrite: true);
        }
    }
}
