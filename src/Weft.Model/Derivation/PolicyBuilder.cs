using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Makes the policies of a fabric: names become addresses, and words for hosts become MACs and subnets.</summary>
internal sealed class PolicyBuilder(FabricDraft draft, IReadOnlyList<FabricHost> hosts)
{
    private readonly Dictionary<string, FabricHost> _hosts = hosts.ToDictionary(host => host.Name);
    private readonly ILookup<MacAddress, FabricHost> _byMac = hosts.ToLookup(host => host.Mac);

    public ImmutableArray<HostPolicy> Policies() => [.. draft.Policies.Select(Build)];

    public PolicyAssignment Assignment()
    {
        PolicyTargets targets = new(draft);
        return new PolicyAssignment(
            targets.Macs.ToDictionary(pair => pair.Key, pair => pair.Value[0].Policy.Id),
            targets.Subnets.ToDictionary(pair => pair.Key.Index, pair => pair.Value[0].Policy.Id));
    }

    private HostPolicy Build(DraftPolicy policy) => new()
    {
        Id = policy.Id,
        Name = policy.Name,
        IsStateful = policy.IsStateful,
        In = policy.In is null ? null : [.. policy.In.Select(Build)],
        Out = policy.Out is null ? null : [.. policy.Out.Select(Build)],
        Quality = policy.Quality,
        Line = policy.Span.Line,
    };

    private PolicyRule Build(DraftRule rule, int index) => new()
    {
        Number = index + 1,
        Name = rule.Name,
        Action = rule.Action,
        IsLogged = rule.IsLogged,
        Services = rule.Services,
        Peers = [.. rule.Peers.Select(Build)],
        Line = rule.Span.Line,
    };

    private PolicyPeer Build(DraftMember member) =>
        member.IsAny || member.Flat.Any(flat => flat.IsAny)
            ? PolicyPeer.Any with { Text = member.Text }
            : new PolicyPeer(member.Text, Merge(member.Flat.SelectMany(PrefixesOf)));

    private IEnumerable<IpPrefix> PrefixesOf(DraftMember member)
    {
        if (member.Prefix is { } prefix)
        {
            return [prefix];
        }

        if (member.Subnet is { } subnet)
        {
            return subnet.Gateways.Select(gateway => gateway.Value.Prefix);
        }

        IEnumerable<GatewayAddress> addresses = member.Client is { } client
            ? client.Addresses
            : (member.Host is { } host ? [_hosts[host.Name]] : _byMac[member.Mac!.Value]).SelectMany(found => found.Addresses);
        return addresses.Select(address => IpPrefix.Host(address.Address));
    }

    /// <summary>Sorted, without those that lie within another; packet filters take no overlaps.</summary>
    private static ImmutableArray<IpPrefix> Merge(IEnumerable<IpPrefix> prefixes)
    {
        ImmutableArray<IpPrefix>.Builder merged = ImmutableArray.CreateBuilder<IpPrefix>();
        foreach (IpPrefix prefix in prefixes.Distinct().OrderBy(prefix => prefix.Family).ThenBy(prefix => prefix.Address).ThenBy(prefix => prefix.Length))
        {
            if (merged.Count == 0 || !merged[^1].Contains(prefix))
            {
                merged.Add(prefix);
            }
        }

        return merged.ToImmutable();
    }
}
