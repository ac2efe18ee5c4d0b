using System.Collections.Immutable;
using System.CommandLine;
using Weft.Lab;
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
        Option<bool> kernel = new("--kernel") { Description = "say as well what this machine's kernel lacks for it, before anything is applied; needs root" };
        Command command = new("check", "Name every fault of a fabric file: where, what, and what to write instead. Exit code 0: none, 1: faults, 2: no such file.")
        {
            paths, format, all, kernel,
        };
        command.SetAction(parsed => Run(parsed.GetValue(paths)!, parsed.GetValue(format)!, parsed.GetValue(all), parsed.GetValue(kernel)));
        return command;
    }

    private static int Run(string[] paths, string format, bool showAll, bool asksKernel)
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
        if (files.Exists(file => file.Load.Fabric is null))
        {
            return ExitCode.No;
        }

        return asksKernel ? AskKernel(files) : ExitCode.Yes;
    }

    private static int AskKernel(List<CheckedFile> files)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Console.Error.WriteLine("weft check: only root can try what the kernel can do");
            return ExitCode.CouldNotRun;
        }

        int exit = ExitCode.Yes;
        foreach (CheckedFile file in files)
        {
            ImmutableArray<string> missing = KernelNeeds.Missing(file.Load.Fabric!);
            if (!missing.IsEmpty)
            {
                Console.Error.WriteLine($"{file.Path}: this machine's kernel has no {string.Join(" and no ", missing)}");
                exit = ExitCode.No;
            }
        }

        return exit;
    }
}
