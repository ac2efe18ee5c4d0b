using System.Diagnostics;

namespace Weft.Lab;

/// <summary>
/// The processes of one guest. Its kernel and each of its processes are processes of this machine. A keeper starts the kernel, which makes
/// a session of its own; they must all end together: when the guest ends, when this object is disposed, and when this program is killed.
/// </summary>
internal sealed class UmlSession : IDisposable
{
    private const int SessionField = 6;

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>The parent's death arrives as TERM. The arguments are the job's folder and the command that becomes the kernel.</summary>
    private const string Keeper = """
        job=$1
        shift
        end() { [ -s "$job/kernel" ] && kill -KILL "-$(cat "$job/kernel")"; }
        trap 'end; rm -rf "$job"; kill -KILL 0' TERM
        "$@" </dev/null >"$job/console" 2>&1 &
        wait
        end 2>/dev/null
        kill -KILL 0
        """;

    /// <summary>
    /// Becomes the kernel. $1 is the job's folder, $2 says whether all other folders can be closed for writing, in a mount namespace of
    /// its own; the kernel's command line follows. A guest's root could mount them again otherwise, and as this user write to them.
    /// </summary>
    private const string Starter = """
        job=$1 closed=$2
        shift 2
        if [ "$closed" = closed ]; then
          while read -r access shared; do
            [ "$access" = rw ] && mount --bind "$shared" "$shared"
          done <"$job/shares"
          cut -d' ' -f5 /proc/self/mountinfo | while read -r point; do
            point=$(printf %b "$point")
            case "$point" in /proc | /proc/* | /sys | /sys/* | /dev | /dev/*) continue ;; esac
            grep -qxF "rw $point" "$job/shares" || mount -o remount,bind,ro "$point"
          done
        fi >/dev/null 2>&1
        echo $$ >"$job/kernel" && exec "$@"
        """;

    private readonly Process _keeper;
    private readonly string _kernel;

    private UmlSession(Process keeper, string kernel)
    {
        _keeper = keeper;
        _kernel = kernel;
    }

    /// <summary>Starts a guest kernel with these arguments.</summary>
    public static UmlSession Start(string job, IEnumerable<string> kernel)
    {
        bool canClose = Environment.IsPrivilegedProcess && new CommandRunner().Try("unshare", ["--mount", "true"]).ExitCode == 0;
        string[] apart = canClose ? ["unshare", "--mount", "--propagation", "private"] : [];
        string[] starter = [.. apart, "/bin/sh", "-c", Starter, "sh", job, canClose ? "closed" : "open", .. kernel];
        ProcessStartInfo start = new("setsid", ["setpriv", "--pdeathsig", "TERM", "/bin/sh", "-c", Keeper, "sh", job, .. starter]) { UseShellExecute = false };
        start.Environment["TMPDIR"] = MemoryFolder(job);
        Process keeper = Process.Start(start) ?? throw new LabException("setsid did not start");
        return new UmlSession(keeper, Path.Combine(job, "kernel"));
    }

    /// <summary>Waits for the guest's end; false when it still runs after that time.</summary>
    public bool WaitForExit(TimeSpan time) => _keeper.WaitForExit(time);

    /// <summary>Kills what is left of both sessions, and returns when nothing of them runs.</summary>
    public void Dispose()
    {
        Kill(_keeper.Id);
        Stopwatch clock = Stopwatch.StartNew();
        while (Left() is { Length: > 0 } members)
        {
            if (clock.Elapsed > s_patience)
            {
                throw new LabException($"processes of the guest do not end: {string.Join(' ', members)}");
            }

            foreach (int member in members)
            {
                Kill(member);
            }

            Thread.Sleep(s_poll);
        }

        _keeper.WaitForExit();
        _keeper.Dispose();
    }

    private int[] Left() => File.Exists(_kernel) && int.TryParse(File.ReadAllText(_kernel), out int kernel)
        ? [.. Members(_keeper.Id), .. Members(kernel)]
        : Members(_keeper.Id);

    /// <summary>The running processes of a session.</summary>
    internal static int[] Members(int session) => [.. Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out int id) ? id : 0)
        .Where(id => id != 0 && Field(id, SessionField) == session)];

    /// <summary>A numbered field of a process's stat (proc(5)); null when it has ended.</summary>
    internal static int? Field(int process, int number)
    {
        try
        {
            // The command name may hold blanks and brackets; the fields after the last bracket, from the third on, are plain.
            string stat = File.ReadAllText($"/proc/{process}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : int.Parse(fields[number - 3]);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True while a process runs.</summary>
    internal static bool IsRunning(int process) => Field(process, SessionField) is not null;

    private static void Kill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself; what did not is found again.
        }
    }

    /// <summary>Where the file that is the guest's memory goes: into real memory where that is large enough and may hold programs.</summary>
    private static string MemoryFolder(string job)
    {
        const string Shared = "/dev/shm";
        const long Enough = 2L << 30;
        string[]? mount = File.ReadLines("/proc/mounts").Select(line => line.Split(' ')).LastOrDefault(fields => fields[1] == Shared);
        bool fits = mount is not null && !mount[3].Split(',').Contains("noexec") && new DriveInfo(Shared).AvailableFreeSpace >= Enough;
        return fits ? Shared : job;
    }
}
