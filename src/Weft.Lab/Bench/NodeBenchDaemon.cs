using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Weft.Linux;
using Weft.Model;

namespace Weft.Lab;

/// <summary>A daemon in a namespace, started without a shell between, so that its start can be timed.</summary>
internal sealed class NodeBenchDaemon : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private NodeBenchDaemon(Process process, long startedAt)
    {
        _process = process;
        StartedAt = startedAt;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>The socket of its API.</summary>
    internal required string ApiPath { get; init; }

    /// <summary>When the process was about to be started, on <see cref="Clock"/>.</summary>
    internal long StartedAt { get; }

    /// <summary>When it said that it is ready.</summary>
    internal long ReadyAt { get; private set; }

    /// <summary>Its resident memory, in octets.</summary>
    internal long ResidentOctets => ProcessMemory.ResidentOctets(_process.Id);

    /// <summary>Starts a daemon and waits until it is ready. Throws <see cref="LabException"/> with its words when it ends instead.</summary>
    internal static NodeBenchDaemon Start(NodeBenchOptions options, string inNamespace) =>
        Start(options.Daemon, options.FabricFile, options.Fabric.Nodes[0].Name, options.Output, options.FastPath, inNamespace);

    /// <inheritdoc cref="Start(NodeBenchOptions, string)"/>
    internal static NodeBenchDaemon Start(string program, string fabricFile, string node, string output, bool fastPath, string inNamespace)
    {
        Directory.CreateDirectory(output);
        string notify = Path.Combine(output, "notify.sock");
        File.Delete(notify);
        using Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(notify));
        ProcessStartInfo start = new(program) { RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        string api = Path.Combine(output, $"{inNamespace}.sock");
        foreach (string word in (string[])["--fabric", fabricFile, "--node", node, "--api", api, "--fast-path", fastPath ? "on" : "off"])
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["NOTIFY_SOCKET"] = notify;

        // A child is born in the network namespace of the thread that makes it.
        NodeBenchDaemon daemon = NetworkNamespace.Run(inNamespace, () =>
        {
            long before = Clock.Now;
            Process process = Process.Start(start) ?? throw new LabException($"{program} did not start");
            return new NodeBenchDaemon(process, before) { ApiPath = api };
        });
        daemon.WaitUntilReady(socket);
        return daemon;
    }

    /// <summary>Waits until it says of its fast path how it is, and returns that. Throws <see cref="LabException"/> when it does not.</summary>
    internal string AwaitFastPath()
    {
        long deadline = Clock.Now + s_patience.Ticks;
        while (Clock.Now < deadline)
        {
            if (NodeApi.Ask(ApiPath, ApiFormat.Status)?.Status?.FastPath is { } status and not "-")
            {
                return status;
            }

            Thread.Sleep(5);
        }

        throw new LabException("weftd did not say whether it has a fast path");
    }

    /// <summary>Kills it at once (SIGKILL) and waits for its end.</summary>
    internal void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void WaitUntilReady(Socket socket)
    {
        long deadline = StartedAt + s_patience.Ticks;
        while (!socket.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead))
        {
            if (_process.HasExited || Clock.Now > deadline)
            {
                Kill();
                throw new LabException($"weftd did not become ready: {LastWords()}");
            }
        }

        ReadyAt = Clock.Now;
    }

    private string LastWords()
    {
        lock (_log)
        {
            return _log.ToString().Trim().ReplaceLineEndings(" / ");
        }
    }
}
