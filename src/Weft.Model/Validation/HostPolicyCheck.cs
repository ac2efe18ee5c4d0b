using Weft.Wire;

namespace Weft.Model;

/// <summary>Policies are for hosts, say something, and no host has two of them.</summary>
internal sealed class HostPolicyCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        if (draft.Policies.Count > draft.Limits.Policies)
        {
            DraftPolicy first = draft.Policies[draft.Limits.Policies];
            faults.Add(FaultCode.TooMany, first.Span, $"{draft.Policies.Count} policies are more than {draft.Limits.Policies}", "raise `policies` under `limits`, or share policies");
        }

        foreach (DraftPolicy policy in draft.Policies)
        {
            foreach (DraftMember target in policy.For)
            {
                CheckTarget(policy, target);
            }

            foreach ((PolicyDirection direction, List<DraftRule> rules) in policy.Directions)
            {
                new PolicyRuleCheck(draft, policy, direction, faults).Check(rules);
            }
        }

        CheckAssignment();
        CheckTracked();
        CheckPriorities();
    }

    // Beyond the host's own leaf the codepoint is all that tells.
    private void CheckPriorities()
    {
        DraftPolicy[] marking = [.. draft.Policies.Where(policy => policy.Quality?.Mark is not null)];
        if (!marking.Any(policy => policy.Quality!.Priority is not null))
        {
            return;
        }

        Dictionary<DiffServCode, DraftPolicy> first = [];
        foreach (DraftPolicy policy in marking)
        {
            DiffServCode mark = policy.Quality!.Mark!.Value;
            if (mark.IsOfNetwork)
            {
                faults.Add(
                    FaultCode.PriorityTwice,
                    policy.Span,
                    $"policy `{policy.Name}` marks {mark}, which the network's own packets go first by",
                    "mark another codepoint, such as `EF` with `priority: 5`");
            }
            else if (mark == DiffServCode.Selector(0) && policy.Quality.Priority is not null)
            {
                faults.Add(
                    FaultCode.PriorityTwice,
                    policy.Span,
                    $"policy `{policy.Name}` gives a priority to {mark}, which packets have that nobody marks",
                    "mark another codepoint, or leave `dscp` out");
            }
            else if (first.TryAdd(mark, policy))
            {
                continue;
            }
            else if (first[mark] is { } other && other.Quality!.Priority != policy.Quality.Priority)
            {
                faults.Add(
                    FaultCode.PriorityTwice,
                    policy.Span,
                    $"policies `{other.Name}` and `{policy.Name}` both mark {mark}, one with {PriorityOf(other)} and one with {PriorityOf(policy)}",
                    "give both the same priority, or one of them another `dscp`",
                    new FaultLabel(other.Span, $"`{other.Name}` is here"));
            }
        }
    }

    private static string PriorityOf(DraftPolicy policy) => policy.Quality?.Priority is { } priority ? $"priority {priority}" : "none";

    private void CheckTracked()
    {
        DraftPolicy? stateful = draft.Policies.Find(policy => policy is { IsStateful: true } && policy.Directions.Any());
        if (stateful is null || draft.Vrfs.Items.Count == 1)
        {
            return;
        }

        (DraftSubnet Subnet, IpPrefix Prefix)[] prefixes =
        [
            .. draft.Subnets.Items.SelectMany(subnet => subnet.Gateways, (subnet, gateway) => (subnet, gateway.Value.Prefix))
                .OrderBy(pair => pair.Prefix.Family).ThenBy(pair => pair.Prefix.Address).ThenBy(pair => pair.Prefix.Length),
        ];

        // Sorted, a prefix that holds another comes before it; what lies between them lies within the first, too.
        Dictionary<DraftVrf, (DraftSubnet Subnet, IpPrefix Prefix)> last = [];
        foreach ((DraftSubnet subnet, IpPrefix prefix) in prefixes.Where(pair => pair.Subnet.Vrf is not null))
        {
            foreach ((DraftVrf vrf, (DraftSubnet other, IpPrefix wide)) in last)
            {
                if (vrf != subnet.Vrf && wide.Overlaps(prefix))
                {
                    faults.Add(
                        FaultCode.TrackedAddressesTwice,
                        stateful.Span,
                        $"policy `{stateful.Name}` is stateful, but subnets `{other.Name}` and `{subnet.Name}` of two VRFs use the same addresses, {prefix}",
                        "renumber one of them, or write `stateful: false` in every policy",
                        new FaultLabel(other.Span, $"`{other.Name}` is here"),
                        new FaultLabel(subnet.Span, $"`{subnet.Name}` is here"));
                    return;
                }
            }

            last[subnet.Vrf!] = last.TryGetValue(subnet.Vrf!, out (DraftSubnet Subnet, IpPrefix Prefix) held) && held.Prefix.Contains(prefix) ? held : (subnet, prefix);
        }
    }

    private static bool IsForHosts(DraftMember target) => target.Flat.Any(flat => flat.Mac is not null || flat.Host is not null || flat.Subnet is not null);

    private void CheckTarget(DraftPolicy policy, DraftMember target)
    {
        foreach (DraftMember flat in target.Flat)
        {
            if (flat.Mac is { } mac && (mac.IsGroup || mac == MacAddress.Zero || mac.IsVirtualRouter))
            {
                faults.Add(
                    FaultCode.MacNotUsable, target.Span, $"{mac} is no host's MAC and cannot have policy `{policy.Name}`", "use a unicast MAC, as in `02:00:00:00:00:01`");
            }
            else if (flat.IsAny || flat.Prefix is not null || flat.Client is not null)
            {
                string what = flat.IsAny ? "every address" : flat.Client is not null ? "a client outside of the fabric" : "a prefix";
                string where = flat == target ? $"`{target.Text}`" : $"group `{target.Text}`, which has `{flat.Text}`";
                faults.Add(
                    FaultCode.PolicyForAddresses,
                    target.Span,
                    $"policy `{policy.Name}` is for {where}: {what}, no host",
                    "name hosts, MACs or subnets");
                return;
            }
        }
    }

    private void CheckAssignment()
    {
        PolicyTargets targets = new(draft);
        HashSet<DraftPolicy> used = [];
        int macs = 0;
        foreach ((MacAddress mac, List<PolicyTarget> words) in targets.Macs)
        {
            Report(words, $"the host with MAC {mac}", used);
            if (++macs == draft.Limits.PolicyHosts + 1)
            {
                faults.Add(
                    FaultCode.TooMany,
                    words[0].Span,
                    $"more than {draft.Limits.PolicyHosts} hosts have a policy by MAC, name or group",
                    "raise `policy-hosts` under `limits`, or give policies to subnets");
            }
        }

        foreach ((DraftSubnet subnet, List<PolicyTarget> words) in targets.Subnets)
        {
            Report(words, $"subnet `{subnet.Name}`", used);
        }

        foreach (DraftPolicy policy in draft.Policies.Where(policy => policy.For.Exists(IsForHosts) && !used.Contains(policy)))
        {
            faults.Add(
                FaultCode.PolicyForNobody, policy.Span, $"all hosts of policy `{policy.Name}` have another one by a more specific word", "remove it, or the other's word");
        }
    }

    private void Report(List<PolicyTarget> words, string whose, HashSet<DraftPolicy> used)
    {
        used.UnionWith(words.Select(word => word.Policy));
        if (words.Count > 1)
        {
            faults.Add(
                FaultCode.PolicyTwice,
                words[1].Span,
                $"{whose} has policy `{words[0].Policy.Name}` and policy `{words[1].Policy.Name}`",
                "remove it from one of them, or give it the right one by a more specific word: MAC, then name, then group, then subnet",
                new FaultLabel(words[0].Span, "the first is here"));
        }
    }
}
