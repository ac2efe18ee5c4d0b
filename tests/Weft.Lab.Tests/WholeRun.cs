using System.Diagnostics;

namespace Weft.Lab.Tests;

/// <summary>Runs the weft program as a user does, with names of its own: a private /run keeps it apart from labs of this machine.</summary>
internal static class WholeRun
{
    private static readonly string s_configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Runs weft with arguments; returns its exit code and both outputs.</summary>
    public static CommandResult Weft(string workingDirectory, params string[] arguments)
    {
        using Process process = Start(workingDirectory, new Dictionary<string, string>(), arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Starts weft with arguments and further environment variables. The process is weft itself.</summary>
    public static Process Start(string workingDirectory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string program = Path.Combine(Repository.Root, "src", "Weft.Cli", "bin", s_configuration, "net10.0", "weft.dll");
        ProcessStartInfo start = new("unshare")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string word in (string[])["--mount", "--propagation", "private", "sh", "-c", "mount -t tmpfs private /run && mkdir /run/netns && exec \"$@\"", "sh", "dotnet", program, .. arguments])
        {
            start.ArgumentList.Add(word);
        }

        // Guests are found among the temporary files: those of other tests are not this one's business.
        start.Environment["TMPDIR"] = workingDirectory;
        start.Environment["WEFT_HOME"] = Repository.Root;
        start.Environment["WEFT_DAEMON"] = Path.Combine(Repository.Root, "src", "Weft.Daemon", "bin", s_configuration, "net10.0", "weftd");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
