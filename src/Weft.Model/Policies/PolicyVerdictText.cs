namespace Weft.Model;

/// <summary>Decisions in words.</summary>
public static class PolicyVerdictText
{
    /// <summary>"frontend in rule 2 (https)".</summary>
    public static string Name(HostPolicy policy, PolicyDirection direction, PolicyRule rule) =>
        $"{policy.Name} {direction.Text()} rule {rule.Number}{(rule.Name.Length > 0 ? $" ({rule.Name})" : "")}";

    /// <summary>What decided, short enough for a table: "database in rule 1", "backend out: no rule", "no policy".</summary>
    public static string Short(PolicyDecision decision) => decision.Reason switch
    {
        PolicyReason.NoPolicy => "no policy",
        PolicyReason.Unrestricted => $"{decision.Policy!.Name} has no {decision.Direction.Text()} rules",
        PolicyReason.Exempt => $"{decision.Policy!.Name} {decision.Direction.Text()}: always passes",
        PolicyReason.Rule => Name(decision.Policy!, decision.Direction, decision.Rule!),
        _ => $"{decision.Policy!.Name} {decision.Direction.Text()}: no rule",
    };

    /// <summary>The whole sentence of a default deny: "no rule of database in allows it; nearest is rule 3, the port differs". Otherwise null.</summary>
    public static string? Nearest(PolicyDecision decision)
    {
        if (decision.Reason != PolicyReason.DefaultDeny)
        {
            return null;
        }

        string sentence = $"no rule of {decision.Policy!.Name} {decision.Direction.Text()} allows it";
        return decision.Near is not { } near
            ? $"{sentence}: it allows nothing"
            : $"{sentence}; nearest is rule {near.Rule.Number}{(near.Rule.Name.Length > 0 ? $" ({near.Rule.Name})" : "")} on line {near.Rule.Line}, {Word(near.Difference)}";
    }

    private static string Word(PolicyDifference difference) => difference switch
    {
        PolicyDifference.Port => "the port or type differs",
        PolicyDifference.Peer => "the peer differs",
        PolicyDifference.Protocol => "the protocol differs",
        _ => "peer and service differ",
    };
}
