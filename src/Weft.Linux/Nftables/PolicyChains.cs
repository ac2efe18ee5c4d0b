using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;

namespace Weft.Linux;

/// <summary>The chains of policies. A policy is enforced at its host's own port, where both directions of every flow pass: what the host sends as it
/// comes in, before it is bridged or routed; what it receives as it goes out. All of it is static: a host's policy is in place at every leaf before
/// the host is.</summary>
/// <remarks>Accepting ends the look at one direction only: sender and receiver are looked at by chains of different hooks.</remarks>
internal sealed class PolicyChains
{
    // After connection tracking (-200 in the bridge family), so that its state is known.
    private const int PriorityFrom = -100;
    private const int PriorityTo = 0;

    /// <summary>Bits of the connection's mark: its opener's policy has let it pass.</summary>
    private const uint OpenerMark = 0x0100_0000;

    /// <summary>Its receiver's policy has let it pass.</summary>
    private const uint ReceiverMark = 0x0200_0000;

    private static readonly string AcceptPassed = string.Create(CultureInfo.InvariantCulture, $"meta mark 0x{FastPathFlow.PassedMark:x} accept");

    private readonly Fabric _fabric;
    private readonly ImmutableArray<KeyValuePair<SegmentId, SegmentPolicies>> _segments;
    private readonly PolicyDispatch _dispatch;

    public PolicyChains(NodePlan plan)
    {
        _fabric = plan.Fabric;
        _segments = [.. SegmentPolicies.OfNode(plan).Where(segment => segment.Value.Restricts)];
        _dispatch = new PolicyDispatch(plan, [.. _segments.Select(segment => segment.Key)], MapOf, PolicyNames.Segment, Target);
    }

    /// <summary>True when this node has anything to enforce.</summary>
    public bool IsNeeded => !_segments.IsEmpty;

    private IEnumerable<HostPolicy> Restricting => _fabric.Policies.Where(policy => policy.Restricts);

    /// <summary>Counters and maps, at the beginning of the table.</summary>
    public void WriteSets(RuleWriter writer)
    {
        if (!IsNeeded)
        {
            return;
        }

        writer.Line($"  counter {PolicyNames.Misaddressed} {{ }}");
        foreach (HostPolicy policy in Restricting)
        {
            foreach (PolicyDirection direction in Directions(policy))
            {
                writer.Line($"  counter {PolicyNames.ReplyCounter(policy, direction)} {{ }}");
                if (policy.IsStateful)
                {
                    writer.Line($"  counter {PolicyNames.ArrivalCounter(policy, direction)} {{ }}");
                }

                foreach (PolicyRule rule in policy.Rules(direction)!.Value.Where(rule => rule.IsLogged))
                {
                    string limit = PolicyNames.Logged(policy.Id, direction, rule.Number);
                    writer.Line($"  limit {limit} {{ rate {PolicyHit.PerSecond}/second burst {PolicyHit.AtOnce} packets }}");
                }

                foreach (int rule in Enumerable.Range(0, policy.Rules(direction)!.Value.Length + 1))
                {
                    writer.Line($"  counter {PolicyNames.Counter(policy, direction, rule)} {{ }}");
                }
            }
        }

        writer.Line($"  set {PolicyNames.Arrived} {{ type ether_addr; flags timeout; }}");
        _dispatch.WriteMap(writer, PolicyDirection.Out);
        _dispatch.WriteMap(writer, PolicyDirection.In);
    }

    /// <summary>The chains of policies and segments, and those that the kernel calls.</summary>
    public void WriteChains(RuleWriter writer)
    {
        if (!IsNeeded)
        {
            return;
        }

        foreach (HostPolicy policy in Restricting)
        {
            foreach (PolicyDirection direction in Directions(policy))
            {
                if (!policy.IsStateful)
                {
                    writer.Chain(PolicyNames.Replies(policy.Id, direction), Replies(policy, direction));
                }

                foreach (PolicyRule rule in policy.Rules(direction)!.Value.Where(rule => rule.IsLogged))
                {
                    writer.Chain(PolicyNames.Logged(policy.Id, direction, rule.Number), [Report(policy, rule, direction), Verdict(policy, rule, direction)]);
                }

                writer.Chain(PolicyNames.Chain(policy.Id, direction), Policy(policy, direction));
            }
        }

        foreach ((SegmentId id, SegmentPolicies segment) in _segments)
        {
            writer.Chain(PolicyNames.Segment(id, PolicyDirection.Out), _dispatch.Segment(segment, PolicyDirection.Out));
            writer.Chain(PolicyNames.Segment(id, PolicyDirection.In), [.. Misaddressed(), .. _dispatch.Segment(segment, PolicyDirection.In)]);
        }

        writer.Chain("policy_from_hosts", [RuleWriter.Hook("prerouting", PriorityFrom), .. _dispatch.Ports("iifname", PolicyDirection.Out)]);
        writer.Chain("policy_to_hosts", [RuleWriter.Hook("forward", PriorityTo), .. _dispatch.Ports("oifname", PolicyDirection.In)]);
        writer.Chain("policy_routed_to_hosts", [RuleWriter.Hook("output", PriorityTo), .. Passed(), .. _dispatch.Ports("oifname", PolicyDirection.In)]);
    }

    /// <summary>Outside of the table's block: the maps may hold elements of an older fabric file, which go first.</summary>
    public void WriteElements(RuleWriter writer)
    {
        if (!IsNeeded)
        {
            return;
        }

        _dispatch.WriteElements(writer, PolicyDirection.Out);
        _dispatch.WriteElements(writer, PolicyDirection.In);
    }

    // Routed packets of a flow that both policies have let pass, as the fast path knows. Tracking has seen them where they were routed.
    // Policies that must see each packet see it.
    private IEnumerable<string> Passed() => _fabric.Policies.All(policy => policy.Attention != PolicyAttention.EachPacket) ? [AcceptPassed] : [];

    private static string MapOf(PolicyDirection direction) => direction == PolicyDirection.Out ? PolicyNames.MapOut : PolicyNames.MapIn;

    private string? Target(PolicyId policy, PolicyDirection direction) =>
        _fabric.FindPolicy(policy)?.Rules(direction) is null ? null : $"goto {PolicyNames.Chain(policy, direction)}";

    private static IEnumerable<PolicyDirection> Directions(HostPolicy policy) =>
        new[] { PolicyDirection.In, PolicyDirection.Out }.Where(direction => policy.Rules(direction) is not null);

    // A host takes a packet for its own address from a multicast frame as well, and no MAC would tell whose policy holds.
    private IEnumerable<string> Misaddressed()
    {
        string broadcasts = string.Join(", ", SegmentPolicies.Broadcasts(_fabric));
        yield return $"{RuleWriter.ToMany} meta protocol ip ip daddr != 224.0.0.0/4 ip daddr != {{ {broadcasts} }} counter name {PolicyNames.Misaddressed} drop";
        yield return $"{RuleWriter.ToMany} meta protocol ip6 ip6 daddr != ff00::/8 counter name {PolicyNames.Misaddressed} drop";
    }

    private static IEnumerable<string> Policy(HostPolicy policy, PolicyDirection direction)
    {
        if (direction == PolicyDirection.In && policy.Attention == PolicyAttention.EachFlow)
        {
            yield return AcceptPassed;
        }

        string replies = $"counter name {PolicyNames.ReplyCounter(policy, direction)} accept";
        if (policy.IsStateful)
        {
            // The kernel knows a connection before the receiver's policy has seen its first packet, and still knows it when that was dropped. So
            // the mark counts: who let it pass. The other direction sets none where it is open.
            (uint own, uint other) = direction == PolicyDirection.Out ? (OpenerMark, ReceiverMark) : (ReceiverMark, OpenerMark);
            string ofOther = policy.Rules(direction.Other()) is null ? "" : $"ct mark & 0x{other:x} == 0x{other:x} ";
            yield return $"ct state established,related ct direction original ct mark & 0x{own:x} == 0x{own:x} {replies}";
            yield return $"ct state established,related ct direction reply {ofOther}{replies}";
        }
        else
        {
            yield return $"jump {PolicyNames.Replies(policy.Id, direction)}";
        }

        foreach (string exempt in Exempt(direction))
        {
            yield return exempt + " accept";
        }

        if (policy.IsStateful)
        {
            string field = direction == PolicyDirection.Out ? "saddr" : "daddr";
            yield return $"ether {field} @{PolicyNames.Arrived} ct state new tcp flags & (syn | rst) == 0x0 "
                + $"limit rate {PolicyArrival.SegmentsPerSecond}/second burst {PolicyArrival.SegmentsPerSecond} packets "
                + $"counter name {PolicyNames.ArrivalCounter(policy, direction)} {Allow(policy, direction)}";
        }

        foreach (PolicyRule rule in policy.Rules(direction)!.Value)
        {
            string verdict = rule.IsLogged ? $"goto {PolicyNames.Logged(policy.Id, direction, rule.Number)}" : Verdict(policy, rule, direction);
            foreach (string match in PolicyMatch.Of(rule, direction))
            {
                yield return $"{match} {verdict}";
            }
        }

        yield return $"counter name {PolicyNames.Counter(policy, direction, 0)} drop";
    }

    private static string Allow(HostPolicy policy, PolicyDirection direction) =>
        policy.IsStateful ? $"ct mark set ct mark | 0x{(direction == PolicyDirection.Out ? OpenerMark : ReceiverMark):x} accept" : "accept";

    private static string Verdict(HostPolicy policy, PolicyRule rule, PolicyDirection direction) =>
        $"counter name {PolicyNames.Counter(policy, direction, rule.Number)} {(rule.Action == PolicyAction.Allow ? Allow(policy, direction) : "drop")}";

    private static string Report(HostPolicy policy, PolicyRule rule, PolicyDirection direction) =>
        $"limit name \"{PolicyNames.Logged(policy.Id, direction, rule.Number)}\" log prefix \"{PolicyHitLog.Prefix(policy.Id, direction, rule.Number)}\" "
        + $"group {FilterNames.PolicyHitGroup} snaplen {PolicyHit.CopiedOctets} queue-threshold 1";

    /// <summary>Answers to what the other direction's rules allow, as far as they can be told from anything else.</summary>
    private static IEnumerable<string> Replies(HostPolicy policy, PolicyDirection direction)
    {
        string accept = $"counter name {PolicyNames.ReplyCounter(policy, direction)} accept";
        yield return $"meta protocol ip icmp type {{ 3, 11, 12 }} {accept}";
        yield return $"meta protocol ip6 icmpv6 type {{ 1, 2, 3, 4 }} {accept}";
        ImmutableArray<PolicyRule> rules = policy.Rules(direction.Other()) ?? PolicyRule.AllowEverything;
        foreach (PolicyRule rule in rules)
        {
            foreach (string match in PolicyMatch.Replies(rule, direction))
            {
                yield return rule.Action == PolicyAction.Allow ? $"{match} {accept}" : $"{match} return";
            }
        }
    }

    /// <summary>What no policy stops.</summary>
    internal static IEnumerable<string> Exempt(PolicyDirection direction)
    {
        yield return "meta protocol arp";
        yield return $"meta protocol ip6 icmpv6 type {{ {PolicyExemptions.FirstListener}-{PolicyExemptions.LastListener}, "
            + $"{PolicyExemptions.FirstDiscovery}-{PolicyExemptions.LastDiscovery}, {PolicyExemptions.ListenerReport2} }}";
        (string from, string to) = direction == PolicyDirection.Out ? ("sport", "dport") : ("dport", "sport");
        yield return $"meta protocol ip udp {from} {PolicyExemptions.DhcpClient} udp {to} {PolicyExemptions.DhcpServer}";
        yield return $"meta protocol ip6 udp {from} {PolicyExemptions.Dhcpv6Client} udp {to} {PolicyExemptions.Dhcpv6Server}";
    }
}
