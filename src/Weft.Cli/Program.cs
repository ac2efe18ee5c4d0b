using System.CommandLine;

namespace Weft.Cli;

/// <summary>Entry point of <c>weft</c>. Each command is a class in Commands/ with a static Create().</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (GuestKernel.Relay(args) is int told)
        {
            return told;
        }

        RootCommand root = new("Host-routed fabrics on plain Linux: check a fabric file, run it in a lab of real kernels, look inside a node.");
        root.Subcommands.Add(CheckCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(PathCommand.Create());
        root.Subcommands.Add(PlanCommand.Create());
        root.Subcommands.Add(PolicyCommand.Create());
        root.Subcommands.Add(ShowCommand.Create());
        root.Subcommands.Add(CaptureCommand.Create());
        root.Subcommands.Add(ExplainCommand.Create());
        root.Subcommands.Add(DrainCommand.Create(drain: true));
        root.Subcommands.Add(DrainCommand.Create(drain: false));
        root.Subcommands.Add(ExpectCommand.Create());
        root.Subcommands.Add(OpenCommand.Create());
        root.Subcommands.Add(KeysCommand.Create());
        root.Subcommands.Add(LabCommand.Create());
        root.Subcommands.Add(SimCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(HelpCommand.Create(root));
        ParseResult parsed = root.Parse(args);
        int exit = parsed.Invoke();
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exit;
    }
}
