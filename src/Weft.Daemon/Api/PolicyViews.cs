using System.Collections.Immutable;
using System.Globalization;
using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>The table of access policies with what each rule took.</summary>
internal sealed class PolicyViews(NodePlan plan, NodeCore core, FilterSets filters)
{
    private readonly Dictionary<SegmentId, SegmentPolicies> _segments = new(SegmentPolicies.OfNode(plan));

    public ImmutableArray<PolicyReport> Policies()
    {
        Dictionary<string, long> counters = new(filters.ReadCounters());
        ILookup<PolicyId, AttachedMacKey> hosts = core.Switch.Tables.AttachedMacs.Rows.Keys.ToLookup(PolicyOf);
        ImmutableArray<PolicyReport>.Builder rows = ImmutableArray.CreateBuilder<PolicyReport>();
        foreach (HostPolicy policy in plan.Fabric.Policies)
        {
            int count = hosts[policy.Id].Count();
            foreach (PolicyDirection direction in new[] { PolicyDirection.In, PolicyDirection.Out })
            {
                AddRules(rows, policy, direction, count, counters);
            }
        }

        return rows.ToImmutable();
    }

    private void AddRules(
        ImmutableArray<PolicyReport>.Builder rows, HostPolicy policy, PolicyDirection direction, int hosts, Dictionary<string, long> counters)
    {
        PolicyReport row = new()
        {
            Node = plan.Node.Name,
            Policy = policy.Name,
            Direction = direction.Text(),
            Rule = "",
            Says = "",
            Line = policy.Line,
            Hosts = hosts,
            Packets = 0,
        };
        if (policy.Quality?.Limit(direction) is { } rate)
        {
            rows.Add(row with { Rule = "over", Says = $"drop above {rate}", Packets = counters.GetValueOrDefault(QualityNames.Counter(policy, direction)) });
        }

        if (policy.Rules(direction) is not { } rules)
        {
            return;
        }

        foreach (PolicyRule rule in rules)
        {
            rows.Add(row with
            {
                Rule = rule.Number.ToString(CultureInfo.InvariantCulture),
                Name = rule.Name.Length > 0 ? rule.Name : null,
                Says = PolicyRuleText.Says(rule, direction),
                Line = rule.Line,
                Packets = counters.GetValueOrDefault(PolicyNames.Counter(policy, direction, rule.Number)),
            });
        }

        rows.Add(row with { Rule = "replies", Says = "allow answers", Packets = counters.GetValueOrDefault(PolicyNames.ReplyCounter(policy, direction)) });
        if (policy.IsStateful)
        {
            rows.Add(row with
            {
                Rule = "arrived",
                Says = "allow connections of hosts that just came",
                Packets = counters.GetValueOrDefault(PolicyNames.ArrivalCounter(policy, direction)),
            });
        }

        rows.Add(row with { Rule = "denied", Says = "deny everything else", Packets = counters.GetValueOrDefault(PolicyNames.Counter(policy, direction, 0)) });
    }

    private PolicyId PolicyOf(AttachedMacKey key)
    {
        PolicyId own = plan.Fabric.PolicyAssignment.OfMac(key.Mac);
        return own.IsNone && _segments.TryGetValue(key.Segment, out SegmentPolicies? segment) ? segment.Own : own;
    }
}
