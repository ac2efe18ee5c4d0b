using Weft.Wire;

namespace Weft.Model;

/// <summary>Who has which policy: the most specific word for a host wins, its MAC before its name, its name before a group, a group before
/// its subnet.</summary>
internal sealed class PolicyTargets
{
    private readonly SortedDictionary<MacAddress, List<PolicyTarget>> _macs = [];
    private readonly Dictionary<DraftSubnet, List<PolicyTarget>> _subnets = [];

    public PolicyTargets(FabricDraft draft)
    {
        foreach (DraftPolicy policy in draft.Policies)
        {
            foreach (DraftMember member in policy.For)
            {
                foreach (DraftMember flat in member.Flat)
                {
                    Add(policy, member, flat);
                }
            }
        }
    }

    /// <summary>The words that count for each MAC: those of the most specific kind, in the order of the file.</summary>
    public IEnumerable<KeyValuePair<MacAddress, List<PolicyTarget>>> Macs => _macs;

    /// <summary>The words that count for each subnet.</summary>
    public IEnumerable<KeyValuePair<DraftSubnet, List<PolicyTarget>>> Subnets => _subnets.OrderBy(pair => pair.Key.Index);

    private static int RankOf(DraftMember member, DraftMember flat) => member.Group is not null ? 2 : flat.Host is not null ? 1 : 0;

    private void Add(DraftPolicy policy, DraftMember member, DraftMember flat)
    {
        if (flat.Subnet is { } subnet)
        {
            Put(_subnets.TryGetValue(subnet, out List<PolicyTarget>? held) ? held : _subnets[subnet] = [], new PolicyTarget(policy, 0, member.Span));
            return;
        }

        MacAddress? mac = flat.Host is { } host ? FabricBuilder.MacOf(host) : flat.Mac;
        if (mac is { } found)
        {
            Put(_macs.TryGetValue(found, out List<PolicyTarget>? held) ? held : _macs[found] = [], new PolicyTarget(policy, RankOf(member, flat), member.Span));
        }
    }

    private static void Put(List<PolicyTarget> held, PolicyTarget target)
    {
        if (held.Count > 0 && held[0].Rank > target.Rank)
        {
            held.Clear();
        }

        if ((held.Count == 0 || held[0].Rank == target.Rank) && !held.Exists(other => other.Policy == target.Policy))
        {
            held.Add(target);
        }
    }
}
