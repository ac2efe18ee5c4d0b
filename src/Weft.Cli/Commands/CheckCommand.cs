using System.CommandLine;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft check FILE</c>: every fault of a fabric file at once.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Argument<string[]> paths = new("FILE") { Description = "fabric files; - reads standard input", Arity = ArgumentArity.OneOrMore };
        Option<string> format = new("--format") { Description = "text for people, json for programs, sarif for code review", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        Option<bool> all = new("--all") { Description = $"show every fault, not only the first {FaultText.ShownFaults}" };
        Command command = new("check", "Name every fault of a fabric file: where, what, and what to write instead. Exit code 0: none, 1: faults, 2: no such file.")
        {
            paths, format, all,
        };
        command.SetAction(parsed => Run(parsed.GetValue(paths)!, parsed.GetValue(format)!, parsed.GetValue(all)));
        return command;
    }

    private static int Run(string[] paths, string format, bool showAll)
    {
        List<CheckedFile> files = [];
        foreach (string path in paths)
        {
            if (InputFile.TryRead("weft check", path, out string text))
            {
                files.Add(new CheckedFile(InputFile.NameOf(path), text, FabricFile.Load(text)));
            }
        }

        if (files.Count < paths.Length)
        {
            return ExitCode.Usage;
        }

        string answer = format switch
        {
            "json" => FaultJson.Render(files),
            "sarif" => FaultSarif.Render(files),
            _ => string.Concat(files.Select(file => new FaultText(Paint.ForOutput).Render(file, showAll))),
        };
        Console.Out.Write(answer);
        return files.Exists(file => file.Load.Fabric is null) ? ExitCode.No : ExitCode.Yes;
    }
}
