using System.Diagnostics;
using System.Text;

namespace Weft.Lab;

/// <summary>
/// Runs a command as root of a throw-away User-Mode Linux kernel: a complete kernel for a user without rights. The guest sees this
/// machine's files and can change none of them, but for the folders that are shared to be written to; /tmp, /run and /var are its own.
/// </summary>
public sealed class UmlRunner
{
    /// <summary>The kernel, from Debian's user-mode-linux.</summary>
    public const string Kernel = "linux.uml";

    /// <summary>The guest ended without an exit code.</summary>
    public const int GuestDied = 125;

    /// <summary>How the folders of jobs begin, among the temporary ones.</summary>
    internal const string JobPrefix = "weft-uml-";

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

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

    /// <summary>True when the command becomes the guest's first process, as an init system must be. It then writes its exit code to
    /// the file <c>exit</c> of the folder $WEFTJOB and switches the guest off itself.</summary>
    public bool IsFirstProcess { get; init; }

    /// <summary>True when this machine has the kernel.</summary>
    public static bool IsInstalled => FindKernel() is not null;

    /// <summary>
    /// Boots, runs the command in the current directory, and returns its exit code. Throws <see cref="LabException"/> when the guest
    /// dies or the limit passes. Nothing is left behind.
    /// </summary>
    public int Run(IReadOnlyList<string> command, IEnumerable<UmlShare> shared, TimeSpan limit, CancellationToken end)
    {
        string kernel = FindKernel() ?? throw new LabException("User-Mode Linux is not installed: apt-get install user-mode-linux");
        string job = Directory.CreateTempSubdirectory(JobPrefix).FullName;
        try
        {
            Prepare(job, command, shared);
            using (UmlSession guest = UmlSession.Start(job, KernelArguments(kernel, job)))
            {
                if (!Follow(guest, job, limit, end))
                {
                    throw new LabException(end.IsCancellationRequested ? "ended by a signal" : $"User-Mode Linux did not end within {limit.TotalSeconds:0} s");
                }
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

    private void Prepare(string job, IReadOnlyList<string> command, IEnumerable<UmlShare> shared)
    {
        string here = Directory.GetCurrentDirectory();
        UmlShare[] own = UmlShare.IsHidden(here) ? [new(here, false), new(job, true)] : [new(job, true)];
        File.WriteAllText(Path.Combine(job, "init"), UmlGuest.Init);
        File.WriteAllLines(Path.Combine(job, "shares"), UmlShare.InOrder(shared.Concat(own)).Select(share => $"{(share.IsWritable ? "rw" : "ro")} {share.Folder}"));
        StringBuilder script = new();
        foreach ((string name, string value) in Environment)
        {
            script.Append($"export {name}={UmlScript.Quote(value)}\n");
        }

        script.Append("export HOME=/tmp/home\n");
        File.WriteAllText(Path.Combine(job, "environment"), script.ToString());
        File.WriteAllText(Path.Combine(job, "job"), UmlScript.Write(job, here, command));
        Directory.CreateDirectory(Path.Combine(job, UmlDesk.Folder));
        File.WriteAllText(Path.Combine(job, "out"), string.Empty);
        File.WriteAllText(Path.Combine(job, "err"), string.Empty);
        if (IsFirstProcess)
        {
            File.WriteAllText(Path.Combine(job, "first"), string.Empty);
        }
    }

    private string[] KernelArguments(string kernel, string job) =>
    [
        kernel, $"mem={Memory}", "root=/dev/root", "rootfstype=hostfs", "ro", "init=/bin/sh", $"WEFTJOB={job}",
        $"umid={Path.GetFileName(job)}", $"uml_dir={job}/", "con=null", "con0=null,fd:1", "ssl=null", "quiet", "panic=-1", "--", $"{job}/init",
    ];

    private bool Follow(UmlSession guest, string job, TimeSpan limit, CancellationToken end)
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

    private static FileStream Tail(string job, string name) =>
        new(Path.Combine(job, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);

    private static string? FindKernel() => (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/bin")
        .Select(folder => Path.Combine(folder, Kernel))
        .FirstOrDefault(File.Exists);

    private static string LastLine(string path) => File.Exists(path) ? File.ReadLines(path).LastOrDefault() ?? "no console output" : "no console output";
}
