using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>One rule of a policy: what it matches and what becomes of it. The first rule that matches decides.</summary>
public sealed record PolicyRule
{
    /// <summary>Position among the rules of its direction, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Its name; empty for rules without one.</summary>
    public string Name { get; init; } = "";

    public required PolicyAction Action { get; init; }

    /// <summary>True when packets that it takes are told of, as many as are not too many.</summary>
    public bool IsLogged { get; init; }

    /// <summary>Any of these; never empty.</summary>
    public required ImmutableArray<PolicyService> Services { get; init; }

    /// <summary>The other party, any of these; never empty.</summary>
    public required ImmutableArray<PolicyPeer> Peers { get; init; }

    /// <summary>The line of the fabric file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What an open direction amounts to.</summary>
    public static ImmutableArray<PolicyRule> AllowEverything { get; } =
        [new() { Number = 0, Action = PolicyAction.Allow, Services = [PolicyService.Any], Peers = [PolicyPeer.Any], Line = 0 }];

    /// <summary>True when nothing is left for the rules after it.</summary>
    public bool MatchesEverything => Peers.Any(peer => peer.IsAny) && Services.Any(service => service.Protocol is null);

    /// <summary>True when all that another rule matches is matched by this one.</summary>
    public bool Covers(PolicyRule other) =>
        other.Services.All(service => Services.Any(own => own.Covers(service))) && other.Peers.All(peer => Peers.Any(own => own.Covers(peer)));

    /// <summary>True when a packet of a new flow is matched. <paramref name="selector"/> is its destination port or ICMP type.</summary>
    public bool Matches(IpAddress peer, byte protocol, int selector) => MatchesPeer(peer) && MatchesService(peer.Family, protocol, selector);

    /// <summary>True when the other party is one that the rule speaks of.</summary>
    public bool MatchesPeer(IpAddress peer)
    {
        foreach (PolicyPeer candidate in Peers)
        {
            if (candidate.Contains(peer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the traffic is of a kind that the rule speaks of.</summary>
    public bool MatchesService(AddressFamily family, byte protocol, int selector)
    {
        foreach (PolicyService service in Services)
        {
            if (service.Matches(family, protocol, selector))
            {
                return true;
            }
        }

        return false;
    }
}
