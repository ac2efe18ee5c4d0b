using System.Diagnostics;
using System.Net.Sockets;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon.Tests;

/// <summary>A leaf in a namespace of its own with two hosts on real stacks, in two subnets, and <c>weftd</c> as a process.</summary>
public sealed class DaemonBench : IDisposable
{
    private const string Fabric = """
        fabric: bench
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
          db: { vlan: 20, gateway: [10.2.0.1/24, 2001:db8:2::1/64] }
        hosts:
          vm-a: { at: leaf1:swp1, subnet: web, mac: 02:00:00:00:00:0a }
          vm-b: { at: leaf1:swp2, subnet: db, mac: 02:00:00:00:00:0b }
        """;

    private static int _count;

    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("weftd-test-").FullName;
    private readonly string _prefix = $"wdd{Environment.ProcessId}x{Interlocked.Increment(ref _count)}";

    public DaemonBench()
    {
        File.WriteAllText(FabricPath, Fabric);
        foreach (string name in new[] { Leaf, HostA, HostB })
        {
            NetworkNamespace.Create(name);
            Ip(name, "link", "set", "lo", "up");
        }

        Attach(HostA, "swp1", "02:00:00:00:00:0a", "10.1.0.11", "2001:db8:1::11", "10.1.0.1", "2001:db8:1::1");
        Attach(HostB, "swp2", "02:00:00:00:00:0b", "10.2.0.12", "2001:db8:2::12", "10.2.0.1", "2001:db8:2::1");
    }

    public string Leaf => _prefix + "l";

    public string HostA => _prefix + "a";

    public string HostB => _prefix + "b";

    public string FabricPath => Path.Combine(_folder, "fabric.yaml");

    public string ApiPath => Path.Combine(_folder, "leaf1.sock");

    public string StatePath => Path.Combine(_folder, "state");

    public string RecordPath => Path.Combine(_folder, "record.json");

    public static string Ip(string where, params string[] arguments) => Run("ip", ["-n", where, .. arguments]).Output;

    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    public static (int ExitCode, string Output) RunIn(string where, params string[] command) => Run("ip", ["netns", "exec", where, .. command]);

    /// <summary>Repeats a check until it holds; fails after thirty seconds.</summary>
    public static void Eventually(Func<bool> check, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!check())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), $"never came true: {what}");
            Thread.Sleep(5);
        }
    }

    /// <summary>Waits until a running daemon has said something: what it writes comes through a pipe, after what its API says.</summary>
    public static void Tells(RunningDaemon daemon, string text) =>
        Eventually(() => daemon.Log.Contains(text, StringComparison.Ordinal), $"the daemon tells: {text}");

    /// <summary>Starts the daemon; what it writes ends up in the log of the result.</summary>
    public RunningDaemon Start(params string[] more) => Start([], more);

    public RunningDaemon Start(Dictionary<string, string> environment, params string[] more) => Start([], environment, more);

    /// <summary>Starts the daemon behind another command, e.g. one that takes its privileges away.</summary>
    public RunningDaemon Start(string[] behind, Dictionary<string, string> environment, params string[] more)
    {
        ProcessStartInfo start = new("ip",
        [
            "netns", "exec", Leaf, .. behind, Path.Combine(AppContext.BaseDirectory, "weftd"),
            "--fabric", FabricPath, "--node", "leaf1", "--api", ApiPath, "--state", StatePath, .. more,
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        _processes.Add(process);
        return new RunningDaemon(process);
    }

    /// <summary>Starts the daemon and waits until it says that it is ready.</summary>
    public RunningDaemon StartReady(params string[] more)
    {
        RunningDaemon daemon = Start(more);
        Eventually(() => daemon.HasExited ? throw new InvalidOperationException(daemon.Log) : IsReady(), "the daemon is ready");
        return daemon;
    }

    public bool IsReady()
    {
        try
        {
            return Ask(ApiFormat.Status).Status!.Ready;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public NodeReport Ask(string table) => Ask(new ApiRequest { Get = table });

    public NodeReport Ask(ApiRequest request) => ApiQuestion.Ask(ApiPath, request);

    /// <summary>True when a ping of host B by host A is answered.</summary>
    public bool Reaches(string address) => RunIn(HostA, "ping", "-n", "-c", "1", "-W", "1", address).ExitCode == 0;

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

        foreach (string name in new[] { Leaf, HostA, HostB })
        {
            NetworkNamespace.Delete(name);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Attach(string host, string port, string mac, string four, string six, string gateway4, string gateway6)
    {
        NamespaceLinks.CreateVeth(new VethEnd(Leaf, port), new VethEnd(host, "eth0", MacAddress.Parse(mac)));
        NamespaceLinks.SetUp(Leaf, port, true);
        NamespaceLinks.SetUp(host, "eth0", true);
        Ip(host, "addr", "add", four + "/24", "dev", "eth0");
        Ip(host, "addr", "add", six + "/64", "dev", "eth0", "nodad");
        Ip(host, "route", "add", "default", "via", gateway4);
        Ip(host, "-6", "route", "add", "default", "via", gateway6);
    }
}
