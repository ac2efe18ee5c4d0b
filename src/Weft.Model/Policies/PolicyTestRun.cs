using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Plays a table of policy tests against a fabric, and says which rules it reached.</summary>
public sealed class PolicyTestRun
{
    private readonly Fabric _fabric;
    private readonly HashSet<PolicyRuleKey> _reached = [];

    public PolicyTestRun(Fabric fabric, IEnumerable<PolicyCase> cases)
    {
        _fabric = fabric;
        Results = [.. cases.Select(Play)];
    }

    public ImmutableArray<PolicyCaseResult> Results { get; }

    /// <summary>Rules that no case reaches, in the order of the file.</summary>
    public IEnumerable<PolicyRuleKey> Unreached => Rules().Where(key => !_reached.Contains(key) && ShadowOf(key) is null);

    /// <summary>Rules that nothing can reach, because an earlier one of the same direction matches all of it.</summary>
    public IEnumerable<(PolicyRuleKey Rule, PolicyRule By)> Shadowed =>
        Rules().Select(key => (key, ShadowOf(key))).Where(pair => pair.Item2 is not null).Select(pair => (pair.key, pair.Item2!));

    /// <summary>The flows that a service stands for between two parties.</summary>
    public static IEnumerable<PolicyAttempt> Attempts(Fabric fabric, string from, string to, PolicyService service)
    {
        foreach (PolicyParty sender in PolicyParties.Find(fabric, from))
        {
            foreach (PolicyParty receiver in PolicyParties.Find(fabric, to))
            {
                if (sender.Address.Family != receiver.Address.Family)
                {
                    continue;
                }

                foreach (PolicyService sample in PolicySamples.Of(fabric, service).Where(sample => (sample.Family ?? sender.Address.Family) == sender.Address.Family))
                {
                    PolicyFlow flow = new(sender, receiver, sample.Protocol!.Value, sample.From);
                    yield return new PolicyAttempt(from, to, sample, flow, PolicyVerdicts.Decide(fabric, flow));
                }
            }
        }
    }

    private PolicyCaseResult Play(PolicyCase test)
    {
        ImmutableArray<PolicyAttempt> attempts =
        [
            .. from sender in test.From
               from receiver in test.To
               from service in test.Services
               from attempt in Attempts(_fabric, sender, receiver, service)
               select attempt,
        ];
        foreach (PolicyAttempt attempt in attempts)
        {
            Note(attempt.Verdict.Out);
            if (attempt.Verdict.Out.IsAllowed)
            {
                Note(attempt.Verdict.In);
            }
        }

        return new PolicyCaseResult(test, attempts);
    }

    private void Note(PolicyDecision decision)
    {
        if (decision.Reason is PolicyReason.Rule or PolicyReason.DefaultDeny)
        {
            _reached.Add(new PolicyRuleKey(decision.Policy!.Id, decision.Direction, decision.Rule?.Number ?? 0));
        }
    }

    /// <summary>Every rule and every default deny.</summary>
    private IEnumerable<PolicyRuleKey> Rules() =>
        from policy in _fabric.Policies
        from direction in new[] { PolicyDirection.In, PolicyDirection.Out }
        where policy.Rules(direction) is not null
        from number in policy.Rules(direction)!.Value.Select(rule => rule.Number).Append(0)
        select new PolicyRuleKey(policy.Id, direction, number);

    private PolicyRule? ShadowOf(PolicyRuleKey key)
    {
        ImmutableArray<PolicyRule> rules = _fabric.FindPolicy(key.Policy)!.Rules(key.Direction)!.Value;
        int count = key.Number == 0 ? rules.Length : key.Number - 1;
        PolicyRule? late = key.Number == 0 ? null : rules[key.Number - 1];
        return rules.Take(count).FirstOrDefault(earlier => late is null ? earlier.MatchesEverything : earlier.Covers(late));
    }
}
