using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Weft.Lab;

/// <summary>
/// A process inside a namespace, in a session of its own, so that the user's Ctrl-C reaches the lab and not its daemons. Its
/// output goes to a file. It outlives the lab if the lab is killed; the inventory's namespaces find it again.
/// </summary>
public sealed class NamespaceProcess : IDisposable
{
    private readonly Process _process;

    private NamespaceProcess(string what, Process process, string log)
    {
        What = what;
        _process = process;
        Log = log;
    }

    /// <summary>What it is, for messages: "weftd on leaf1".</summary>
    public string What { get; }

    /// <summary>Where its output goes.</summary>
    public string Log { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Its resident memory, in octets.</summary>
    public long ResidentOctets => ProcessMemory.ResidentOctets(Id);

    /// <summary>Starts a program; its log is appended to.</summary>
    public static NamespaceProcess Start(string inNamespace, string what, string log, params IEnumerable<string> command)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        StringBuilder line = new("exec setsid ip netns exec ");
        line.Append(Quote(inNamespace));
        foreach (string word in command)
        {
            line.Append(' ').Append(Quote(word));
        }

        line.Append(" </dev/null >>").Append(Quote(log)).Append(" 2>&1");
        Process process = Process.Start("/bin/sh", ["-c", line.ToString()]);
        return new NamespaceProcess(what, process, log);
    }

    /// <summary>Kills it at once (SIGKILL) and waits for its end.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }

        _process.WaitForExit();
    }

    /// <summary>Asks it to end (SIGTERM) and waits; false when it still runs after that.</summary>
    public bool Stop(TimeSpan patience)
    {
        Signal("TERM");
        return _process.WaitForExit(patience);
    }

    /// <summary>Sends it a signal by name, as in "USR1", or by number.</summary>
    public void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>The last lines of its log, for a message that explains a failure.</summary>
    public string LastWords(int lines = 3)
    {
        try
        {
            return string.Join(" / ", File.ReadLines(Log).TakeLast(lines));
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    public void Dispose() => _process.Dispose();

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
