using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon.Tests;

/// <summary>A port that a BPDU shuts, over the daemon's life and on the real kernel.</summary>
public sealed class ShutPortTests : IDisposable
{
    private const string Mac = "02:00:00:00:00:0a";

    // A spanning-tree BPDU that says: I am the root.
    private static readonly byte[] s_bpdu = Convert.FromHexString(
        "0180c2000000" + Mac.Replace(":", string.Empty, StringComparison.Ordinal) + "0026424203" + "00000000000000020000000a00000000000002000000000a800100001400020000000000000000000000");

    private readonly DaemonBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("trusted")]
    [InlineData("strict")]
    public void A_bpdu_shuts_its_port_over_a_crash_until_somebody_opens_it(string guard)
    {
        Write($"guard: {guard}, bpdu: shut", "5m");
        RunningDaemon daemon = _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the hosts reach each other");
        SendBpdu();
        DaemonBench.Eventually(() => !Port().Up, "the port is shut");
        DaemonBench.Eventually(() => Port().Hosts == 0, "its hosts are withdrawn");
        Assert.Equal(Mac, Port().ShutBy);
        Assert.InRange(Port().ShutSeconds!.Value, 1, 300);
        Assert.Contains(Events(), item => item is { Kind: "port-shut", Subject: "swp1", Severity: "alarm" });
        Assert.Contains(_bench.Ask(ApiFormat.Violations).Violations!.Value, row => row is { Port: "swp1", Mac: Mac, Reason: "bpdu" });
        Assert.False(_bench.Reaches("10.1.0.1"));
        Assert.Equal(0, DaemonBench.RunIn(_bench.HostB, "ping", "-n", "-c", "1", "-W", "1", "10.2.0.1").ExitCode);

        daemon.Signal("KILL");
        daemon.WaitForExit();
        RunningDaemon successor = _bench.StartReady();
        DaemonBench.Tells(successor, "swp1 was shut and stays so");
        Assert.False(Port().Up);
        Assert.Equal(Mac, Port().ShutBy);
        Assert.DoesNotContain("UP", DaemonBench.Ip(_bench.Leaf, "-o", "link", "show", "swp1").Split('>')[0], StringComparison.Ordinal);

        Assert.Equal("swp2 of leaf1 is not shut", Open("swp2").Error);
        Assert.Equal("leaf1 has no port 'swp9'", Open("swp9").Error);
        Assert.Null(Open("swp1").Error);
        DaemonBench.Eventually(() => Port() is { Up: true, ShutBy: null }, "the port is open");
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the hosts reach each other again");
        Assert.Contains(Events(), item => item is { Kind: "port-opened", Subject: "swp1" });
        Assert.Equal(string.Empty, File.ReadAllText(Path.Combine(_bench.StatePath, "leaf1.shut")));
    }

    [Fact]
    public void A_port_opens_itself_when_its_time_is_over()
    {
        Write("bpdu: shut", "1s");
        _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the hosts reach each other");
        SendBpdu();
        DaemonBench.Eventually(() => Events().Any(item => item.Kind == "port-opened"), "the port is opened");
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the hosts reach each other again");
        SendBpdu();
        DaemonBench.Eventually(() => Events().Count(item => item.Kind == "port-shut") == 2, "the next BPDU shuts it again");
    }

    [Fact]
    public void Without_the_key_a_bpdu_shuts_nothing()
    {
        Write("guard: first-come", "1s");
        _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "the hosts reach each other");
        SendBpdu();
        DaemonBench.Eventually(
            () => _bench.Ask(ApiFormat.Counters).Counters!.Value.Any(row => row is { Group: "filter", Name: "bpdu", Value: 1 }), "the filter has refused it");
        Assert.True(_bench.Reaches("10.2.0.12"));
        Assert.True(Port().Up);
        Assert.False(File.Exists(Path.Combine(_bench.StatePath, "leaf1.shut")));
    }

    private void Write(string port, string recovery) => File.WriteAllText(
        _bench.FabricPath,
        File.ReadAllText(_bench.FabricPath).Replace(
            "hosts:", $"timers: {{ bpdu-recovery: {recovery} }}\nports:\n  leaf1: {{ swp1: {{ access: web, {port} }} }}\nhosts:", StringComparison.Ordinal));

    private void SendBpdu() => NetworkNamespace.Run(_bench.HostA, () =>
    {
        using FrameSender sender = new();
        return sender.Send(InterfaceIndex.Of("eth0"), VlanId.Untagged, s_bpdu);
    });

    private PortReport Port() => _bench.Ask(ApiFormat.Ports).Ports!.Value.Single(port => port.Name == "swp1");

    private EventReport[] Events() => [.. _bench.Ask(ApiFormat.Events).Events!.Value];

    private NodeReport Open(string port) => _bench.Ask(new ApiRequest { Get = ApiFormat.Ports, Do = ApiFormat.DoOpen, Port = port });
}
