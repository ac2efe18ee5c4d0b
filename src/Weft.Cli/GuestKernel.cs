using System.Collections.Immutable;
using Weft.Lab;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Chooses the kernel of a lab, and runs this very command inside a User-Mode Linux kernel.</summary>
internal static class GuestKernel
{
    private static readonly TimeSpan s_limit = TimeSpan.FromHours(1);

    /// <summary>
    /// True when the fabric must run in a guest: it is asked for, or this user or kernel cannot do it natively. Throws
    /// <see cref="LabException"/> when the kernel that is asked for cannot be had.
    /// </summary>
    public static bool IsNeeded(Fabric fabric, bool? wanted)
    {
        if (wanted == false)
        {
            LabCommand.NeedRoot();
            ImmutableArray<string> lacks = KernelNeeds.Missing(fabric);
            return lacks.IsEmpty
                ? false
                : throw new LabException($"this kernel has no {string.Join(" and no ", lacks)}, which {fabric.Name} needs; --uml brings a kernel that has");
        }

        string? why = wanted == true ? string.Empty : Reason(fabric);
        if (why is not null && !UmlRunner.IsInstalled)
        {
            throw new LabException($"{why}User-Mode Linux is not installed; root installs it with: apt-get install user-mode-linux");
        }

        if (why is { Length: > 0 })
        {
            Console.Error.WriteLine($"weft lab: {why}this runs in User-Mode Linux; figures count on the machine's own kernel");
        }

        return why is not null;
    }

    /// <summary>Boots a guest, runs weft with these arguments in it, and returns its exit code.</summary>
    public static int Run(FabricChoice choice, string[] arguments)
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
        string[] seen = [Home.Root, AppContext.BaseDirectory, FolderOf(Home.Daemon), FolderOf(host), FolderOf(choice.Path)];
        UmlShare[] shares = [new(Output(choice), true), .. seen.Where(UmlShare.IsHidden).Select(folder => new UmlShare(folder, false))];
        return runner.Run([.. program, .. arguments], shares, s_limit, end.Token);
    }

    /// <summary>Why this machine's own kernel will not do, as the beginning of a sentence; null when it will.</summary>
    private static string? Reason(Fabric fabric)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "without root ";
        }

        ImmutableArray<string> missing = KernelNeeds.Missing(fabric);
        return missing.IsEmpty ? null : $"this kernel has no {string.Join(" and no ", missing)}, so ";
    }

    /// <summary>The one folder that the guest writes to; it must be there before.</summary>
    private static string Output(FabricChoice choice)
    {
        string folder = Home.Output(choice.Fabric.Name);
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new LabException($"no logs can be kept in {folder}: {refused.Message}", refused);
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
}
