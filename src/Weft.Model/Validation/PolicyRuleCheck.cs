using Weft.Wire;

namespace Weft.Model;

/// <summary>Each rule of a policy can match something that no rule before it has taken.</summary>
internal sealed class PolicyRuleCheck(FabricDraft draft, DraftPolicy policy, PolicyDirection direction, FaultList faults)
{
    /// <summary>Longer lists of rules are not searched for rules that are never reached.</summary>
    private const int SearchedRules = 256;

    public void Check(List<DraftRule> rules)
    {
        long size = 0;
        for (int index = 0; index < rules.Count; index++)
        {
            DraftRule rule = rules[index];
            size += (long)Math.Max(1, rule.Services.Length) * Math.Max(1, rule.Peers.Sum(peer => peer.Flat.Count()));
            CheckPeers(rule);
            if (rule.Services.IsEmpty || rule.Peers.Count == 0)
            {
                continue;
            }

            if (!rule.Services.Any(service => rule.Peers.Exists(peer => Meets(service, peer))))
            {
                faults.Add(
                    FaultCode.RuleMatchesNothing,
                    rule.Span,
                    $"{Name(index)} names {string.Join(", ", rule.Services)} and peers that have no such addresses",
                    "`icmp` is IPv4 and `icmp6` is IPv6; `ping` is the echo request of both");
            }
            else if (rules.Count <= SearchedRules && rules.FindIndex(0, index, earlier => Covers(earlier, rule)) is >= 0 and int before)
            {
                faults.Add(
                    FaultCode.RuleNeverReached,
                    rule.Span,
                    $"{Name(index)} is never reached: rule {before + 1} matches all of it",
                    "put it first, or remove it",
                    new FaultLabel(rules[before].Span, $"rule {before + 1} is here"));
            }
        }

        if (size > draft.Limits.RulesPerPolicy)
        {
            faults.Add(
                FaultCode.TooMany,
                policy.Span,
                $"`{direction.Text()}` of policy `{policy.Name}` makes {size} rules of the packet filter, more than {draft.Limits.RulesPerPolicy}",
                "raise `rules-per-policy` under `limits`, or name prefixes that cover several peers");
        }
    }

    private string Name(int index) => $"rule {index + 1} of `{direction.Text()}` of policy `{policy.Name}`";

    /// <summary>A MAC that no listed host has stands for a host, but nobody knows its addresses.</summary>
    private void CheckPeers(DraftRule rule)
    {
        foreach (DraftMember peer in rule.Peers)
        {
            if (peer.Flat.FirstOrDefault(flat => flat.Mac is { } mac && !draft.Hosts.Exists(host => FabricBuilder.MacOf(host) == mac)) is { } unknown)
            {
                faults.Add(
                    FaultCode.MemberWithoutAddress,
                    peer.Span,
                    $"the peer {(unknown == peer ? "" : $"`{peer.Text}` has ")}{unknown.Text}, and no host of the file tells its addresses",
                    "list the host under `hosts:`, or name its prefix");
            }
        }
    }

    private static bool Meets(PolicyService service, DraftMember peer) =>
        service.Family is not { } family || peer.IsAny || !peer.Flat.All(flat => FamilyOf(flat) is { } own && own != family);

    /// <summary>The only family of a member; null when it has both, or nobody can tell yet.</summary>
    private static AddressFamily? FamilyOf(DraftMember member) =>
        member.Prefix is { } prefix ? prefix.Family : null;

    private static bool Covers(DraftRule earlier, DraftRule rule) =>
        rule.Services.All(service => earlier.Services.Any(other => other.Covers(service)))
        && rule.Peers.TrueForAll(peer => earlier.Peers.Exists(other => Covers(other, peer)));

    private static bool Covers(DraftMember earlier, DraftMember peer) =>
        earlier.IsAny || (earlier.Group is not null && earlier.Group == peer.Group)
        || (!peer.IsAny && peer.Flat.Any() && peer.Flat.All(flat => earlier.Flat.Any(other => CoversOne(other, flat))));

    private static bool CoversOne(DraftMember earlier, DraftMember peer) =>
        earlier.IsAny
        || (earlier.Prefix is { } wide && peer.Prefix is { } narrow && wide.Contains(narrow))
        || (earlier.Subnet is { } subnet && (peer.Subnet == subnet || peer.Host?.Subnet == subnet))
        || (earlier.Host is not null && earlier.Host == peer.Host)
        || (earlier.Client is not null && earlier.Client == peer.Client)
        || (earlier.Mac is { } mac && mac == peer.Mac);
}
