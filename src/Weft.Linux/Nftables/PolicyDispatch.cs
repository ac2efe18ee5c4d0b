using Weft.Model;

namespace Weft.Linux;

/// <summary>Leads a frame to the chain of its host's policy: from port and tag to its segment, and there by MAC, else by the subnet of its address, else to
/// the policy of the segment's own subnet.</summary>
/// <param name="plan">The node.</param>
/// <param name="segments">The segments whose hosts are looked at.</param>
/// <param name="map">The map from MACs to chains.</param>
/// <param name="chain">The chain of a segment.</param>
/// <param name="target">The verdict that leads to a policy's chain; null where it has none.</param>
internal sealed class PolicyDispatch(
    NodePlan plan,
    SegmentId[] segments,
    Func<PolicyDirection, string> map,
    Func<SegmentId, PolicyDirection, string> chain,
    Func<PolicyId, PolicyDirection, string?> target)
{
    private const string Accept = "accept";

    private bool HasOwn => plan.Fabric.PolicyAssignment.Macs.Length > 0;

    /// <summary>The map of a direction, at the beginning of the table.</summary>
    public void WriteMap(RuleWriter writer, PolicyDirection direction) => writer.Line($"  map {map(direction)} {{ type ether_addr : verdict; }}");

    /// <summary>Its elements, outside of the table's block: it may hold those of an older fabric file, which go first.</summary>
    public void WriteElements(RuleWriter writer, PolicyDirection direction)
    {
        const int ElementsInLine = 1_000;
        writer.Line($"flush map bridge {FilterNames.Table} {map(direction)}");
        foreach (PolicyOfMac[] part in plan.Fabric.PolicyAssignment.Macs.Chunk(ElementsInLine))
        {
            string elements = string.Join(", ", part.Select(own => $"{own.Mac} : {target(own.Policy, direction) ?? Accept}"));
            writer.Line($"add element bridge {FilterNames.Table} {map(direction)} {{ {elements} }}");
        }
    }

    /// <summary>The rules of a segment's chain.</summary>
    public IEnumerable<string> Segment(SegmentPolicies segment, PolicyDirection direction)
    {
        string field = direction == PolicyDirection.Out ? "saddr" : "daddr";
        if (HasOwn)
        {
            yield return $"ether {field} vmap @{map(direction)}";
        }

        foreach (SubnetPolicy foreign in segment.Foreign)
        {
            foreach (GatewayAddress gateway in foreign.Subnet.Gateways)
            {
                string protocol = gateway.Address.IsIpv4 ? "ip" : "ip6";
                yield return $"meta protocol {protocol} {protocol} {field} {gateway.Prefix} {target(foreign.Policy, direction) ?? Accept}";
            }
        }

        if (target(segment.Own, direction) is { } own)
        {
            yield return own;
        }
    }

    /// <summary>From ports and tags to the segments' chains. Tagged frames first: that rule fails at once for untagged ones.</summary>
    public IEnumerable<string> Ports(string field, PolicyDirection direction)
    {
        List<string> tagged = [];
        List<string> untagged = [];
        foreach (PortPlan port in plan.Ports.Where(port => port.FacesHosts))
        {
            foreach (PortSegment member in port.Segments.Where(member => segments.Contains(member.Segment)))
            {
                string verdict = $"goto {chain(member.Segment, direction)}";
                (member.Tag.IsTagged ? tagged : untagged).Add(
                    member.Tag.IsTagged ? $"\"{port.Name}\" . {member.Tag} : {verdict}" : $"\"{port.Name}\" : {verdict}");
            }
        }

        if (tagged.Count > 0)
        {
            yield return $"{field} . vlan id vmap {{ {string.Join(", ", tagged)} }}";
        }

        if (untagged.Count > 0)
        {
            yield return $"{field} vmap {{ {string.Join(", ", untagged)} }}";
        }
    }
}
