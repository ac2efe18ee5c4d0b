using System.Diagnostics;

namespace Weft.Lab.Tests;

/// <summary>
/// Somebody without any right, in a checkout of the project of his own below /tmp. The .NET SDK is seen at a path that he may read,
/// wherever it is on this machine.
/// </summary>
internal sealed class PlainUser : IDisposable
{
    /// <summary>A number that no user of a Debian system has.</summary>
    public const uint Id = 58_321;

    private static readonly string[] s_copied = ["weft", "tools", "src", "fabrics", "stories", "artifacts", "global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    private readonly CommandRunner _commands = new();

    public PlainUser()
    {
        Folder = Directory.CreateTempSubdirectory("weft-plain-user-").FullName;
        foreach (string folder in (string[])[Project, Bin, Path.Combine(Folder, "dotnet")])
        {
            Directory.CreateDirectory(folder);
        }

        string built = PublishedWeft.Artifacts;
        Assert.True(Directory.Exists(built));
        _commands.Run("sh", ["-c", "cd \"$1\" && shift && to=$1 && shift && tar -c --exclude=bin --exclude=obj --exclude='*.pdb' \"$@\" | tar -x -C \"$to\"", "sh", Repository.Root, Project, .. s_copied]);
        _commands.Run("chown", ["-R", $"{Id}:{Id}", Folder]);
    }

    /// <summary>All that belongs to the user.</summary>
    public string Folder { get; }

    /// <summary>The checkout.</summary>
    public string Project => Path.Combine(Folder, "weft project");

    /// <summary>A folder of programs that the user prefers to the machine's.</summary>
    public string Bin => Path.Combine(Folder, "bin");

    /// <summary>Runs the project's <c>weft</c> script.</summary>
    public CommandResult Weft(params string[] arguments)
    {
        string dotnet = Path.GetDirectoryName(new FileInfo(Environment.ProcessPath!).ResolveLinkTarget(true)?.FullName ?? Environment.ProcessPath!)!;
        string here = Path.Combine(Folder, "dotnet");
        string path = $"PATH={Bin}:{here}:/usr/local/bin:/usr/bin:/bin";
        string[] become = ["setpriv", $"--reuid={Id}", $"--regid={Id}", "--clear-groups", "--inh-caps=-all", "env", "-i", $"HOME={Folder}", path, "./weft"];
        using Process process = Process.Start(new ProcessStartInfo(
            "unshare",
            ["--mount", "--propagation", "private", "sh", "-c", "mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"", "sh", dotnet, here, .. become, .. arguments])
        {
            WorkingDirectory = Project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
