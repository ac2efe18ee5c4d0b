using System.Diagnostics;
using System.Text;

namespace Weft.Daemon.Tests;

/// <summary>A <c>weftd</c> process and what it has written.</summary>
public sealed class RunningDaemon
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    public RunningDaemon(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>"ip netns exec" becomes the daemon, so this is the daemon's own id.</summary>
    public int Pid => _process.Id;

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Sends a signal by name, e.g. "KILL".</summary>
    public void Signal(string name) => DaemonBench.Run("kill", $"-{name}", $"{Pid}");

    /// <summary>Waits for the end and returns the exit code.</summary>
    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(30_000), "the daemon ends");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    private void Append(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}
