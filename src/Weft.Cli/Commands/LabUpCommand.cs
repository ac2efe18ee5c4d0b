using System.CommandLine;
using System.Diagnostics;
using Weft.Lab;
using Weft.Stories;

namespace Weft.Cli;

/// <summary><c>weft lab up FILE [-- CMD …]</c>: a fabric, up while the command runs, or until Ctrl-C.</summary>
internal static class LabUpCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "a fabric file, or the name of one of the project's fabrics" };
        Argument<string[]> run = new("CMD") { Description = "after --: run this where all namespaces can be seen, then take the lab down", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> verbose = new("--verbose", "-v") { Description = "print the plain Linux command beside each act" };
        Option<bool> record = LabSetup.RecordOption();
        KernelOptions kernel = new();
        Command command = new("up", "Bring a fabric up and hold it until Ctrl-C, or while a command runs; the exit code is the command's.")
        {
            file, run, verbose, record, kernel.Native, kernel.Uml,
        };
        command.SetAction(parsed => LabCommand.Guard(() => Run(
            parsed.GetValue(file)!, parsed.GetValue(run)!, parsed.GetValue(verbose), parsed.GetValue(record), kernel.Of(parsed))));
        return command;
    }

    private static int Run(string name, string[] run, bool verbose, bool record, bool? wantsUml)
    {
        if (Home.OpenFabric(name) is not FabricChoice choice)
        {
            return ExitCode.Usage;
        }

        if (GuestKernel.IsNeeded(choice.Fabric, [], wantsUml))
        {
            string[] after = run.Length > 0 ? ["--", .. run] : [];
            return GuestKernel.Run(
                choice, ["lab", "up", choice.Path, "--native", .. LabSetup.Flag(verbose, "-v"), .. LabSetup.Flag(record, "--record"), .. after], [], isHeld: run.Length == 0);
        }

        using ManualResetEventSlim end = new();
        using EndSignals signals = new(end.Set);
        RunText text = new(Console.Error, Paint.None, !Console.IsErrorRedirected);
        LabOptions options = LabSetup.Options(choice, text, verbose) with { Record = record };
        text.Title($"lab {choice.Fabric.Name}", LabKernel.Current.Title, $"log: {Path.GetRelativePath(Environment.CurrentDirectory, options.Output)}");
        using HostVoice voice = new();
        using NativeLab lab = LabLauncher.Launch(choice.Fabric, options, voice);
        if (run.Length > 0)
        {
            using Process process = Process.Start(new ProcessStartInfo(run[0], run[1..]) { UseShellExecute = false })
                ?? throw new LabException($"{run[0]} did not start");
            process.WaitForExit();
            return process.ExitCode;
        }

        text.Line($"  {choice.Fabric.Name} is up; namespaces are named after nodes and hosts: weft lab exec NAME -- CMD. Ctrl-C ends it.");
        end.Wait();
        lab.Down();
        text.Progress(new RunProgress("down", "nothing left behind", string.Empty, true));
        return ExitCode.Yes;
    }
}
