using System.Globalization;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Names of the rule set's parts that belong to policies of hosts.</summary>
public static class PolicyNames
{
    internal const string CounterPrefix = "policy/";

    /// <summary>Counts unicast packets in multicast frames, which would reach a host past its policy.</summary>
    public const string Misaddressed = "policy_misaddressed";

    /// <summary>MACs that were attached a short while ago.</summary>
    internal const string Arrived = "policy_arrived";

    /// <summary>From a MAC to the chain of what its host sends.</summary>
    internal const string MapOut = "policy_of_sender";

    /// <summary>From a MAC to the chain of what its host receives.</summary>
    internal const string MapIn = "policy_of_receiver";

    internal static string Chain(PolicyId policy, PolicyDirection direction) =>
        string.Create(CultureInfo.InvariantCulture, $"policy_{policy.Value}_{direction.Text()}");

    /// <summary>The chain of a logged rule, and the limit of its reports.</summary>
    internal static string Logged(PolicyId policy, PolicyDirection direction, int rule) =>
        string.Create(CultureInfo.InvariantCulture, $"{Chain(policy, direction)}_{rule}");

    internal static string Replies(PolicyId policy, PolicyDirection direction) => Chain(policy, direction) + "_replies";

    internal static string Segment(SegmentId segment, PolicyDirection direction) =>
        string.Create(CultureInfo.InvariantCulture, $"policies_{direction.Text()}_{segment.Value}");

    /// <summary>The counter of a rule, or of what no rule allows: "policy/web/in/2", "policy/web/in/denied".</summary>
    public static string Counter(HostPolicy policy, PolicyDirection direction, int rule) => string.Create(
        CultureInfo.InvariantCulture, $"{CounterPrefix}{policy.Name}/{direction.Text()}/{(rule == 0 ? "denied" : rule.ToString(CultureInfo.InvariantCulture))}");

    /// <summary>The counter of segments that were taken for parts of connections which began at another leaf.</summary>
    public static string ArrivalCounter(HostPolicy policy, PolicyDirection direction) => $"{CounterPrefix}{policy.Name}/{direction.Text()}/arrived";

    /// <summary>The counter of replies to what was allowed.</summary>
    public static string ReplyCounter(HostPolicy policy, PolicyDirection direction) => $"{CounterPrefix}{policy.Name}/{direction.Text()}/replies";
}
