using System.Globalization;
using System.Text.RegularExpressions;
using Weft.Model;

namespace Weft.Daemon.Tests;

/// <summary>Policies in a running daemon: logged rules become events, and routed packets are held to the rate of whom they are for.</summary>
public sealed partial class PolicyTests : IDisposable
{
    private const int Packets = 300;
    private const int Octets = 1_400;
    private const int IcmpHeaders = 28;
    private const double InSecond = 1_000_000.0 / 8 / Octets;

    private readonly DaemonBench _bench = new();

    [Fact]
    public void A_logged_rule_is_told_as_an_event()
    {
        Start("      in: [{ allow: ping, log: true, name: pings }, { deny: any, log: true }]");
        DaemonBench.Eventually(() => _bench.Reaches("2001:db8:2::12"), "hosts reach each other over IPv6");
        DaemonBench.RunIn(_bench.HostA, "bash", "-c", "echo x > /dev/udp/10.2.0.12/9");
        string[] expected =
        [
            "closed in rule 1 (pings) lets pass 10.1.0.11 -> 10.2.0.12 icmp/8",
            "closed in rule 1 (pings) lets pass 2001:db8:1::11 -> 2001:db8:2::12 icmp6/128",
            "closed in rule 2 drops 10.1.0.11 -> 10.2.0.12 udp/9",
        ];
        foreach (string text in expected)
        {
            DaemonBench.Eventually(() => _bench.Ask(ApiFormat.Events).Events!.Value.Any(item => item.Kind == "policy-hit" && item.Subject == "closed" && item.Text == text), text);
        }
    }

    [Fact]
    public void Routed_packets_are_held_to_the_rate_of_whom_they_are_for()
    {
        Start("      qos: { in: 1M }");
        string said = DaemonBench.RunIn(_bench.HostA, "ping", "-n", "-q", "-f", "-c", $"{Packets}", "-s", $"{Octets - IcmpHeaders}", "10.2.0.12").Output;
        Match result = Summary().Match(said);
        Assert.True(result.Success, said);
        double seconds = int.Parse(result.Groups["ms"].Value, CultureInfo.InvariantCulture) / 1_000.0;
        int received = int.Parse(result.Groups["received"].Value, CultureInfo.InvariantCulture);
        Assert.InRange(received, InSecond * 0.9, InSecond * (1 + seconds) * 1.1);
        PolicyReport over = Assert.Single(_bench.Ask(ApiFormat.Policies).Policies!.Value, row => row.Rule == "over");
        Assert.Equal(("closed", "in", "drop above 1M"), (over.Policy, over.Direction, over.Says));
        Assert.InRange(over.Packets, 1, Packets - received);
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>A policy for host B.</summary>
    private void Start(string body)
    {
        File.AppendAllText(_bench.FabricPath, $"\npolicies:\n  closed:\n      for: vm-b\n      stateful: false\n{body}\n");
        _bench.StartReady();
        DaemonBench.Eventually(() => _bench.Reaches("10.2.0.12"), "hosts reach each other");
    }

    [GeneratedRegex(@"(?<sent>\d+) packets transmitted, (?<received>\d+) received.*time (?<ms>\d+)ms")]
    private static partial Regex Summary();
}
