using Weft.Model;

namespace Weft.Daemon.Tests;

/// <summary>The drained state of a daemon: over its API, and over its life.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly DaemonBench _bench = new();

    private string MarkPath => Path.Combine(_bench.StatePath, "leaf1.drained");

    [Fact]
    public void A_drained_node_is_drained_after_a_restart_says_so_loudly_and_serves_again_when_told()
    {
        RunningDaemon daemon = _bench.StartReady();
        Assert.Equal("serving", Ask(null).State);
        Assert.Equal("serving", _bench.Ask(ApiFormat.Status).Status!.Drain);
        Assert.False(Directory.Exists(_bench.StatePath));
        Ask(ApiFormat.DoDrain);
        DaemonBench.Eventually(() => Ask(null).State == "drained", "the node is drained");
        Assert.Equal("drained", _bench.Ask(ApiFormat.Status).Status!.Drain);
        Assert.True(File.Exists(MarkPath));

        daemon.Signal("TERM");
        Assert.Equal(0, daemon.WaitForExit());
        RunningDaemon successor = _bench.StartReady();
        Assert.Equal("drained", Ask(null).State);
        DaemonBench.Tells(successor, "was drained and stays so until weft undrain leaf1");

        Ask(ApiFormat.DoUndrain);
        DaemonBench.Eventually(() => Ask(null).State == "serving", "the node serves");
        Assert.False(File.Exists(MarkPath));
        successor.Signal("KILL");
        successor.WaitForExit();
        _bench.StartReady();
        Assert.Equal("serving", Ask(null).State);
    }

    [Fact]
    public void What_only_this_node_has_is_named_and_its_hosts_are_served_as_before()
    {
        _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12") && Ask(null).Hosts.Count(row => row.Address is "10.2.0.12" or "10.1.0.11") == 2, "the hosts are known");
        DrainReport report = Ask(ApiFormat.DoDrain);
        Assert.Superset(new HashSet<string> { "10.1.0.11", "10.2.0.12" }, report.Hosts.Select(row => row.Address).ToHashSet());
        Assert.Equal("vm-a", report.Hosts.Single(row => row.Address == "10.1.0.11").Name);
        Assert.All(report.Hosts, row => Assert.Equal("leaf1", row.At));
        Assert.Contains("10.1.0.0/24", report.Prefixes);
        Assert.Empty(report.CutOff);
        DaemonBench.Eventually(() => Ask(null).State == "drained", "the node is drained");
        Assert.True(_bench.Reaches("10.2.0.12"));
        Assert.True(_bench.Reaches("2001:db8:2::12"));
    }

    [Fact]
    public void A_state_that_cannot_be_kept_is_not_entered()
    {
        _bench.StartReady();
        File.WriteAllText(_bench.StatePath, "a file where the folder should be");
        NodeReport answer = _bench.Ask(new ApiRequest { Get = ApiFormat.Drain, Do = ApiFormat.DoDrain });
        Assert.StartsWith("nothing was changed", answer.Error, StringComparison.Ordinal);
        Assert.Equal("serving", Ask(null).State);
    }

    public void Dispose() => _bench.Dispose();

    private DrainReport Ask(string? act) => _bench.Ask(new ApiRequest { Get = ApiFormat.Drain, Do = act }).Drain!;
}
