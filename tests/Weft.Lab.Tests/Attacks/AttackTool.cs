using System.Diagnostics;

namespace Weft.Lab.Tests;

/// <summary>A line of the shell inside a namespace until it is disposed of, with all that it has started by then. Its input stays open: some programs end
/// with it. What it writes goes to a folder that is not kept.</summary>
internal sealed class AttackTool : IDisposable
{
    private readonly Process _process;

    public AttackTool(string inNamespace, string folder, string command)
    {
        ProcessStartInfo start = new("ip") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string word in (string[])["netns", "exec", inNamespace, "unshare", "--pid", "--fork", "--kill-child", "sh", "-c", command])
        {
            start.ArgumentList.Add(word);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Said = line.Data ?? Said;
        _process.ErrorDataReceived += (_, line) => Said = line.Data ?? Said;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The last line that it printed.</summary>
    public string Said { get; private set; } = string.Empty;

    public void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for its end.</summary>
    public int Await()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
