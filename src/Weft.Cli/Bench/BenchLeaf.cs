using System.Diagnostics;
using Weft.Lab;
using Weft.Linux;
using Weft.Model;

namespace Weft.Cli;

/// <summary>A leaf in a namespace of its own and, in another, the far ends of its two ports. With a daemon, or as a bare bridge with the
/// same gateway.</summary>
internal sealed class BenchLeaf : IDisposable
{
    public const string GatewayMac = "00:00:5e:00:01:0a";

    private const string Fabric = """
        fabric: bench
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/16] }
        ports:
          leaf1: { swp1: web, swp2: web }
        limits: { hosts-per-port: 60000, macs-per-port: 60000 }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _prefix;
    private readonly string _folder = Directory.CreateTempSubdirectory("weft-bench-").FullName;
    private NamespaceProcess? _daemon;

    public BenchLeaf(string prefix)
    {
        _prefix = prefix;
        File.WriteAllText(Path.Combine(_folder, "fabric.yaml"), Fabric);
        NetworkNamespace.Create(Leaf);
        NetworkNamespace.Create(Far);
        foreach (string port in new[] { "swp1", "swp2" })
        {
            NamespaceLinks.CreateVeth(new VethEnd(Leaf, port), new VethEnd(Far, port));
            NamespaceLinks.SetUp(Leaf, port, true);
            NamespaceLinks.SetUp(Far, port, true);
        }

        (Sender, Port) = NetworkNamespace.Run(Far, () => (new FrameSender(), InterfaceIndex.Of("swp1")));
        OtherPort = NetworkNamespace.Run(Far, () => InterfaceIndex.Of("swp2"));
    }

    public FrameSender Sender { get; }

    /// <summary>The far end of swp1.</summary>
    public int Port { get; }

    /// <summary>The far end of swp2.</summary>
    public int OtherPort { get; }

    private string Leaf => _prefix + "l";

    private string Far => _prefix + "f";

    private string Socket => Path.Combine(_folder, "leaf1.sock");

    /// <summary>Starts the daemon and returns its status once it is ready.</summary>
    public StatusReport Start()
    {
        _daemon = NamespaceProcess.Start(
            Leaf, "weftd", Path.Combine(_folder, "log"), Home.Daemon, "--fabric", Path.Combine(_folder, "fabric.yaml"), "--node", "leaf1", "--api", Socket);
        return Await(status => status.Ready);
    }

    public void Stop()
    {
        _daemon?.Kill();
        _daemon?.Dispose();
        _daemon = null;
    }

    /// <summary>Asks for the status until it satisfies a condition. Throws <see cref="LabException"/> after a minute.</summary>
    public StatusReport Await(Func<StatusReport, bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience && _daemon is { HasExited: false })
        {
            if (TryAsk() is { } status && condition(status))
            {
                return status;
            }

            Thread.Sleep(1);
        }

        throw new LabException($"the daemon did not come to it: {File.ReadAllText(Path.Combine(_folder, "log"))}");
    }

    /// <summary>Makes the same bridge and gateway by hand, without rules, and returns the MAC that routes.</summary>
    public string MakeBare()
    {
        Ip("link", "add", "vlan10", "type", "bridge");
        Ip("link", "set", "swp1", "master", "vlan10");
        Ip("link", "set", "swp2", "master", "vlan10");
        Ip("link", "set", "vlan10", "address", "02:57:4e:00:00:01");
        Ip("link", "set", "vlan10", "up");
        Ip("addr", "add", "10.1.0.1/16", "dev", "vlan10");
        foreach (string setting in new[] { "net.ipv4.ip_forward=1", "net.ipv4.conf.all.send_redirects=0", "net.ipv4.conf.vlan10.send_redirects=0" })
        {
            Command("ip", "netns", "exec", Leaf, "sysctl", "-qw", setting);
        }

        foreach (string name in new[] { "iptables", "ip6tables", "arptables" })
        {
            if (File.Exists($"/proc/sys/net/bridge/bridge-nf-call-{name}"))
            {
                Command("ip", "netns", "exec", Leaf, "sysctl", "-qw", $"net.bridge.bridge-nf-call-{name}=0");
            }
        }

        return "02:57:4e:00:00:01";
    }

    /// <summary>Gives the bare leaf what a daemon would have learned of a host.</summary>
    public void Know(string address, string mac)
    {
        Ip("neigh", "replace", address, "lladdr", mac, "dev", "vlan10", "nud", "permanent");
        Command("bridge", "-n", Leaf, "fdb", "replace", mac, "dev", "swp2", "master", "static");
    }

    public void Dispose()
    {
        Stop();
        Sender.Dispose();
        NetworkNamespace.Delete(Leaf);
        NetworkNamespace.Delete(Far);
        Directory.Delete(_folder, recursive: true);
    }

    private StatusReport? TryAsk()
    {
        try
        {
            using NodeClient client = NodeClient.Connect(Socket, Patience);
            return client.Ask(new ApiRequest { Get = ApiFormat.Status }).Status;
        }
        catch (Exception exception) when (exception is System.Net.Sockets.SocketException or IOException)
        {
            return null;
        }
    }

    private void Ip(params string[] arguments) => Command("ip", ["-n", Leaf, .. arguments]);

    private static void Command(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new LabException($"{program} {string.Join(' ', arguments)} failed");
        }
    }
}
