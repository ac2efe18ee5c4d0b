using System.Text;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Verdicts for people.</summary>
/// <param name="paint">Colours.</param>
/// <param name="file">The fabric file, for the places of rules.</param>
internal sealed class PolicyTestText(Paint paint, string file)
{
    /// <summary>Tests that hold and are shown unless all are asked for.</summary>
    private const int ShownPasses = 10;

    /// <summary>Flows of one test that are shown.</summary>
    private const int ShownFlows = 4;

    /// <summary>The answer to one question, for each pair of addresses.</summary>
    public string One(IReadOnlyList<PolicyAttempt> attempts)
    {
        StringBuilder text = new();
        foreach (PolicyAttempt attempt in attempts)
        {
            string verdict = attempt.Verdict.IsAllowed ? "allow" : paint.Red("deny");
            text.Append($"{attempt.From} {attempt.Flow.From.Address} -> {attempt.To} {attempt.Flow.To.Address} {attempt.Service}: {paint.Bold(verdict)}\n");
            AppendDecision(text, "sender  ", attempt.Verdict.Out);
            if (attempt.Verdict.Out.IsAllowed)
            {
                AppendDecision(text, "receiver", attempt.Verdict.In);
            }
        }

        return text.ToString();
    }

    /// <summary>A whole table, and the rules that it leaves out.</summary>
    public string Table(Fabric fabric, PolicyTestRun run, bool showAll)
    {
        StringBuilder text = new();
        int width = run.Results.Max(result => result.Case.Name.Length);
        int passed = 0;
        foreach (PolicyCaseResult result in run.Results)
        {
            if (!result.Passed)
            {
                AppendFailure(text, result, width);
            }
            else if (passed++ < ShownPasses || showAll)
            {
                text.Append($"  PASS  {result.Case.Name.PadRight(width)}  {Flow(result.Attempts[0])}\n");
            }
        }

        if (passed > ShownPasses && !showAll)
        {
            text.Append($"  PASS  ... {passed - ShownPasses} more, --all shows them\n");
        }

        text.Append($"\n{passed} of {run.Results.Length} as expected, {run.Results.Sum(result => result.Attempts.Length)} flows.\n");
        AppendCoverage(text, fabric, run);
        return text.ToString();
    }

    private static string Flow(PolicyAttempt attempt) =>
        $"{attempt.From} -> {attempt.To}  {attempt.Service}  {(attempt.Verdict.IsAllowed ? "allow" : "deny")}  {Because(attempt.Verdict)}";

    private static string Because(PolicyVerdict verdict) =>
        verdict.Out.IsAllowed
            ? string.Join(", ", new[] { verdict.Out, verdict.In }.Where(decision => decision.Reason != PolicyReason.NoPolicy).Select(PolicyVerdictText.Short).DefaultIfEmpty("no policy"))
            : PolicyVerdictText.Short(verdict.Out);

    private void AppendFailure(StringBuilder text, PolicyCaseResult result, int width)
    {
        if (result.Attempts.IsEmpty)
        {
            text.Append($"  {paint.Red("FAIL")}  {result.Case.Name.PadRight(width)}  its parties have no addresses of one family for the service\n");
            return;
        }

        PolicyAttempt[] unexpected = [.. result.Unexpected];
        foreach (PolicyAttempt attempt in unexpected.Take(ShownFlows))
        {
            text.Append($"  {paint.Red("FAIL")}  {result.Case.Name.PadRight(width)}  {Flow(attempt)}, expected {(result.Case.IsAllowed ? "allow" : "deny")}\n");
            PolicyDecision decisive = attempt.Verdict.Decisive;
            string? detail = decisive.Rule is { } rule
                ? $"{(decisive.IsAllowed ? "allowed" : "denied")} by  {PolicyVerdictText.Name(decisive.Policy!, decisive.Direction, rule)}, {file}:{rule.Line}"
                : PolicyVerdictText.Nearest(decisive);
            if (detail is not null)
            {
                text.Append($"          {detail}\n");
            }
        }

        if (unexpected.Length > ShownFlows)
        {
            text.Append($"          and {unexpected.Length - ShownFlows} more flows of this test\n");
        }
    }

    private void AppendDecision(StringBuilder text, string whose, PolicyDecision decision)
    {
        string place = decision.Rule is { } rule ? $", {file}:{rule.Line}" : "";
        text.Append($"  {whose}  {PolicyVerdictText.Nearest(decision) ?? PolicyVerdictText.Short(decision) + place}\n");
    }

    private void AppendCoverage(StringBuilder text, Fabric fabric, PolicyTestRun run)
    {
        foreach ((PolicyRuleKey key, PolicyRule by) in run.Shadowed)
        {
            text.Append($"never hit   {Name(fabric, key)}: rule {by.Number} matches all of it\n");
        }

        foreach (PolicyRuleKey key in run.Unreached)
        {
            text.Append($"no case     {Name(fabric, key)}\n");
        }
    }

    private string Name(Fabric fabric, PolicyRuleKey key)
    {
        HostPolicy policy = fabric.FindPolicy(key.Policy)!;
        return key.Number == 0
            ? $"{policy.Name} {key.Direction.Text()}: what no rule allows"
            : $"{PolicyVerdictText.Name(policy, key.Direction, policy.Rules(key.Direction)!.Value[key.Number - 1])}, {file}:{policy.Rules(key.Direction)!.Value[key.Number - 1].Line}";
    }
}
