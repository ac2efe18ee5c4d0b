using Weft.Model;

namespace Weft.Daemon.Tests;

/// <summary>Real daemons with key files. Needs root.</summary>
public sealed class KeyTests : IDisposable
{
    private const string Secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static readonly string Good = $"link send 1 hmac-sha-256 hex:{Secret}\narea send 1 hmac-sha-512 hex:{Secret}\n";

    private readonly KeyBench _bench = new();

    [Fact]
    public void Nodes_with_the_same_keys_are_neighbours_and_one_with_others_stays_out()
    {
        _bench.WriteKeys("isis.keys", Good);
        string wrong = _bench.WriteKeys("wrong.keys", Good.Replace("0f1e", "ffff", StringComparison.Ordinal));
        _bench.Start(1);
        RunningDaemon middle = _bench.Start(2);
        RunningDaemon stranger = _bench.Start(3, "--keys", wrong);
        DaemonBench.Eventually(() => _bench.IsUp(1, "fab1") && _bench.IsUp(2, "fab1"), $"the adjacency is up: {middle.Log}");
        DaemonBench.Eventually(
            () => _bench.Ask(1, ApiFormat.Routes)!.Routes!.Value.Any(row => row.Prefix == "10.255.0.2/32"), "leaf1 has a route to leaf2");
        DaemonBench.Eventually(() => _bench.Ask(3, ApiFormat.Status) is { Status.Ready: true } && _bench.Counter(2, "isis-link-authentication", "BadDigest") > 3, $"the stranger is refused: {stranger.Log}");
        Assert.False(_bench.IsUp(2, "fab2"));
        Assert.False(_bench.IsUp(3, "fab1"));
        EventReport refusal = Assert.Single(_bench.Events(2), static row => row.Kind == "isis-authentication");
        Assert.Equal("hellos on fab2 refused: the signature is wrong: a secret of the link chain differs, or somebody changed what was sent", refusal.Text);
        Assert.Equal(0, _bench.Counter(1, "isis-link-authentication", "BadDigest"));
        Assert.DoesNotContain(_bench.Ask(2, ApiFormat.Routes)!.Routes!.Value, static row => row.Prefix == "10.255.0.3/32");
    }

    [Fact]
    public void Keys_are_rolled_over_by_reloading_without_losing_an_adjacency_and_nothing_secret_is_written()
    {
        _bench.WriteKeys("isis.keys", Good);
        RunningDaemon[] daemons = [_bench.Start(1, "--record", _bench.PathOf("record.json"), "--log-level", "debug"), _bench.Start(2), _bench.Start(3)];
        DaemonBench.Eventually(() => _bench.IsUp(1, "fab1") && _bench.IsUp(3, "fab1"), "the adjacencies are up");
        DaemonBench.Eventually(() => Enumerable.Range(1, 3).All(node => LspsOf(node, 1) == 3), "all databases are the same");
        string text = Good;
        byte next = 0xA0;
        string[] summaries = ["accept 2", "send 2", "only 2"];
        Func<string, string>[] steps = [now => KeyFileEditor.Add(now, "hmac-sha-384", length => [.. Enumerable.Repeat(++next, length)]), KeyFileEditor.Switch, KeyFileEditor.Drop];
        foreach ((Func<string, string> step, string what) in steps.Zip(summaries))
        {
            text = step(text);
            _bench.WriteKeys("isis.keys", text);
            for (int node = 1; node <= 3; node++)
            {
                int known = _bench.Events(node).Count(static row => row.Kind == "isis-keys");
                daemons[node - 1].Signal("HUP");
                DaemonBench.Eventually(() => _bench.Events(node).Count(static row => row.Kind == "isis-keys") == known + 1, $"leaf{node} has read its keys: {what}");
            }

            ushort signer = what == "accept 2" ? (ushort)1 : (ushort)2;
            DaemonBench.Eventually(() => Enumerable.Range(1, 3).All(node => LspsOf(node, signer) == 3), $"all LSPs are signed anew: {what}");
        }

        Assert.All(Enumerable.Range(1, 3), node => Assert.DoesNotContain(_bench.Events(node), static row => row.Kind is "adjacency-down" or "isis-authentication"));
        Assert.Contains("signed with key 2 hmac-sha-384", _bench.Events(1).Last(static row => row.Kind == "isis-keys").Text, StringComparison.Ordinal);
        daemons[0].Signal("TERM");
        Assert.Equal(0, daemons[0].WaitForExit());
        string recording = File.ReadAllText(_bench.PathOf("record.json"));
        Assert.Contains("\"in\":\"keys\",\"link\":[\"send 1 hmac-sha-256\"]", recording, StringComparison.Ordinal);
        foreach (string secret in new[] { Secret, "a1a1a1a1a1a1a1", "a2a2a2a2a2a2a2" })
        {
            Assert.DoesNotContain(secret, recording, StringComparison.OrdinalIgnoreCase);
            Assert.All(daemons, daemon => Assert.DoesNotContain(secret, daemon.Log, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void A_key_file_that_others_can_read_or_change_is_refused_with_what_to_do()
    {
        AssertRefused($"{_bench.KeyPath}: no such file");
        foreach ((UnixFileMode mode, string octal) in new[] { (UnixFileMode.GroupRead, "0640"), (UnixFileMode.OtherRead, "0604"), (UnixFileMode.OtherWrite, "0602") })
        {
            _bench.WriteKeys("isis.keys", Good, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
            AssertRefused($"its mode {octal} lets others read or write it; run: chmod 600 {_bench.KeyPath}");
        }

        _bench.WriteKeys("isis.keys", Good);
        DaemonBench.Run("chown", "12345", _bench.KeyPath);
        AssertRefused($"belongs to user 12345, who could change it; run: chown 0 {_bench.KeyPath}");
        _bench.WriteKeys("isis.keys", "link send 1 hmac-sha-256 tell-nobody\n");
        string log = AssertRefused($"{_bench.KeyPath}: line 1: the secret must be");
        Assert.DoesNotContain("tell-nobody", log, StringComparison.Ordinal);
        File.Delete(_bench.KeyPath);
        DaemonBench.Run("mkfifo", "-m", "600", _bench.KeyPath);
        AssertRefused($"{_bench.KeyPath}: not a regular file");
    }

    [Fact]
    public void A_faulty_key_file_at_a_reload_leaves_the_keys_in_use()
    {
        _bench.WriteKeys("isis.keys", Good);
        RunningDaemon first = _bench.Start(1);
        _bench.Start(2);
        DaemonBench.Eventually(() => _bench.IsUp(1, "fab1"), "the adjacency is up");
        _bench.WriteKeys("isis.keys", Good.Replace("area send", "area accept", StringComparison.Ordinal));
        first.Signal("HUP");
        DaemonBench.Tells(first, "keys-refused");
        DaemonBench.Tells(first, "line 2: no key of the area chain says `send`; exactly one must; the keys in use stay");
        long accepted = _bench.Counter(1, "isis-link-authentication", "Accepted");
        DaemonBench.Eventually(() => _bench.Counter(1, "isis-link-authentication", "Accepted") > accepted + 3, "hellos are still accepted");
        Assert.True(_bench.IsUp(1, "fab1"));
    }

    public void Dispose() => _bench.Dispose();

    private int LspsOf(int node, ushort key) =>
        _bench.Ask(node, ApiFormat.Keys)?.Keys!.Value.Where(row => row.Chain == "area" && row.Id == key).Sum(static row => row.Lsps ?? 0) ?? 0;

    private string AssertRefused(string why)
    {
        RunningDaemon daemon = _bench.Start(1);
        Assert.Equal(1, daemon.WaitForExit());
        Assert.Contains(why, daemon.Log, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", daemon.Log, StringComparison.Ordinal);
        return daemon.Log;
    }
}
