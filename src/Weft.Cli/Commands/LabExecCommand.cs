using System.CommandLine;
using System.Diagnostics;
using Weft.Lab;

namespace Weft.Cli;

/// <summary><c>weft lab exec NAME -- CMD</c>: a command inside a node, host or client of a running lab.</summary>
internal static class LabExecCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "a node, host, outside router or client" };
        Argument<string[]> run = new("CMD") { Description = "after --: the command", Arity = ArgumentArity.OneOrMore };
        Command command = new("exec", "Run a command inside a node, host or client of a running lab; the exit code is the command's.") { name, run };
        command.SetAction(parsed => LabCommand.Guard(() => Run(parsed.GetValue(name)!, parsed.GetValue(run)!)));
        return command;
    }

    private static int Run(string name, string[] run)
    {
        LabCommand.NeedRoot();
        LabCommand.FindLab(lab => lab.Namespaces.Any(item => item.Name == name), name);
        using Process process = Process.Start(new ProcessStartInfo("ip", ["netns", "exec", name, .. run]) { UseShellExecute = false })
            ?? throw new LabException("ip did not start");
        process.WaitForExit();
        return process.ExitCode;
    }
}
