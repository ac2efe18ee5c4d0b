using System.CommandLine;
using Weft.Lab;

namespace Weft.Cli;

/// <summary>What every command that brings a lab up hands to it.</summary>
internal static class LabSetup
{
    public static Option<bool> RecordOption() => new("--record") { Description = "keep everything that goes in and out of each daemon, beside its log" };

    /// <summary>An option to hand on to the weft of a guest.</summary>
    public static string[] Flag(bool isSet, string name) => isSet ? [name] : [];

    public static LabOptions Options(FabricChoice choice, RunText text, bool verbose)
    {
        if (!File.Exists(Home.Daemon))
        {
            throw new LabException($"the daemon is not built ({Home.Daemon}); run ./weft of the project, or set WEFT_DAEMON");
        }

        return new LabOptions
        {
            FabricFile = choice.Path,
            Output = Home.Output(choice.Fabric.Name),
            Daemon = Home.Daemon,
            NextDaemon = Home.NextDaemon,
            Kernel = LabKernel.Current,
            Progress = text.Progress,
            Echo = verbose ? line => text.Line($"           {line}") : null,
        };
    }
}
