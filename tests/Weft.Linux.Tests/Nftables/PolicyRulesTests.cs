using CsCheck;
using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The packet filter lets pass what the fabric file's verdict says, on the real kernel.</summary>
public sealed class PolicyRulesTests(PolicyBench bench) : IClassFixture<PolicyBench>
{
    private const byte Syn = 2;
    private const byte SynAck = 0x12;

    private static readonly string[] s_services = ["tcp", "tcp/80", "tcp/80-82", "udp", "udp/53", "ping", "icmp", "icmp6", "any"];
    private static readonly string[] s_peers = ["10.1.0.0/24", "10.1.0.11/32", "10.1.0.22/32", "2001:db8:1::/64", "2001:db8:1::11/128", "10.9.0.0/16"];

    [Fact]
    public void Kernel_and_verdict_agree_about_random_policies()
    {
        Gen<PolicyRule> rule = Gen.Select(Gen.Int[0, 3], Gen.Int[0, s_services.Length - 1], Gen.Int[-2, s_peers.Length - 1], (action, service, peer) =>
            PolicyBench.Rule(1, action == 0 ? PolicyAction.Deny : PolicyAction.Allow, s_services[service], peer < 0 ? [] : [s_peers[peer]]));
        Gen<PolicyRule[]?> rules = Gen.Select(Gen.Int[0, 4], rule.Array[0, 4], (open, list) =>
            open == 0 ? null : list.Select((item, index) => item with { Number = index + 1 }).ToArray());
        Gen<HostPolicy[]> policies = Gen.Select(rules, rules, rules, rules, (a, b, c, d) => new[] { PolicyBench.Policy(1, a, b), PolicyBench.Policy(2, c, d) });
        policies.Sample(AssertAgreement, iter: 25, threads: 1);
    }

    [Fact]
    public void Answers_pass_and_openings_the_other_way_do_not()
    {
        bench.Load([PolicyBench.Policy(1, [PolicyBench.Rule(1, PolicyAction.Allow, "tcp/80")], [])], new() { [PolicyBench.MacB] = 1 });
        foreach (bool ipv6 in new[] { false, true })
        {
            Assert.True(bench.Reaches(true, PolicyBench.Frame(true, ipv6, PolicyProtocol.Tcp, PolicyBench.HighPort, 80, Syn)));
            Assert.True(bench.Reaches(false, PolicyBench.Frame(false, ipv6, PolicyProtocol.Tcp, 80, PolicyBench.HighPort, SynAck)));
            Assert.False(bench.Reaches(false, PolicyBench.Frame(false, ipv6, PolicyProtocol.Tcp, 80, PolicyBench.HighPort, Syn)));
            Assert.False(bench.Reaches(false, PolicyBench.Frame(false, ipv6, PolicyProtocol.Tcp, 81, PolicyBench.HighPort, SynAck)));
            Assert.False(bench.Reaches(true, PolicyBench.Frame(true, ipv6, PolicyProtocol.Udp, PolicyBench.HighPort, 80)));
        }
    }

    [Fact]
    public void Each_rule_counts_what_it_takes()
    {
        HostPolicy policy = PolicyBench.Policy(1, [PolicyBench.Rule(1, PolicyAction.Deny, "tcp/81"), PolicyBench.Rule(2, PolicyAction.Allow, "tcp/80-82")], null) with { Name = "counted.web-1" };
        bench.Load([policy], new() { [PolicyBench.MacB] = 1 });
        Assert.True(bench.Reaches(true, PolicyBench.Frame(true, false, PolicyProtocol.Tcp, 1, 80)));
        Assert.False(bench.Reaches(true, PolicyBench.Frame(true, false, PolicyProtocol.Tcp, 1, 81)));
        Assert.True(bench.Reaches(true, PolicyBench.Frame(true, true, PolicyProtocol.Tcp, 1, 82)));
        Assert.False(bench.Reaches(true, PolicyBench.Frame(true, false, PolicyProtocol.Tcp, 1, 83)));
        Dictionary<string, long> counters = bench.Sets.ReadCounters().ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.Equal(
            (1, 2, 1),
            (counters["policy/counted.web-1/in/1"], counters["policy/counted.web-1/in/2"], counters["policy/counted.web-1/in/denied"]));
    }

    [Fact]
    public void A_hosts_own_policy_wins_over_its_subnets()
    {
        bench.Load(
            [PolicyBench.Policy(1, [], null) with { Name = "of-subnet" }, PolicyBench.Policy(2, [PolicyBench.Rule(1, PolicyAction.Allow, "any")], null) with { Name = "own" }],
            new() { [PolicyBench.MacB] = 2 },
            new() { [1] = 1 });
        bench.Bench.Send("swp1", PolicyBench.Frame(true, false, PolicyProtocol.Tcp, 1, 80));
        bench.Bench.Send("swp2", PolicyBench.Frame(false, false, PolicyProtocol.Tcp, 1, 80));
        Bench.Eventually(() => bench.Counter("policy/of-subnet/in/denied") == 1, "the subnet's policy denies");
        Bench.Eventually(() => bench.Counter("policy/own/in/1") == 1, "the host's own policy allows");
    }

    [Fact]
    public void A_packet_in_a_multicast_frame_does_not_get_past_a_policy()
    {
        bench.Load([PolicyBench.Policy(1, [], null)], new() { [PolicyBench.MacB] = 1 });
        byte[] frame = TestFrames.Udp4("ff:ff:ff:ff:ff:ff", PolicyBench.MacA, "10.1.0.11", "10.1.0.22", "sneaky");
        Assert.False(bench.Reaches(true, frame));
        Assert.True(bench.Reaches(true, TestFrames.Udp4("ff:ff:ff:ff:ff:ff", PolicyBench.MacA, "10.1.0.11", "10.1.0.255", "to all")));
    }

    [Fact]
    public void Arp_and_discovery_and_dhcp_are_no_business_of_policies()
    {
        bench.Load([PolicyBench.Policy(1, [], [])], new() { [PolicyBench.MacA] = 1, [PolicyBench.MacB] = 1 });
        Assert.True(bench.Reaches(true, TestFrames.Arp(PolicyBench.MacB, PolicyBench.MacA, 1, PolicyBench.MacA, "10.1.0.11", "10.1.0.22")));
        Assert.True(bench.Reaches(true, TestFrames.Neighbor(PolicyBench.MacB, PolicyBench.MacA, "2001:db8:1::11", "2001:db8:1::22", 135, "2001:db8:1::22")));
        Assert.True(bench.Reaches(true, TestFrames.Ipv4("ff:ff:ff:ff:ff:ff", PolicyBench.MacA, "0.0.0.0", "255.255.255.255", 17, [0, 68, 0, 67, 0, 8, 0, 0])));
        Assert.False(bench.Reaches(true, TestFrames.Ethernet(PolicyBench.MacB, PolicyBench.MacA, 0x88B6, 1, 2, 3)));
        Assert.False(bench.Reaches(true, PolicyBench.Frame(true, false, PolicyProtocol.Udp, 1, 53)));
    }

    [Fact]
    public void Another_fabric_file_replaces_every_assignment()
    {
        bench.Load([PolicyBench.Policy(1, [], [])], new() { [PolicyBench.MacA] = 1, [PolicyBench.MacB] = 1 });
        byte[] frame = PolicyBench.Frame(true, false, PolicyProtocol.Tcp, 1, 80);
        Assert.False(bench.Reaches(true, frame));
        bench.Load([PolicyBench.Policy(1, null, null), PolicyBench.Policy(2, [], [])], new() { ["02:00:00:00:00:99"] = 2 });
        Assert.True(bench.Reaches(true, frame));
        bench.Load([], []);
        Assert.True(bench.Reaches(true, frame));
    }

    [Fact]
    public void A_stateful_policy_is_refused_where_connections_cannot_be_tracked()
    {
        HostPolicy policy = PolicyBench.Policy(1, [PolicyBench.Rule(1, PolicyAction.Allow, "tcp/80")], null) with { IsStateful = true, Name = "web" };
        Exception? refused = Record.Exception(() => bench.Load([policy], new() { [PolicyBench.MacB] = 1 }));
        if (NetworkNamespace.Run(bench.Bench.Node, CapabilityProbe.CanTrack))
        {
            Assert.Null(refused);
            return;
        }

        Assert.Contains("enforce `web`: load the module nf_conntrack_bridge, or write `stateful: false`", Assert.IsType<KernelException>(refused).Message);
    }

    private void AssertAgreement(HostPolicy[] policies)
    {
        Fabric fabric = bench.Load(policies, new() { [PolicyBench.MacA] = 1, [PolicyBench.MacB] = 2 });
        foreach (bool fromA in new[] { true, false })
        {
            foreach (bool ipv6 in new[] { false, true })
            {
                (byte Protocol, ushort Selector)[] flows =
                [
                    (PolicyProtocol.Tcp, 80), (PolicyProtocol.Tcp, 83), (PolicyProtocol.Udp, 53), (PolicyProtocol.Udp, 54),
                    ipv6 ? (PolicyProtocol.Icmpv6, (ushort)128) : (PolicyProtocol.Icmp, (ushort)8),
                ];
                foreach ((byte protocol, ushort selector) in flows)
                {
                    PolicyParty a = new(PolicyBench.AddressOf(fromA, ipv6), new PolicyId((ushort)(fromA ? 1 : 2)));
                    PolicyParty b = new(PolicyBench.AddressOf(!fromA, ipv6), new PolicyId((ushort)(fromA ? 2 : 1)));
                    bool expected = PolicyVerdicts.Decide(fabric, new PolicyFlow(a, b, protocol, selector)).IsAllowed;
                    byte[] frame = PolicyBench.Frame(fromA, ipv6, protocol, PolicyBench.HighPort, selector);
                    Assert.True(expected == bench.Reaches(fromA, frame), $"{(fromA ? "A" : "B")} sends {(ipv6 ? "IPv6" : "IPv4")} {protocol}/{selector}: expected {(expected ? "allow" : "deny")}");
                }
            }
        }
    }
}
