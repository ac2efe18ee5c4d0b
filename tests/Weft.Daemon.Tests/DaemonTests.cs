using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Weft.Model;

namespace Weft.Daemon.Tests;

public sealed class DaemonTests : IDisposable
{
    private readonly DaemonBench _bench = new();

    [Fact]
    public void A_wrong_file_changes_nothing_and_every_fault_is_named()
    {
        File.WriteAllText(_bench.FabricPath, File.ReadAllText(_bench.FabricPath).Replace("vlan: 10,", "vlan: 5000,").Replace("subnet: db", "subnet: dbx"));
        DaemonBench.Eventually(
            () => !DaemonBench.Ip(_bench.Leaf, "addr").Contains("tentative", StringComparison.Ordinal), "the kernel's own addresses have settled");
        string before = State();
        RunningDaemon daemon = _bench.Start();
        Assert.Equal(1, daemon.WaitForExit());
        Assert.Contains("5000", daemon.Log, StringComparison.Ordinal);
        Assert.Contains("dbx", daemon.Log, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", daemon.Log, StringComparison.Ordinal);
        Assert.Equal(before, State());
        Assert.False(File.Exists(_bench.ApiPath));
    }

    [Fact]
    public void A_node_that_the_fabric_does_not_have_is_refused()
    {
        File.WriteAllText(_bench.FabricPath, File.ReadAllText(_bench.FabricPath).Replace("leaf1", "leaf9"));
        RunningDaemon daemon = _bench.Start();
        Assert.Equal(1, daemon.WaitForExit());
        Assert.Contains("has no node 'leaf1'; its nodes are leaf9", daemon.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_started_node_is_ready_and_routes()
    {
        string path = Path.Combine(Path.GetTempPath(), $"weftd-notify-{Environment.ProcessId}");
        using Socket manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 30_000 };
        manager.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            _bench.Start(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path });
            byte[] state = new byte[64];
            Assert.Equal("READY=1", Encoding.UTF8.GetString(state, 0, manager.Receive(state)));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.True(_bench.IsReady());
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12") && _bench.Reaches("2001:db8:2::12"), "hosts reach each other");
        DaemonBench.Eventually(
            () => _bench.Ask(ApiFormat.Hosts).Hosts!.Value.Any(row => row is { Address: "10.1.0.11", State: "confirmed" }), "the host is known");
        HostReport host = _bench.Ask(ApiFormat.Hosts).Hosts!.Value.Single(row => row.Address == "10.1.0.11");
        Assert.Equal(("vm-a", "web", "leaf1", "swp1", "confirmed"), (host.Name, host.Subnet, host.At, host.Port, host.State));
        ExplainReport why = _bench.Ask(new ApiRequest { Get = ApiFormat.Explain, Address = "10.1.0.11" }).Explanations!.Value.Single();
        Assert.Equal(("attached", "swp1", "wins"), (why.Decision, why.Interface, Assert.Single(why.Claims).Verdict));
        Assert.Equal("connected", _bench.Ask(new ApiRequest { Get = ApiFormat.Explain, Address = "10.1.0.99" }).Explanations!.Value.Single().Decision);
        Assert.StartsWith("'nowhere' is not", _bench.Ask(new ApiRequest { Get = ApiFormat.Explain, Address = "nowhere" }).Error, StringComparison.Ordinal);
        Assert.Equal(["swp1", "swp2"], _bench.Ask(ApiFormat.Ports).Ports!.Value.Where(port => port.Up).Select(port => port.Name).Order());
        Assert.Equal(4, _bench.Ask(ApiFormat.Gateways).Gateways!.Value.Length);
        Assert.NotEmpty(_bench.Ask(ApiFormat.Events).Events!.Value);
        Assert.Contains(_bench.Ask(ApiFormat.Counters).Counters!.Value, row => row is { Group: "filter", Name: "gateway_mac_spoofed" });
    }

    [Fact]
    public void A_second_daemon_in_the_namespace_is_refused()
    {
        RunningDaemon first = _bench.StartReady();
        RunningDaemon second = _bench.Start();
        Assert.Equal(1, second.WaitForExit());
        Assert.Contains("another weftd runs", second.Log, StringComparison.Ordinal);
        Assert.False(first.HasExited);
        Assert.True(_bench.IsReady());
    }

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public void Killing_the_daemon_loses_no_packet_and_its_successor_adopts_the_hosts(string fastPath)
    {
        RunningDaemon daemon = _bench.StartReady("--fast-path", fastPath);
        DaemonBench.Eventually(
            () => _bench.Reaches("10.2.0.12") && _bench.Ask(ApiFormat.Hosts).Hosts!.Value.Any(row => row is { Address: "10.2.0.12", State: "confirmed" }),
            "hosts reach each other and are known");
        DaemonBench.Eventually(() => FastPath() != "-", "the fast path is there, or not");
        Assert.Equal(fastPath == "off", FastPath() == "off");
        using Process ping = Process.Start(new ProcessStartInfo(
            "ip", ["netns", "exec", _bench.HostA, "ping", "-n", "-q", "-i", "0.01", "-c", "600", "-W", "2", "10.2.0.12"])
        {
            RedirectStandardOutput = true,
        })!;
        daemon.Signal("KILL");
        daemon.WaitForExit();
        RunningDaemon successor = _bench.StartReady("--fast-path", fastPath);
        HostReport adopted = _bench.Ask(ApiFormat.Hosts).Hosts!.Value.Single(row => row.Address == "10.2.0.12");
        Assert.Equal(("leaf1", "swp2"), (adopted.At, adopted.Port));
        string result = ping.StandardOutput.ReadToEnd();
        Assert.Contains("600 received", result, StringComparison.Ordinal);
        DaemonBench.Tells(successor, "adopted");
    }

    [Fact]
    public void Asked_to_stop_it_leaves_the_kernel_forwarding_and_answering_at_once()
    {
        RunningDaemon daemon = _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "hosts reach each other");
        daemon.Signal("TERM");
        Assert.Equal(0, daemon.WaitForExit());
        Assert.True(_bench.Reaches("10.2.0.12"));
        DaemonBench.Ip(_bench.HostA, "neigh", "flush", "all");
        Assert.True(_bench.Reaches("10.2.0.12"));
        Assert.Contains("00:00:5e:00:01", DaemonBench.Ip(_bench.HostA, "neigh", "show", "10.1.0.1"), StringComparison.Ordinal);
        Assert.False(File.Exists(_bench.ApiPath));
    }

    [Theory]
    [InlineData("+net_admin,+net_raw,+bpf")]
    [InlineData("+net_admin,+net_raw")]
    public void The_capabilities_of_its_unit_are_enough_and_without_bpf_there_is_only_the_long_way(string capabilities)
    {
        string[] confine = ["setpriv", $"--bounding-set=-all,{capabilities}", "--inh-caps=-all"];
        RunningDaemon daemon = _bench.Start(confine, []);
        DaemonBench.Eventually(() => daemon.HasExited ? throw new InvalidOperationException(daemon.Log) : _bench.IsReady(), "the daemon is ready");
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "hosts reach each other");
        DaemonBench.Eventually(() => FastPath() != "-", "the fast path is there, or not");
        Assert.Equal(!capabilities.Contains("bpf", StringComparison.Ordinal), FastPath().Contains("EPERM", StringComparison.Ordinal));
        Assert.True(_bench.Reaches("10.2.0.12"));
        Assert.DoesNotContain("weft-probe", DaemonBench.Ip(_bench.Leaf, "link"), StringComparison.Ordinal);
        string unit = File.ReadAllText(Path.Combine(Repository(), "packaging", "weftd@.service"));
        Assert.Contains("CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_BPF\n", unit, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_that_somebody_removed_is_loaded_again()
    {
        _bench.StartReady();
        DaemonBench.RunIn(_bench.Leaf, "nft", "flush", "ruleset");
        DaemonBench.Eventually(
            () => _bench.Ask(ApiFormat.Counters).Counters!.Value.Single(row => row is { Group: "daemon", Name: "FilterReloads" }).Value == 1,
            "the filter is loaded again");
        Assert.Contains("table bridge weft", DaemonBench.RunIn(_bench.Leaf, "nft", "list", "ruleset").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Reloading_a_wrong_file_keeps_the_last_good_revision()
    {
        RunningDaemon daemon = _bench.StartReady();
        string good = File.ReadAllText(_bench.FabricPath);
        File.WriteAllText(_bench.FabricPath, good.Replace("vlan: 10,", "vlan: 5000,"));
        daemon.Signal("HUP");
        DaemonBench.Tells(daemon, "the last good revision keeps running");
        DaemonBench.Tells(daemon, "5000");
        Assert.True(_bench.IsReady());
        File.WriteAllText(_bench.FabricPath, good);
        daemon.Signal("HUP");
        DaemonBench.Tells(daemon, "reload-checked");
    }

    [Fact]
    public void A_recording_holds_every_input_and_output_as_json_lines()
    {
        RunningDaemon daemon = _bench.StartReady("--record", _bench.RecordPath);
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "hosts reach each other");
        DaemonBench.Eventually(
            () => File.ReadAllText(_bench.RecordPath).Contains("firstPacket", StringComparison.Ordinal), "the first packet is recorded");
        daemon.Signal("TERM");
        daemon.WaitForExit();
        List<JsonElement> lines = [.. File.ReadLines(_bench.RecordPath).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("weft.recording/1", lines[0].GetProperty("format").GetString());
        string[] kinds = [.. lines.Skip(1).Select(line => line.TryGetProperty("in", out JsonElement input) ? "in " + input : "out " + line.GetProperty("out")).Distinct()];
        Assert.Contains("in frame", kinds);
        Assert.Contains("in port", kinds);
        Assert.Contains("in timer", kinds);
        Assert.Contains("in firstPacket", kinds);
        Assert.Contains("out frame", kinds);
        Assert.Contains("out event", kinds);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_bench.RecordPath));
    }

    public void Dispose() => _bench.Dispose();

    private string FastPath() => _bench.Ask(ApiFormat.Status).Status!.FastPath;

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weft.slnx")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }

    private string State() =>
        DaemonBench.Ip(_bench.Leaf, "addr") + DaemonBench.Ip(_bench.Leaf, "route") + DaemonBench.Ip(_bench.Leaf, "neigh")
        + DaemonBench.RunIn(_bench.Leaf, "nft", "list", "ruleset").Output
        + DaemonBench.RunIn(_bench.Leaf, "sysctl", "-n", "net.ipv4.ip_forward", "net.ipv4.conf.all.rp_filter").Output;
}
