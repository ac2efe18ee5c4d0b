using System.Collections.Frozen;
using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Which policy a host has. A host that the file names by MAC, by name or in a group has that policy wherever it is attached;
/// every other has the policy of its subnet.</summary>
public sealed class PolicyAssignment
{
    private readonly FrozenDictionary<MacAddress, PolicyId> _byMac;
    private readonly FrozenDictionary<int, PolicyId> _bySubnet;

    /// <param name="byMac">Policies of MACs.</param>
    /// <param name="bySubnet">Policies of subnets by their index.</param>
    public PolicyAssignment(IReadOnlyDictionary<MacAddress, PolicyId> byMac, IReadOnlyDictionary<int, PolicyId> bySubnet)
    {
        _byMac = byMac.ToFrozenDictionary();
        _bySubnet = bySubnet.ToFrozenDictionary();
        Macs = [.. byMac.OrderBy(pair => pair.Key).Select(pair => new PolicyOfMac(pair.Key, pair.Value))];
    }

    /// <summary>No host has a policy.</summary>
    public static PolicyAssignment None { get; } = new(new Dictionary<MacAddress, PolicyId>(), new Dictionary<int, PolicyId>());

    /// <summary>MACs with a policy of their own, sorted.</summary>
    public ImmutableArray<PolicyOfMac> Macs { get; }

    /// <summary>The policy of a MAC that belongs to a subnet; none when it has none.</summary>
    public PolicyId Of(MacAddress mac, Subnet subnet) =>
        _byMac.TryGetValue(mac, out PolicyId own) ? own : OfSubnet(subnet);

    /// <summary>The policy of a MAC by itself; none when its subnet decides.</summary>
    public PolicyId OfMac(MacAddress mac) => _byMac.GetValueOrDefault(mac);

    /// <summary>The policy of all hosts of a subnet that have none of their own.</summary>
    public PolicyId OfSubnet(Subnet subnet) => _bySubnet.GetValueOrDefault(subnet.Index);
}
