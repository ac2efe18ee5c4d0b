using System.Collections.Immutable;
using Weft.Lab;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Runs this very command inside a User-Mode Linux kernel.</summary>
internal static class GuestKernel
{
    private static readonly TimeSpan s_limit = TimeSpan.FromHours(1);

    /// <summary>True when the fabric must run in a guest: it is asked for, or this user or kernel cannot do it natively.</summary>
    public static bool IsNeeded(Fabric fabric, bool? wanted)
    {
        if (wanted is bool forced)
        {
            return forced;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            Console.Error.WriteLine("weft lab: not root, so this runs in User-Mode Linux (sudo runs it on the machine's own kernel, where figures count)");
            return true;
        }

        ImmutableArray<string> missing = KernelNeeds.Missing(fabric);
        if (!missing.IsEmpty)
        {
            Console.Error.WriteLine($"weft lab: this kernel has no {string.Join(" and no ", missing)}, so this runs in User-Mode Linux");
        }

        return !missing.IsEmpty;
    }

    /// <summary>Boots a guest, runs weft with these arguments in it, and returns its exit code.</summary>
    public static int Run(string[] arguments)
    {
        using CancellationTokenSource end = new();
        using EndSignals signals = new(end.Cancel);
        string host = Environment.ProcessPath ?? throw new LabException("this program's own path is unknown");
        string library = Path.Combine(AppContext.BaseDirectory, "weft.dll");
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [host, library] : [host];
        UmlRunner runner = new(Console.OpenStandardOutput(), Console.OpenStandardError())
        {
            Environment = new Dictionary<string, string>
            {
                [LabKernel.Variable] = LabKernel.Uml.Name,
                ["WEFT_HOME"] = Home.Root,
                ["WEFT_DAEMON"] = Home.Daemon,
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_gcServer"] = "0",
            },
        };
        string[] needed = [Home.Root, AppContext.BaseDirectory, Path.GetDirectoryName(Home.Daemon) ?? Home.Root];
        return runner.Run([.. program, .. arguments], needed.Where(UmlRunner.IsPrivate), s_limit, end.Token);
    }
}
