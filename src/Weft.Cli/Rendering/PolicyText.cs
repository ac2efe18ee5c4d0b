using System.Text;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Policies for people.</summary>
internal static class PolicyText
{
    /// <summary>Hosts named of one policy.</summary>
    private const int ShownHosts = 12;

    public static string All(Fabric fabric) =>
        fabric.Policies.IsEmpty ? "this fabric has no policies: hosts may send and receive everything\n" : string.Join('\n', fabric.Policies.Select(policy => One(fabric, policy)));

    public static string One(Fabric fabric, HostPolicy policy)
    {
        StringBuilder text = new();
        text.Append($"{policy.Name}   {(policy.IsStateful ? "replies pass by their connection" : "replies pass by their ports (stateful: false)")}   line {policy.Line}\n");
        text.Append($"  for   {Hosts(fabric, policy)}\n");
        foreach (PolicyDirection direction in new[] { PolicyDirection.In, PolicyDirection.Out })
        {
            AppendRules(text, policy, direction);
        }

        if (policy.Quality is { } quality)
        {
            text.Append($"  qos   each host: {quality}\n");
        }

        return text.ToString();
    }

    private static string Hosts(Fabric fabric, HostPolicy policy)
    {
        string[] names =
        [
            .. fabric.Subnets.Where(subnet => fabric.PolicyAssignment.OfSubnet(subnet) == policy.Id).Select(subnet => $"subnet {subnet.Name}"),
            .. fabric.PolicyAssignment.Macs.Where(own => own.Policy == policy.Id)
                .Select(own => fabric.Hosts.FirstOrDefault(host => host.Mac == own.Mac)?.Name ?? own.Mac.ToString()),
        ];
        string shown = string.Join(", ", names.Take(ShownHosts));
        return names.Length > ShownHosts ? $"{shown} and {names.Length - ShownHosts} more" : names.Length == 0 ? "nobody" : shown;
    }

    private static void AppendRules(StringBuilder text, HostPolicy policy, PolicyDirection direction)
    {
        if (policy.Rules(direction) is not { } rules)
        {
            text.Append($"  {direction.Text(),-3}   everything passes\n");
            return;
        }

        foreach (PolicyRule rule in rules)
        {
            string name = rule.Name.Length > 0 ? $"   ({rule.Name})" : "";
            text.Append($"  {direction.Text(),-3} {rule.Number,2}  {PolicyRuleText.Says(rule, direction)}{name}\n");
        }

        text.Append($"  {direction.Text(),-3}  -  deny  everything else\n");
    }
}
