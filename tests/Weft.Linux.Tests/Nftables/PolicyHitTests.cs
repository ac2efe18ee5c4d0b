using CsCheck;
using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>Logged rules of policies: what the real kernel reports of them, and how much.</summary>
public sealed class PolicyHitTests(PolicyBench bench) : IClassFixture<PolicyBench>, IPolicyHitSink
{
    private const int Flood = 2_000;
    private const ushort Shut = 9;

    private static readonly PolicyRule[] s_rules =
    [
        PolicyBench.Rule(1, PolicyAction.Allow, "tcp/80") with { IsLogged = true },
        PolicyBench.Rule(2, PolicyAction.Allow, "udp/53"),
        PolicyBench.Rule(3, PolicyAction.Deny, "any") with { IsLogged = true },
    ];

    private static readonly ushort[] s_types = [0x0800, 0x86DD, 0x0806];

    private readonly List<PolicyHit> _hits = [];

    [Fact]
    public void A_logged_rule_tells_of_what_it_takes_and_decides_as_before()
    {
        using PolicyHitLog log = Listen(PolicyBench.Policy(7, s_rules, null) with { Name = "told" });
        Assert.True(bench.Reaches(true, PolicyBench.Frame(true, false, PolicyProtocol.Tcp, PolicyBench.HighPort, 80)));
        Assert.True(bench.Reaches(true, PolicyBench.Frame(true, true, PolicyProtocol.Udp, PolicyBench.HighPort, 53)));
        Assert.False(bench.Reaches(true, PolicyBench.Frame(true, true, PolicyProtocol.Udp, PolicyBench.HighPort, Shut)));
        Assert.False(bench.Reaches(true, PolicyBench.Frame(true, false, PolicyProtocol.Icmp, 0, 8)));
        PolicyHit[] expected =
        [
            Hit(1, false, PolicyProtocol.Tcp, 80),
            Hit(3, true, PolicyProtocol.Udp, Shut),
            Hit(3, false, PolicyProtocol.Icmp, 8),
        ];
        Await(log, expected.Length);
        Assert.Equal(expected, _hits);
        Assert.Equal(0, log.Unreadable);
        Assert.Equal(2, bench.Counter("policy/told/in/3"));
    }

    [Fact]
    public void A_flood_is_counted_and_a_few_of_it_are_told()
    {
        using PolicyHitLog log = Listen(PolicyBench.Policy(8, s_rules, null) with { Name = "flooded" });
        byte[] frame = PolicyBench.Frame(true, false, PolicyProtocol.Udp, PolicyBench.HighPort, Shut);
        int port = NetworkNamespace.Run(bench.Bench.Far, () => InterfaceIndex.Of("swp1"));
        for (int i = 0; i < Flood; i++)
        {
            Assert.Equal(0, bench.Bench.Sender.Send(port, default, frame));
        }

        Bench.Eventually(() => bench.Counter("policy/flooded/in/3") == Flood, "every packet is counted");
        Await(log, PolicyHit.AtOnce);
        Assert.InRange(_hits.Count, PolicyHit.AtOnce, Flood / 20);
        Assert.Equal(0, log.Overruns);
    }

    [Fact]
    public void Whatever_a_report_holds_is_read_or_refused() => Gen.Select(Gen.Byte.Array[0, 30], Gen.Byte.Array[0, 80], Gen.Int[0, 2]).Sample((prefix, packet, kind) =>
    {
        ushort protocol = s_types[kind];
        _ = PolicyHitLog.TryRead(prefix, protocol, packet, out _);
        bool isRead = PolicyHitLog.TryRead("7/out/300\0"u8, protocol, packet, out PolicyHit hit);
        Assert.Equal(isRead, protocol != 0x0806 && packet.Length >= (protocol == 0x0800 ? 20 : 40));
        Assert.True(!isRead || hit is { Policy.Value: 7, Direction: PolicyDirection.Out, Rule: 300 });
    });

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7/in")]
    [InlineData("7/by/1")]
    [InlineData("x/in/1")]
    [InlineData("7/in/x")]
    [InlineData("70000/in/1")]
    [InlineData("7/in/in/1")]
    public void Words_that_no_rule_writes_are_refused(string prefix) =>
        Assert.False(PolicyHitLog.TryRead(System.Text.Encoding.ASCII.GetBytes(prefix), 0x0800, new byte[20], out _));

    void IPolicyHitSink.PolicyHitSeen(in PolicyHit hit) => _hits.Add(hit);

    private static PolicyHit Hit(int rule, bool ipv6, byte protocol, int selector) =>
        new(new PolicyId(7), PolicyDirection.In, rule, PolicyBench.AddressOf(true, ipv6), PolicyBench.AddressOf(false, ipv6), protocol, selector);

    private PolicyHitLog Listen(HostPolicy policy)
    {
        // The policy's number is its place in the fabric.
        HostPolicy[] others = [.. Enumerable.Range(1, policy.Id.Value - 1).Select(id => PolicyBench.Policy(id, null, null))];
        bench.Load([.. others, policy], new() { [PolicyBench.MacB] = policy.Id.Value });
        return NetworkNamespace.Run(bench.Bench.Node, () => new PolicyHitLog());
    }

    private void Await(PolicyHitLog log, int count) => Bench.Eventually(
        () =>
        {
            log.Receive(this);
            return _hits.Count >= count;
        },
        $"{count} reports come");
}
