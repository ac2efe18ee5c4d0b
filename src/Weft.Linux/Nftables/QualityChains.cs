using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Rates and marks of policies. What a host sends is counted and marked where it comes in, behind the rules; what it receives is counted where it goes
/// out. As with the rules all of it is static, and the same at every leaf: a host is counted from its first frame on.</summary>
/// <remarks>The kernel's bucket of octets holds what passes in one second.</remarks>
internal sealed class QualityChains
{
    // Behind the rules of policies: what they drop counts nowhere.
    private const int PriorityFrom = -99;
    private const int PriorityTo = 1;

    private readonly Fabric _fabric;
    private readonly ImmutableArray<KeyValuePair<SegmentId, SegmentPolicies>> _segments;
    private readonly PolicyDispatch _dispatch;
    private readonly string[] _hostPorts;

    public QualityChains(NodePlan plan)
    {
        _fabric = plan.Fabric;
        _segments = [.. SegmentPolicies.OfNode(plan).Where(segment => segment.Value.Shapes)];
        _hostPorts = [.. plan.Ports.Where(port => port.FacesHosts).Select(port => port.Name)];
        _dispatch = new PolicyDispatch(plan, [.. _segments.Select(segment => segment.Key)], QualityNames.Map, QualityNames.Segment, Target);
    }

    /// <summary>The directions in which anything is counted or marked here.</summary>
    private IEnumerable<PolicyDirection> Directions => _segments.IsEmpty
        ? []
        : new[] { PolicyDirection.In, PolicyDirection.Out }.Where(direction => _fabric.Policies.Any(policy => policy.Quality?.Concerns(direction) == true));

    /// <summary>Counters, maps, and the sets of counted hosts, at the beginning of the table.</summary>
    public void WriteSets(RuleWriter writer)
    {
        foreach (PolicyDirection direction in Directions)
        {
            _dispatch.WriteMap(writer, direction);
            foreach (HostPolicy policy in Limited(direction))
            {
                writer.Line($"  counter {QualityNames.Counter(policy, direction)} {{ }}");
                writer.Line(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  set {QualityNames.Hosts(policy.Id, direction)} {{ type ether_addr; flags dynamic,timeout; size {PolicyQuality.CountedHosts}; timeout {PolicyQuality.Silence.TotalSeconds:0}s; }}"));
            }
        }
    }

    /// <summary>The chains of policies and segments, and those that the kernel calls.</summary>
    public void WriteChains(RuleWriter writer)
    {
        foreach (PolicyDirection direction in Directions)
        {
            foreach (HostPolicy policy in _fabric.Policies.Where(policy => policy.Quality?.Concerns(direction) == true))
            {
                writer.Chain(QualityNames.Chain(policy.Id, direction), Policy(policy, policy.Quality!, direction));
            }

            foreach ((SegmentId id, SegmentPolicies segment) in _segments)
            {
                writer.Chain(QualityNames.Segment(id, direction), _dispatch.Segment(segment, direction));
            }

            if (direction == PolicyDirection.In)
            {
                writer.Chain("quality_to_hosts", [RuleWriter.Hook("forward", PriorityTo), .. _dispatch.Ports("oifname", direction)]);
                writer.Chain("quality_routed_to_hosts", [RuleWriter.Hook("output", PriorityTo), .. _dispatch.Ports("oifname", direction)]);
            }
        }

        string[] fromHosts = [.. ClearMarks(), .. Directions.Contains(PolicyDirection.Out) ? _dispatch.Ports("iifname", PolicyDirection.Out) : []];
        if (fromHosts.Length > 0)
        {
            writer.Chain("quality_from_hosts", [RuleWriter.Hook("prerouting", PriorityFrom), .. fromHosts]);
        }
    }

    /// <summary>Outside of the table's block. Hosts are counted anew: their elements hold the rate of an older fabric file.</summary>
    public void WriteElements(RuleWriter writer)
    {
        foreach (PolicyDirection direction in Directions)
        {
            _dispatch.WriteElements(writer, direction);
            foreach (HostPolicy policy in Limited(direction))
            {
                writer.Line($"flush set bridge {FilterNames.Table} {QualityNames.Hosts(policy.Id, direction)}");
            }
        }
    }

    private IEnumerable<HostPolicy> Limited(PolicyDirection direction) => _fabric.Policies.Where(policy => policy.Quality?.Limit(direction) is not null);

    /// <summary>Codepoints that give a priority belong to those whose policy writes them: what others send with one loses it. Comes before those are marked.</summary>
    private IEnumerable<string> ClearMarks()
    {
        if (_fabric.Priorities.IsEmpty || _hostPorts.Length == 0)
        {
            yield break;
        }

        string codes = string.Join(", ", _fabric.Priorities.Select(item => item.Code.Value.ToString(CultureInfo.InvariantCulture)));
        string names = string.Join(", ", _hostPorts.Select(port => $"\"{port}\""));
        foreach (string protocol in new[] { "ip", "ip6" })
        {
            yield return $"meta protocol {protocol} {protocol} dscp {{ {codes} }} iifname {{ {names} }} {protocol} dscp set 0";
        }
    }

    private string? Target(PolicyId policy, PolicyDirection direction) =>
        _fabric.FindPolicy(policy)?.Quality?.Concerns(direction) == true ? $"goto {QualityNames.Chain(policy, direction)}" : null;

    private static IEnumerable<string> Policy(HostPolicy policy, PolicyQuality quality, PolicyDirection direction)
    {
        if (quality.Limit(direction) is { } rate)
        {
            // Counted, these would be lost with the rest, and a host that is above its rate would lose its neighbours and its lease.
            foreach (string exempt in PolicyChains.Exempt(direction))
            {
                yield return exempt + " accept";
            }

            if (direction == PolicyDirection.In)
            {
                yield return $"{RuleWriter.ToMany} accept";
            }

            string field = direction == PolicyDirection.Out ? "saddr" : "daddr";

            // A set that is full takes nobody in: those who found no room in it share a rate.
            string hosts = QualityNames.Hosts(policy.Id, direction);
            string over = string.Create(CultureInfo.InvariantCulture, $"limit rate over {rate.OctetsPerSecond} bytes/second");
            string drop = $"counter name {QualityNames.Counter(policy, direction)} drop";
            yield return $"update @{hosts} {{ ether {field} {over} }} {drop}";
            yield return $"ether {field} != @{hosts} {over} {drop}";
        }

        if (quality.Mark is { } mark && direction == PolicyDirection.Out)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"meta protocol ip ip dscp set {mark.Value}");
            yield return string.Create(CultureInfo.InvariantCulture, $"meta protocol ip6 ip6 dscp set {mark.Value}");
        }
    }
}
