using System.Globalization;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Names of the rule set's parts that belong to the rates and marks of policies.</summary>
public static class QualityNames
{
    /// <summary>Counts what was above the rate of its host: "policy/web/out/over".</summary>
    public static string Counter(HostPolicy policy, PolicyDirection direction) => $"{PolicyNames.CounterPrefix}{policy.Name}/{direction.Text()}/over";

    /// <summary>From a MAC to the chain of its policy.</summary>
    internal static string Map(PolicyDirection direction) => $"quality_by_mac_{direction.Text()}";

    internal static string Chain(PolicyId policy, PolicyDirection direction) =>
        string.Create(CultureInfo.InvariantCulture, $"quality_{policy.Value}_{direction.Text()}");

    internal static string Segment(SegmentId segment, PolicyDirection direction) =>
        string.Create(CultureInfo.InvariantCulture, $"qualities_{direction.Text()}_{segment.Value}");

    /// <summary>The hosts of a policy that are counted, each by itself.</summary>
    internal static string Hosts(PolicyId policy, PolicyDirection direction) => Chain(policy, direction) + "_hosts";
}
