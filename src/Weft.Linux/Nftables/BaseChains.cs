using Weft.Model;

namespace Weft.Linux;

/// <summary>The chains that the kernel calls. They look at the port and the tag and go to the chains of the frame's segment.</summary>
internal static class BaseChains
{
    // Before the kernel's own bridge filters (priority -200 is where the family puts them by name).
    private const int Priority = -200;

    // Frames with a length instead of a type (ETH_P_802_2), to the groups of bridges and of Cisco's tree for each VLAN. Those of provider bridges never pass.
    private const string BridgeFrames = "0x0004";
    private const string BridgeGroups = "{ 01:80:c2:00:00:00, 01:00:0c:cc:cc:cd }";

    public static void Write(
        RuleWriter writer,
        NodePlan plan,
        Dictionary<SegmentId, SegmentRules> rules,
        Dictionary<PortIndex, Dictionary<SegmentId, GuardRules>> guards)
    {
        string[] bridged = [.. plan.Ports.Where(IsBridged).Select(port => port.Name)];
        string[] switches = [.. plan.Ports.Where(port => port.Kind == PortKind.Interswitch).Select(port => port.Name)];
        writer.Chain("prerouting", [
            RuleWriter.Hook("prerouting", Priority),
            .. Bridges(plan),
            .. Dispatch("iifname", plan, IsBridged, rules, (port, segment) => FromPort(port, segment, guards), bridged),
        ]);
        if (switches.Length > 0)
        {
            // Every hook costs each packet something, so there are none without a use.
            writer.Chain("forwarding", [
                RuleWriter.Hook("forward", Priority),
                .. Dispatch("oifname", plan, port => port.Kind == PortKind.Interswitch, rules, (_, segment) => segment.ToSwitches, []),
            ]);
        }

        writer.Chain("delivering", [RuleWriter.Hook("input", Priority), "meta protocol ip accept", .. Input(plan, rules, switches)]);

        // Every routed frame comes past here: what is no ARP fails one comparison and is through.
        writer.Chain("sending_arp", [
            .. switches.Length > 0 ? [$"oifname {Names(switches)} meta protocol arp drop"] : Array.Empty<string>(),
            .. Dispatch("oifname", plan, port => port.FacesHosts, rules, (_, segment) => segment.ToHosts, []),
        ]);
        writer.Chain("sending", [RuleWriter.Hook("output", Priority), "meta protocol arp goto sending_arp"]);
    }

    private static string FromPort(PortPlan port, SegmentRules segment, Dictionary<PortIndex, Dictionary<SegmentId, GuardRules>> guards) =>
        !port.FacesHosts ? segment.FromSwitches
        : guards.TryGetValue(port.Index, out Dictionary<SegmentId, GuardRules>? own) && own.TryGetValue(segment.Id, out GuardRules? guard) ? guard.FromHosts
        : segment.FromHosts;

    // From a trusted port where they do not pass; other frames fail the first comparison. Guarded ports' chains have rules for all that is no host's.
    private static IEnumerable<string> Bridges(NodePlan plan)
    {
        string[] ports = [.. plan.Ports.Where(port => port is { FacesHosts: true, IsGuarded: false, Bpdu: not PortBpdu.Pass }).Select(port => port.Name)];
        return ports.Length == 0 ? [] : [$"meta protocol {BridgeFrames} iifname {Names(ports)} ether daddr {BridgeGroups} counter name {FilterNames.BridgeProtocol} drop"];
    }

    private static bool IsBridged(PortPlan port) => port.FacesHosts || port.Kind == PortKind.Interswitch;

    // While the daemon lives it answers ARP and ND itself, from packet sockets. The kernel sees the questions only when the
    // daemon has not renewed its elements; even then it must not take part in duplicate address detection of hosts' addresses.
    private static IEnumerable<string> Input(NodePlan plan, Dictionary<SegmentId, SegmentRules> rules, string[] switches)
    {
        yield return $"meta protocol arp arp operation request meta protocol @{FilterNames.Alive} drop";
        yield return $"meta protocol ip6 icmpv6 type nd-neighbor-solicit meta protocol @{FilterNames.Alive} drop";
        if (switches.Length > 0)
        {
            yield return $"iifname {Names(switches)} meta protocol arp arp operation request drop";
        }

        foreach (VrfId vrf in plan.Segments.Where(segment => rules.ContainsKey(segment.Id)).Select(segment => segment.Vrf).Distinct().Order())
        {
            yield return $"meta protocol ip6 ip6 saddr :: icmpv6 type nd-neighbor-solicit {FilterRuleSet.NeighborTargets(plan.Fabric, vrf)} accept";
        }

        yield return "meta protocol ip6 ip6 saddr :: icmpv6 type nd-neighbor-solicit drop";
    }

    // Tagged frames first: the rule fails at once for untagged ones, and an untagged segment must not take tagged frames in.
    private static IEnumerable<string> Dispatch(
        string direction,
        NodePlan plan,
        Func<PortPlan, bool> ports,
        Dictionary<SegmentId, SegmentRules> rules,
        Func<PortPlan, SegmentRules, string> chain,
        string[] strict)
    {
        List<string> tagged = [];
        List<string> untagged = [];
        foreach (PortPlan port in plan.Ports.Where(ports))
        {
            foreach (PortSegment segment in port.Segments)
            {
                // A segment that is only bridged here has no rules, but its VLAN is one that the port carries.
                string target = rules.TryGetValue(segment.Segment, out SegmentRules? found) ? $"goto {chain(port, found)}" : "accept";
                (segment.Tag.IsTagged ? tagged : untagged).Add(
                    segment.Tag.IsTagged ? $"\"{port.Name}\" . {segment.Tag} : {target}" : $"\"{port.Name}\" : {target}");
            }
        }

        if (tagged.Count > 0)
        {
            yield return $"{direction} . vlan id vmap {{ {string.Join(", ", tagged)} }}";
        }

        if (strict.Length > 0)
        {
            yield return $"vlan id != 0 {direction} {Names(strict)} counter name {FilterNames.UnknownVlan} drop";
        }

        if (untagged.Count > 0)
        {
            yield return $"{direction} vmap {{ {string.Join(", ", untagged)} }}";
        }
    }

    private static string Names(string[] ports) => "{ " + string.Join(", ", ports.Select(port => $"\"{port}\"")) + " }";
}
