using System.Collections.Immutable;
using CsCheck;
using Weft.Wire;

namespace Weft.Model.Tests;

/// <summary>Verdicts, and the rule that they name.</summary>
public sealed class PolicyVerdictTests
{
    private static readonly string[] s_services = ["any", "tcp", "tcp/80", "tcp/80-90", "udp/53", "icmp", "icmp6/echo-request", "ping", "proto/47"];
    private static readonly string[] s_prefixes = ["10.0.0.0/8", "10.1.0.0/24", "10.1.0.1/32", "2001:db8::/32", "0.0.0.0/0"];
    private static readonly string[] s_addresses = ["10.1.0.1", "10.1.0.2", "10.2.0.1", "192.0.2.1", "2001:db8::1", "2001:db9::1"];
    private static readonly byte[] s_protocols = [PolicyProtocol.Tcp, PolicyProtocol.Udp, PolicyProtocol.Icmp, PolicyProtocol.Icmpv6, 47];
    private static readonly ushort[] s_selectors = [0, 8, 53, 79, 80, 90, 91, 128];

    [Fact]
    public void The_verdict_is_that_of_a_naive_reading_of_the_rules() =>
        Gen.Select(Rules(), Gen.Int[0, s_addresses.Length - 1], Gen.Int[0, s_protocols.Length - 1], Gen.Int[0, s_selectors.Length - 1])
            .Sample((rules, address, protocol, selector) =>
            {
                IpAddress peer = IpAddress.Parse(s_addresses[address]);
                (byte number, ushort port) = (s_protocols[protocol], s_selectors[selector]);
                PolicyDecision decision = PolicyVerdicts.Decide(Policy(rules), PolicyDirection.In, peer, number, port);
                if (rules is not { } list)
                {
                    Assert.Equal(PolicyReason.Unrestricted, decision.Reason);
                    return;
                }

                if (PolicyExemptions.IsDiscovery(number, port))
                {
                    Assert.Equal(PolicyReason.Exempt, decision.Reason);
                    return;
                }

                int first = list.ToList().FindIndex(rule => NaivelyMatches(rule, peer, number, port));
                Assert.Equal(first >= 0 && list[first].Action == PolicyAction.Allow, decision.IsAllowed);
                Assert.Equal(first >= 0 ? list[first] : null, decision.Rule);
                Assert.Equal(first >= 0 ? PolicyReason.Rule : PolicyReason.DefaultDeny, decision.Reason);
                Assert.Equal(first < 0 && list.Any(rule => rule.Action == PolicyAction.Allow), decision.Near is not null);
            });

    [Fact]
    public void A_rule_that_covers_another_leaves_nothing_for_it() =>
        Gen.Select(Rule(), Rule(), Gen.Int[0, s_addresses.Length - 1], Gen.Int[0, s_protocols.Length - 1], Gen.Int[0, s_selectors.Length - 1])
            .Sample((wide, narrow, address, protocol, selector) =>
            {
                IpAddress peer = IpAddress.Parse(s_addresses[address]);
                (byte number, ushort port) = (s_protocols[protocol], s_selectors[selector]);
                Assert.False(wide.Covers(narrow) && narrow.Matches(peer, number, port) && !wide.Matches(peer, number, port));
            });

    [Theory]
    [InlineData("web1", "app1", "tcp/8080", true, "backend in rule 1")]
    [InlineData("app1", "db1", "tcp/5432", true, "database in rule 1")]
    [InlineData("app1", "web1", "tcp/80", false, "backend out rule 2")]
    [InlineData("ext", "web1", "tcp/443", true, "frontend in rule 1 (http)")]
    [InlineData("10.1.0.11", "10.2.0.99", "tcp/8080", true, "backend in rule 1")]
    [InlineData("web1", "ext", "udp/4500", true, "no policy")]
    public void A_verdict_names_its_rule(string from, string to, string service, bool isAllowed, string rule)
    {
        Fabric fabric = ExampleFabrics.Load("three-tier");
        Assert.True(PolicyServiceText.TryParse(service, out ImmutableArray<PolicyService> services));
        PolicyAttempt[] attempts = [.. PolicyTestRun.Attempts(fabric, from, to, services[0])];
        Assert.NotEmpty(attempts);
        Assert.All(attempts, attempt => Assert.Equal((isAllowed, rule), (attempt.Verdict.IsAllowed, PolicyVerdictText.Short(attempt.Verdict.Decisive))));
    }

    [Theory]
    [InlineData("web1", "db1", "tcp/5432", "no rule of database in allows it; nearest is rule 1 on line 50, the peer differs")]
    [InlineData("web1", "app1", "tcp/81", "no rule of backend in allows it; nearest is rule 1 on line 41, the port or type differs")]
    [InlineData("web1", "app1", "udp/8080", "no rule of backend in allows it; nearest is rule 1 on line 41, the protocol differs")]
    [InlineData("jump", "app1", "tcp/8080", "no rule of backend in allows it; nearest is rule 2 on line 42, the port or type differs")]
    public void A_default_deny_names_the_nearest_rule(string from, string to, string service, string sentence)
    {
        Assert.True(PolicyServiceText.TryParse(service, out ImmutableArray<PolicyService> services));
        PolicyAttempt attempt = PolicyTestRun.Attempts(ExampleFabrics.Load("three-tier"), from, to, services[0]).First();
        Assert.Equal(sentence, PolicyVerdictText.Nearest(attempt.Verdict.Decisive));
    }

    private static bool NaivelyMatches(PolicyRule rule, IpAddress peer, byte protocol, ushort selector) =>
        (from service in rule.Services
         from candidate in rule.Peers
         where candidate.Prefixes.IsEmpty || candidate.Prefixes.Any(prefix => prefix.Contains(peer))
         where service.Protocol is null || service.Protocol == protocol
         where service.Protocol is null || (service.From <= selector && selector <= service.To)
         where service.Protocol != PolicyProtocol.Icmp || peer.IsIpv4
         where service.Protocol != PolicyProtocol.Icmpv6 || peer.IsIpv6
         select rule).Any();

    private static HostPolicy Policy(ImmutableArray<PolicyRule>? rules) =>
        new() { Id = new PolicyId(1), Name = "p", IsStateful = true, In = rules, Out = null, Line = 1 };

    private static Gen<PolicyRule> Rule() => Gen.Select(
        Gen.Bool, Gen.Int[0, s_services.Length - 1].Array[1, 3], Gen.Int[-1, s_prefixes.Length - 1].Array[1, 2], (allow, services, peers) => new PolicyRule
        {
            Number = 1,
            Action = allow ? PolicyAction.Allow : PolicyAction.Deny,
            Services = [.. services.SelectMany(index => PolicyServiceText.TryParse(s_services[index], out ImmutableArray<PolicyService> read) ? read : [])],
            Peers = [.. peers.Select(index => index < 0 ? PolicyPeer.Any : new PolicyPeer(s_prefixes[index], [IpPrefix.Parse(s_prefixes[index])]))],
            Line = 1,
        });

    private static Gen<ImmutableArray<PolicyRule>?> Rules() => Gen.Select(Gen.Int[0, 9], Rule().Array[0, 5], (open, rules) =>
        open == 0 ? (ImmutableArray<PolicyRule>?)null : [.. rules.Select((rule, index) => rule with { Number = index + 1 })]);
}
