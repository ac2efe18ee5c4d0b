using System.Collections.Immutable;
using System.CommandLine;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft policy test</c>: one flow, or a whole table of them, decided from the fabric file.</summary>
internal static class PolicyTestCommand
{
    private const string Name = "weft policy test";

    public static Command Create()
    {
        Argument<string[]> words = new("FILE | FABRIC FROM TO SERVICE")
        {
            Description = "a table of tests; or a fabric, a sender, a receiver and a service, as in two-dc vm-a vm-b tcp/443",
            Arity = new ArgumentArity(1, 4),
        };
        Option<bool> all = new("--all") { Description = "show every test, not only the first of those that hold" };
        Option<string?> junit = new("--junit") { Description = "write the results as JUnit XML to this file, too" };
        Command command = new(
            "test",
            "Tell what becomes of a flow and which rule says so, or play a table of such questions. Exit code 0: allowed, or all as expected; 1: not; 2: no such file or name.")
        {
            words, all, junit,
        };
        command.SetAction(parsed => Run(parsed.GetValue(words)!, parsed.GetValue(all), parsed.GetValue(junit)));
        return command;
    }

    private static int Run(string[] words, bool showAll, string? junit)
    {
        switch (words.Length)
        {
            case 1:
                return RunTable(words[0], showAll, junit);
            case 4:
                return RunOne(words[0], words[1], words[2], words[3]);
            default:
                Console.Error.WriteLine($"{Name}: give a file of tests, or FABRIC FROM TO SERVICE");
                return ExitCode.Usage;
        }
    }

    private static int RunOne(string fabricName, string from, string to, string service)
    {
        if (Home.OpenFabric(fabricName) is not { Fabric: var fabric, Path: var path })
        {
            return ExitCode.Usage;
        }

        foreach (string party in new[] { from, to })
        {
            if (PolicyParties.Find(fabric, party).IsEmpty)
            {
                Console.Error.WriteLine($"{Name}: no host {party}; {Suggestion.For(party, PolicyParties.Names(fabric), "hosts and clients")}");
                return ExitCode.Usage;
            }
        }

        if (!PolicyServiceText.TryParse(service, out ImmutableArray<PolicyService> services))
        {
            Console.Error.WriteLine($"{Name}: {service} is no service; write tcp/443, udp/53, ping, icmp/echo-request, proto/89 or any");
            return ExitCode.Usage;
        }

        PolicyAttempt[] attempts = [.. services.SelectMany(each => PolicyTestRun.Attempts(fabric, from, to, each))];
        if (attempts.Length == 0)
        {
            Console.Error.WriteLine($"{Name}: {from} and {to} have no addresses of one family for {service}");
            return ExitCode.Usage;
        }

        string file = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, path);
        Console.Out.Write(new PolicyTestText(Paint.ForOutput, file).One(attempts));
        return attempts.All(attempt => attempt.Verdict.IsAllowed) ? ExitCode.Yes : ExitCode.No;
    }

    private static int RunTable(string path, bool showAll, string? junit)
    {
        if (!InputFile.TryRead(Name, path, out string text))
        {
            return ExitCode.Usage;
        }

        PolicyTestLoad load = PolicyTestFile.Load(text);
        if (!load.Faults.IsEmpty)
        {
            Console.Error.Write(new FaultText(Paint.None).Render(path, text, load.Faults));
            return ExitCode.Usage;
        }

        string folder = InputFile.IsStandardInput(path) ? Environment.CurrentDirectory : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        string beside = System.IO.Path.Combine(folder, load.FabricPath);
        if (Home.OpenFabric(File.Exists(beside) ? beside : load.FabricPath) is not { Fabric: var fabric, Path: var fabricPath })
        {
            return ExitCode.Usage;
        }

        if (PolicyTestFile.CheckNames(load, fabric) is { IsEmpty: false } faults)
        {
            Console.Error.Write(new FaultText(Paint.None).Render(path, text, faults));
            return ExitCode.Usage;
        }

        PolicyTestRun run = new(fabric, load.Cases);
        Console.Out.Write(new PolicyTestText(Paint.ForOutput, System.IO.Path.GetRelativePath(Environment.CurrentDirectory, fabricPath)).Table(fabric, run, showAll));
        if (junit is not null && !TryWrite(junit, PolicyTestJunit.Render(InputFile.NameOf(path), run)))
        {
            return ExitCode.CouldNotRun;
        }

        return run.Results.All(result => result.Passed) ? ExitCode.Yes : ExitCode.No;
    }

    private static bool TryWrite(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{Name}: cannot write {path}: {InputFile.Reason(exception)}");
            return false;
        }
    }
}
