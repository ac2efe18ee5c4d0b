namespace Weft.Model;

/// <summary>Rules in words.</summary>
public static class PolicyRuleText
{
    /// <summary>"allow tcp/80, tcp/443 from operators".</summary>
    public static string Says(PolicyRule rule, PolicyDirection direction) =>
        $"{(rule.Action == PolicyAction.Allow ? "allow" : "deny")} {string.Join(", ", rule.Services)} "
        + $"{(direction == PolicyDirection.In ? "from" : "to")} {string.Join(", ", rule.Peers.Select(peer => peer.Text))}"
        + (rule.IsLogged ? ", logged" : "");
}
