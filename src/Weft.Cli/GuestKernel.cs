using System.Collections.Immutable;
using Weft.Lab;
using Weft.Model;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>Chooses the kernel of a lab, and runs this very command inside a User-Mode Linux kernel.</summary>
internal static class GuestKernel
{
    private static readonly TimeSpan s_limit = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// True when the fabric, or a story to be played in it, must run in a guest: it is asked for, or this user or kernel cannot do it natively. Throws
    /// <see cref="LabException"/> when the kernel that is asked for cannot be had.
    /// </summary>
    public static bool IsNeeded(Fabric fabric, IReadOnlyList<Story> stories, bool? wanted)
    {
        if (wanted == false)
        {
            LabCommand.NeedRoot();
            ImmutableArray<string> lacks = Missing(fabric, stories);
            return lacks.IsEmpty
                ? false
                : throw new LabException($"this kernel has no {string.Join(" and no ", lacks)}, which {Needs(fabric, stories)}; --uml brings a kernel that has");
        }

        string? why = wanted == true ? string.Empty : Reason(fabric, stories);
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

    /// <summary>
    /// Runs a command about running labs and nodes in the guest that has them. Null when the command is not of that kind, when no guest of
    /// this user runs, or when this machine's own kernel has running labs or nodes and this user may command them. A plain user may not:
    /// labs that root runs, or left behind, do not hide the user's own guest.
    /// </summary>
    public static int? Relay(string[] arguments)
    {
        bool isAboutLab = arguments is ["lab", "exec" or "move" or "inspect" or "down", ..];
        bool isAboutNodes = (arguments is ["show" or "explain" or "drain" or "undrain" or "expect" or "open", ..] && !arguments.Contains("--socket")) || PathCommand.AsksNodes(arguments);
        if (!(isAboutLab || isAboutNodes) || (Environment.IsPrivilegedProcess && RunsNatively(isAboutNodes))
            || UmlDesk.Running() is not { Count: > 0 } guests)
        {
            return null;
        }

        return LabCommand.Guard(() => Relay(guests, arguments));
    }

    private static bool RunsNatively(bool isAboutNodes) =>
        InventoryStore.All().Any(lab => lab.Owner.IsAlive) || (isAboutNodes && NodeDirectory.All().Count > 0);

    private static int Relay(IReadOnlyList<UmlDesk> guests, string[] arguments)
    {
        if (arguments[1..] is ["down", ..])
        {
            foreach (UmlDesk guest in guests)
            {
                guest.SwitchOffGuest(s_patience);
            }

            Console.Out.WriteLine($"{guests.Count} {(guests.Count == 1 ? "guest" : "guests")} of User-Mode Linux switched off");
            return ExitCode.Yes;
        }

        if (guests.Count > 1)
        {
            throw new LabException($"{guests.Count} guests of User-Mode Linux run, and none can be chosen; weft lab down ends them");
        }

        using CancellationTokenSource end = new();
        using EndSignals signals = new(end.Cancel);
        return guests[0].Ask([.. Program(), .. arguments], Console.OpenStandardOutput(), Console.OpenStandardError(), end.Token);
    }

    private static string[] Program()
    {
        string host = Environment.ProcessPath ?? throw new LabException("this program's own path is unknown");
        return Path.GetFileNameWithoutExtension(host) == "dotnet" ? [host, Path.Combine(AppContext.BaseDirectory, "weft.dll")] : [host];
    }

    /// <summary>Boots a guest, runs weft with these arguments in it, and returns its exit code.</summary>
    /// <param name="choice">The fabric.</param>
    /// <param name="arguments">What weft is to do.</param>
    /// <param name="files">Further files that it reads.</param>
    /// <param name="isHeld">True for what lasts until it is ended: a signal is its right end then.</param>
    public static int Run(FabricChoice choice, string[] arguments, IEnumerable<string> files, bool isHeld = false)
    {
        using CancellationTokenSource end = new();
        using EndSignals signals = new(end.Cancel);
        string[] program = Program();
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
        string[] seen = [Home.Root, AppContext.BaseDirectory, FolderOf(Home.Daemon), FolderOf(program[0]), FolderOf(choice.Path), .. files.Select(FolderOf)];
        UmlShare[] shares = [new(Output(choice), true), .. seen.Where(UmlShare.IsHidden).Select(folder => new UmlShare(folder, false))];
        try
        {
            return runner.Run([.. program, .. arguments], shares, isHeld ? TimeSpan.MaxValue : s_limit, end.Token);
        }
        catch (LabException) when (isHeld && end.IsCancellationRequested)
        {
            return ExitCode.Yes;
        }
    }

    /// <summary>Why this machine's own kernel will not do, as the beginning of a sentence; null when it will.</summary>
    private static string? Reason(Fabric fabric, IReadOnlyList<Story> stories)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "without root ";
        }

        ImmutableArray<string> missing = Missing(fabric, stories);
        return missing.IsEmpty ? null : $"this kernel has no {string.Join(" and no ", missing)}, so ";
    }

    private static ImmutableArray<string> Missing(Fabric fabric, IReadOnlyList<Story> stories) => [.. KernelNeeds.Missing(fabric), .. LabRefusals.Missing(stories)];

    private static string Needs(Fabric fabric, IReadOnlyList<Story> stories) =>
        LabRefusals.Missing(stories).IsEmpty ? $"{fabric.Name} needs" : $"{fabric.Name} or its stories need";

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
