using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Decides from the fabric alone what policies let pass. The packet filter and the simulated plane must agree with it.</summary>
public static class PolicyVerdicts
{
    /// <summary>What becomes of the first packet of a flow; the replies of what passes pass too.</summary>
    public static PolicyVerdict Decide(Fabric fabric, PolicyFlow flow) => new(
        Decide(fabric.FindPolicy(flow.From.Policy), PolicyDirection.Out, flow.To.Address, flow.Protocol, flow.Selector),
        Decide(fabric.FindPolicy(flow.To.Policy), PolicyDirection.In, flow.From.Address, flow.Protocol, flow.Selector));

    /// <summary>What one policy says of the first packet of a flow.</summary>
    /// <param name="policy">The host's policy; null for none.</param>
    /// <param name="direction">The direction, as the host sees it.</param>
    /// <param name="peer">The other party.</param>
    /// <param name="protocol">The IP protocol.</param>
    /// <param name="selector">Destination port or ICMP type.</param>
    public static PolicyDecision Decide(HostPolicy? policy, PolicyDirection direction, IpAddress peer, byte protocol, ushort selector)
    {
        if (policy?.Rules(direction) is not { } rules)
        {
            return new PolicyDecision { Direction = direction, Policy = policy, Reason = policy is null ? PolicyReason.NoPolicy : PolicyReason.Unrestricted };
        }

        if (PolicyExemptions.IsDiscovery(protocol, selector))
        {
            return new PolicyDecision { Direction = direction, Policy = policy, Reason = PolicyReason.Exempt };
        }

        return FirstMatch(rules, peer, protocol, selector) is { } rule
            ? new PolicyDecision { Direction = direction, Policy = policy, Reason = PolicyReason.Rule, Rule = rule }
            : new PolicyDecision { Direction = direction, Policy = policy, Reason = PolicyReason.DefaultDeny, Near = Nearest(rules, peer, protocol, selector) };
    }

    /// <summary>The first rule that matches, or null.</summary>
    public static PolicyRule? FirstMatch(ImmutableArray<PolicyRule> rules, IpAddress peer, byte protocol, int selector)
    {
        foreach (PolicyRule rule in rules)
        {
            if (rule.Matches(peer, protocol, selector))
            {
                return rule;
            }
        }

        return null;
    }

    private static PolicyNear? Nearest(ImmutableArray<PolicyRule> rules, IpAddress peer, byte protocol, ushort selector)
    {
        PolicyNear? best = null;
        foreach (PolicyRule rule in rules.Where(rule => rule.Action == PolicyAction.Allow))
        {
            PolicyDifference difference = DifferenceOf(rule, peer, protocol, selector);
            if (best is null || difference < best.Difference)
            {
                best = new PolicyNear(rule, difference);
            }
        }

        return best;
    }

    private static PolicyDifference DifferenceOf(PolicyRule rule, IpAddress peer, byte protocol, ushort selector)
    {
        if (!rule.MatchesPeer(peer))
        {
            return rule.MatchesService(peer.Family, protocol, selector) ? PolicyDifference.Peer : PolicyDifference.PeerAndService;
        }

        return rule.Services.Any(service => service.Protocol == protocol) ? PolicyDifference.Port : PolicyDifference.Protocol;
    }
}
