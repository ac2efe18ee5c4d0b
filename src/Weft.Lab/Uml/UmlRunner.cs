using System.Diagnostics;
using System.Text;

namespace Weft.Lab;

/// <summary>
/// Runs a command as root of a throw-away User-Mode Linux kernel: a complete kernel for a user without rights. The guest sees this
/// machine's files with a private layer above; only the shared directories are written through.
/// </summary>
public sealed class UmlRunner
{
    /// <summary>The kernel, from Debian's user-mode-linux.</summary>
    public const string Kernel = "linux.uml";

    /// <summary>The guest ended without an exit code.</summary>
    public const int GuestDied = 125;

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    private static readonly string[] s_private = ["/tmp/", "/run/", "/var/tmp/"];

    private readonly Stream _output;
    private readonly Stream _error;

    /// <summary>Prepares a runner whose guest's outputs go to these streams as they come.</summary>
    public UmlRunner(Stream output, Stream error)
    {
        _output = output;
        _error = error;
    }

    /// <summary>Guest memory. It is backed by a sparse file, so what is not used costs nothing.</summary>
    public string Memory { get; init; } = "3G";

    /// <summary>Environment variables for the command.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>True for paths that a guest has of its own: what lies there is seen in the guest only when it is shared.</summary>
    public static bool IsPrivate(string path) => s_private.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>True when this machine has the kernel.</summary>
    public static bool IsInstalled => FindKernel() is not null;

    /// <summary>
    /// Boots, runs the command in the current directory, and returns its exit code. Throws <see cref="LabException"/> when the guest
    /// dies or the limit passes. Nothing is left behind.
    /// </summary>
    public int Run(IReadOnlyList<string> command, IEnumerable<string> shared, TimeSpan limit, CancellationToken end)
    {
        string kernel = FindKernel() ?? throw new LabException($"{Kernel} is missing: apt-get install user-mode-linux");
        string job = Directory.CreateTempSubdirectory("weft-uml-").FullName;
        try
        {
            Prepare(job, command, shared);
            using Process guest = Boot(kernel, job);
            bool ended = Follow(guest, job, limit, end);
            Reap(guest);
            if (!ended)
            {
                throw new LabException(end.IsCancellationRequested ? "ended by a signal" : $"User-Mode Linux did not end within {limit.TotalSeconds:0} s");
            }

            string exit = Path.Combine(job, "exit");
            return File.Exists(exit) && int.TryParse(File.ReadAllText(exit).Trim(), out int code) && code != GuestDied
                ? code
                : throw new LabException($"User-Mode Linux died: {LastLine(Path.Combine(job, "console"))}");
        }
        finally
        {
            Directory.Delete(job, recursive: true);
        }
    }

    /// <summary>The folders to mount, outer ones first: a mount hides what was mounted inside it before.</summary>
    private static IEnumerable<string> Shares(IEnumerable<string> folders) =>
        folders.Select(folder => folder.Length > 1 ? folder.TrimEnd('/') : folder).Distinct().OrderBy(folder => folder.Length).ThenBy(folder => folder, StringComparer.Ordinal);

    private void Prepare(string job, IReadOnlyList<string> command, IEnumerable<string> shared)
    {
        string here = Directory.GetCurrentDirectory();
        File.WriteAllText(Path.Combine(job, "init"), UmlGuest.Init);
        File.WriteAllLines(Path.Combine(job, "shares"), Shares(shared.Append(here).Append(job)));
        StringBuilder script = new();
        foreach ((string name, string value) in Environment)
        {
            script.Append($"export {name}={Quote(value)}\n");
        }

        script.Append($"export HOME=/root\ncd {Quote(here)} || exit {GuestDied}\nexec {string.Join(' ', command.Select(Quote))}\n");
        File.WriteAllText(Path.Combine(job, "job"), script.ToString());
        File.WriteAllText(Path.Combine(job, "out"), string.Empty);
        File.WriteAllText(Path.Combine(job, "err"), string.Empty);
    }

    /// <summary>In a session of its own: the guest's processes are host processes, and they must all end with it.</summary>
    private Process Boot(string kernel, string job)
    {
        string[] arguments =
        [
            kernel, $"mem={Memory}", "root=/dev/root", "rootfstype=hostfs", "rw", "init=/bin/sh", $"WEFTJOB={job}",
            $"umid={Path.GetFileName(job)}", $"uml_dir={job}/", "con=null", "con0=null,fd:1", "ssl=null", "quiet", "panic=-1", "--", $"{job}/init",
        ];
        string line = $"exec setsid {string.Join(' ', arguments.Select(Quote))} </dev/null >{Quote(Path.Combine(job, "console"))} 2>&1";
        return Process.Start("/bin/sh", ["-c", line]);
    }

    private bool Follow(Process guest, string job, TimeSpan limit, CancellationToken end)
    {
        using FileStream output = Tail(job, "out");
        using FileStream error = Tail(job, "err");
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            bool exited = guest.WaitForExit(s_poll);
            Copy(output, _output);
            Copy(error, _error);
            if (exited)
            {
                return true;
            }

            if (clock.Elapsed > limit || end.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    private static void Copy(FileStream from, Stream to)
    {
        from.CopyTo(to);
        to.Flush();
    }

    /// <summary>Kills what is left of the guest's session, by its id. The shell's own kill of Debian does not know "--".</summary>
    private static void Reap(Process guest) => new CommandRunner().Try("/bin/sh", ["-c", $"kill -KILL -{guest.Id}"]);

    private static FileStream Tail(string job, string name) =>
        new(Path.Combine(job, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    private static string? FindKernel() => (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/bin")
        .Select(folder => Path.Combine(folder, Kernel))
        .FirstOrDefault(File.Exists);

    private static string LastLine(string path) => File.Exists(path) ? File.ReadLines(path).LastOrDefault() ?? "no console output" : "no console output";

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
