using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Writes the bridge-family rule set of a node. The rules are static: what changes while the node runs are elements of
/// sets. Loading it twice keeps the elements.</summary>
public static class FilterRuleSet
{
    private const string RemoveTable = $"add table bridge {FilterNames.Table}\ndelete table bridge {FilterNames.Table}\n";

    /// <summary>The text for libnftables, one transaction. Nodes without segments get none: the text only removes what a predecessor left.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="keepElements">True to keep the sets that exist with their elements; false to start from nothing.</param>
    public static string Write(NodePlan plan, bool keepElements)
    {
        ArgumentNullException.ThrowIfNull(plan);
        SegmentPlan[] segments = [.. plan.Segments.Where(segment => segment.HasGateway)];
        if (segments.Length == 0)
        {
            return RemoveTable;
        }

        CheckNames(plan);
        Dictionary<SegmentId, SegmentRules> rules = segments.ToDictionary(s => s.Id, s => new SegmentRules(s, ForeignOf(plan, s.Id), plan.Fabric));
        PolicyChains policies = new(plan);
        QualityChains qualities = new(plan);
        RuleWriter writer = new();
        writer.Line(keepElements ? $"add table bridge {FilterNames.Table}\nflush table bridge {FilterNames.Table}" : RemoveTable);
        writer.Line($"table bridge {FilterNames.Table} {{");
        WriteSets(writer, plan, segments, rules);
        policies.WriteSets(writer);
        qualities.WriteSets(writer);
        foreach (SegmentPlan segment in segments)
        {
            rules[segment.Id].WriteChains(writer);
        }

        Dictionary<PortIndex, Dictionary<SegmentId, GuardRules>> guards = WriteGuards(writer, plan, segments, rules);
        BaseChains.Write(writer, plan, rules, guards);
        policies.WriteChains(writer);
        qualities.WriteChains(writer);
        writer.Line("}");
        WriteGateways(writer, plan, segments);
        policies.WriteElements(writer);
        qualities.WriteElements(writer);
        return writer.ToString();
    }

    private static void WriteSets(
        RuleWriter writer, NodePlan plan, SegmentPlan[] segments, Dictionary<SegmentId, SegmentRules> rules)
    {
        foreach (string counter in FilterNames.Counters)
        {
            writer.Line($"  counter {counter} {{ }}");
        }

        writer.Line($"  set {FilterNames.Alive} {{ type ether_type; flags timeout; }}");
        foreach (VrfId vrf in VrfsOf(segments))
        {
            writer.Line($"  set {FilterNames.Gateways4(vrf)} {{ type ipv4_addr; }}");
            writer.Line($"  set {FilterNames.Gateways6(vrf)} {{ type ipv6_addr; }}");
        }

        writer.Line("  " + ReportBudget.Of(plan.Fabric).Set(plan.Ports.Count(port => port.FacesHosts)));
        foreach (SegmentPlan segment in segments)
        {
            rules[segment.Id].WriteSets(writer);
            if (GuardedPorts(plan, segment.Id).Count() is > 0 and int ports)
            {
                GuardRules.WriteSets(writer, segment.Id, ports);
            }
        }

        int guarded = plan.Ports.Count(port => port.IsGuarded);
        if (guarded > 0)
        {
            GuardRules.WriteNodeSets(writer, guarded);
        }
    }

    private static IEnumerable<PortPlan> GuardedPorts(NodePlan plan, SegmentId segment) =>
        plan.Ports.Where(port => port.IsGuarded && port.Segments.Any(member => member.Segment == segment));

    /// <summary>Writes the chains of guarded and of monitored ports where there are any; returns which chains a port's frames go to.</summary>
    private static Dictionary<PortIndex, Dictionary<SegmentId, GuardRules>> WriteGuards(
        RuleWriter writer, NodePlan plan, SegmentPlan[] segments, Dictionary<SegmentId, SegmentRules> rules)
    {
        Dictionary<PortIndex, Dictionary<SegmentId, GuardRules>> guards = plan.Ports.Where(port => port.IsGuarded).ToDictionary(
            port => port.Index, _ => new Dictionary<SegmentId, GuardRules>());
        foreach (SegmentPlan segment in segments)
        {
            foreach (IGrouping<bool, PortPlan> alike in GuardedPorts(plan, segment.Id).GroupBy(port => port.IsMonitored).OrderBy(group => group.Key))
            {
                GuardRules made = new(rules[segment.Id], segment, alike.Key, alike.Where(port => port.ServesDhcp).Select(port => port.Name));
                made.WriteChains(writer, plan.Fabric.Limits.BroadcastsPerPort);
                foreach (PortPlan port in alike)
                {
                    guards[port.Index][segment.Id] = made;
                }
            }
        }

        return guards;
    }

    // Outside of the table's block: the sets may hold elements of an older fabric file, which go first.
    private static void WriteGateways(RuleWriter writer, NodePlan plan, SegmentPlan[] segments)
    {
        foreach (VrfId vrf in VrfsOf(segments))
        {
            IEnumerable<IpAddress> gateways = GatewaysOf(plan.Fabric, vrf);
            WriteElements(writer, FilterNames.Gateways4(vrf), gateways.Where(address => address.IsIpv4));
            WriteElements(writer, FilterNames.Gateways6(vrf), gateways.Where(address => address.IsIpv6));
        }
    }

    /// <summary>The match of an ND message whose target is a gateway of a VRF. nft has no name for the field, and compares it with numbers only.</summary>
    internal static string NeighborTargets(Fabric fabric, VrfId vrf) =>
        "@th,64,128 { " + string.Join(", ", GatewaysOf(fabric, vrf).Where(a => a.IsIpv6).Select(a => $"0x{a.Bits:x32}")) + " }";

    private static IEnumerable<IpAddress> GatewaysOf(Fabric fabric, VrfId vrf) => fabric.Subnets
        .Where(subnet => subnet.Vrf.Id == vrf)
        .SelectMany(subnet => subnet.Gateways.Select(gateway => gateway.Address).Append(subnet.GatewayLinkLocal))
        .Distinct().Order();

    private static void WriteElements(RuleWriter writer, string set, IEnumerable<IpAddress> addresses)
    {
        writer.Line($"flush set bridge {FilterNames.Table} {set}");
        string elements = string.Join(", ", addresses);
        if (elements.Length > 0)
        {
            writer.Line($"add element bridge {FilterNames.Table} {set} {{ {elements} }}");
        }
    }

    private static IEnumerable<VrfId> VrfsOf(SegmentPlan[] segments) => segments.Select(segment => segment.Vrf).Distinct().Order();

    /// <summary>Subnets whose hosts may live on a segment although they belong elsewhere; they know their gateway by its own MAC.</summary>
    private static IEnumerable<Subnet> ForeignOf(NodePlan plan, SegmentId segment) =>
        plan.Ports.Where(port => port.FacesHosts && port.Segments.Any(s => s.Segment == segment)).SelectMany(port => port.Foreign);

    // Names end up between quotes in the rules, where a star at the end is a wildcard.
    private static void CheckNames(NodePlan plan)
    {
        foreach (PortPlan port in plan.Ports)
        {
            if (port.Name.AsSpan().IndexOfAny("\"*\\") >= 0 || port.Name.Any(char.IsWhiteSpace))
            {
                throw new ArgumentException($"'{port.Name}' is not a usable interface name", nameof(plan));
            }
        }
    }
}
