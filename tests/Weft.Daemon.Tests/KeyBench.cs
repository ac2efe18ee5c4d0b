using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon.Tests;

/// <summary>Three nodes in a row, each in a namespace of its own, with key files.</summary>
public sealed class KeyBench : IDisposable
{
    private const string Fabric = """
        fabric: keyed
        nodes: [leaf1, leaf2, leaf3]
        links:
          - leaf1:fab1 -- leaf2:fab1
          - leaf2:fab2 -- leaf3:fab1
        isis: { keys: isis.keys }
        """;

    private static int _count;

    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("weftd-keys-").FullName;
    private readonly string _prefix = $"wdk{Environment.ProcessId}x{Interlocked.Increment(ref _count)}";

    public KeyBench()
    {
        File.WriteAllText(FabricPath, Fabric);
        for (int node = 1; node <= 3; node++)
        {
            NetworkNamespace.Create(Namespace(node));
            DaemonBench.Ip(Namespace(node), "link", "set", "lo", "up");
        }

        Join(1, "fab1", 2, "fab1");
        Join(2, "fab2", 3, "fab1");
    }

    public string FabricPath => Path.Combine(_folder, "fabric.yaml");

    /// <summary>The file that the fabric names.</summary>
    public string KeyPath => Path.Combine(_folder, "isis.keys");

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Writes a key file with a mode.</summary>
    public string WriteKeys(string name, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.Delete(PathOf(name));
        SecretFile.Create(PathOf(name), Encoding.UTF8.GetBytes(text));
        File.SetUnixFileMode(PathOf(name), mode);
        return PathOf(name);
    }

    /// <summary>Starts the daemon of a node, 1 to 3.</summary>
    public RunningDaemon Start(int node, params string[] more)
    {
        ProcessStartInfo start = new("ip",
        [
            "netns", "exec", Namespace(node), Path.Combine(AppContext.BaseDirectory, "weftd"),
            "--fabric", FabricPath, "--node", $"leaf{node}", "--api", ApiPath(node), .. more,
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        _processes.Add(process);
        return new RunningDaemon(process);
    }

    /// <summary>A table of a node; null while it does not answer.</summary>
    public NodeReport? Ask(int node, string table) => Ask(node, new ApiRequest { Get = table });

    public NodeReport? Ask(int node, ApiRequest request)
    {
        try
        {
            return ApiQuestion.Ask(ApiPath(node), request);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>True when the port's adjacency is up.</summary>
    public bool IsUp(int node, string port) =>
        Ask(node, ApiFormat.Neighbors)?.Neighbors!.Value.Any(row => row.Port == port && row.State == "up") == true;

    /// <summary>The kinds and texts of a node's events.</summary>
    public IReadOnlyList<EventReport> Events(int node) => Ask(node, ApiFormat.Events)!.Events!.Value;

    public long Counter(int node, string group, string name) =>
        Ask(node, ApiFormat.Counters)!.Counters!.Value.Single(row => row.Group == group && row.Name == name).Value;

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }

            process.Dispose();
        }

        for (int node = 1; node <= 3; node++)
        {
            NetworkNamespace.Delete(Namespace(node));
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Namespace(int node) => $"{_prefix}n{node}";

    private string ApiPath(int node) => PathOf($"leaf{node}.sock");

    private void Join(int nodeA, string portA, int nodeB, string portB)
    {
        NamespaceLinks.CreateVeth(new VethEnd(Namespace(nodeA), portA), new VethEnd(Namespace(nodeB), portB));
        NamespaceLinks.SetUp(Namespace(nodeA), portA, true);
        NamespaceLinks.SetUp(Namespace(nodeB), portB, true);
    }
}
