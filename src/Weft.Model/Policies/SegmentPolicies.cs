using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Which policy the hosts of one segment have: their own by MAC, else that of the subnet that their address belongs to.</summary>
public sealed class SegmentPolicies
{
    private readonly PolicyAssignment _assignment;
    private readonly Fabric _fabric;

    /// <param name="fabric">The fabric.</param>
    /// <param name="subnet">The segment's subnet.</param>
    /// <param name="foreign">Subnets whose hosts may live there although they belong elsewhere.</param>
    public SegmentPolicies(Fabric fabric, Subnet subnet, IEnumerable<Subnet> foreign)
    {
        _fabric = fabric;
        _assignment = fabric.PolicyAssignment;
        Own = _assignment.OfSubnet(subnet);
        Foreign =
        [
            .. foreign.Where(other => other.Index != subnet.Index && other.Vrf.Id == subnet.Vrf.Id)
                .DistinctBy(other => other.Index)
                .OrderBy(other => other.Index)
                .Select(other => new SubnetPolicy(other, _assignment.OfSubnet(other)))
                .Where(other => other.Policy != Own),
        ];
    }

    /// <summary>The policy of hosts without one of their own; none when there is none.</summary>
    public PolicyId Own { get; }

    /// <summary>Foreign subnets that have another policy than <see cref="Own"/>, or none where there is one.</summary>
    public ImmutableArray<SubnetPolicy> Foreign { get; }

    /// <summary>True when a direction of some policy that may hold here has rules.</summary>
    public bool Restricts =>
        _fabric.PolicyAssignment.Macs.Any(own => IsRestricting(own.Policy)) || RestrictsByAddress;

    /// <summary>True when hosts without a policy of their own may be restricted.</summary>
    public bool RestrictsByAddress => IsRestricting(Own) || Foreign.Any(other => IsRestricting(other.Policy));

    /// <summary>True when some policy that may hold here counts or marks packets.</summary>
    public bool Shapes => _fabric.PolicyAssignment.Macs.Any(own => IsShaping(own.Policy)) || IsShaping(Own) || Foreign.Any(other => IsShaping(other.Policy));

    /// <summary>The segments of a node with their policies, in the order of the plan.</summary>
    public static ImmutableArray<KeyValuePair<SegmentId, SegmentPolicies>> OfNode(NodePlan plan) =>
    [
        .. plan.Segments.Where(segment => segment.HasGateway).Select(segment => KeyValuePair.Create(segment.Id, new SegmentPolicies(
            plan.Fabric,
            segment.Subnet,
            plan.Ports.Where(port => port.FacesHosts && port.Segments.Any(member => member.Segment == segment.Id)).SelectMany(port => port.Foreign)))),
    ];

    /// <summary>The addresses by which IPv4 packets are for everybody, sorted.</summary>
    public static ImmutableArray<IpAddress> Broadcasts(Fabric fabric) =>
    [
        .. fabric.Subnets.SelectMany(subnet => subnet.Gateways)
            .Where(gateway => gateway.Address.IsIpv4 && gateway.PrefixLength < 31)
            .Select(gateway => IpAddress.Ipv4((uint)gateway.Prefix.Address.Bits | (uint.MaxValue >> gateway.PrefixLength)))
            .Append(IpAddress.Ipv4Broadcast)
            .Distinct().Order(),
    ];

    /// <summary>The policy of a host by its MAC and one of its addresses.</summary>
    public PolicyId Of(MacAddress mac, IpAddress address)
    {
        PolicyId own = _assignment.OfMac(mac);
        if (!own.IsNone)
        {
            return own;
        }

        foreach (SubnetPolicy foreign in Foreign)
        {
            if (foreign.Subnet.Contains(address))
            {
                return foreign.Policy;
            }
        }

        return Own;
    }

    /// <summary>True when a host with that MAC may be restricted, whatever its address.</summary>
    public bool MayRestrict(MacAddress mac)
    {
        PolicyId own = _assignment.OfMac(mac);
        return own.IsNone ? RestrictsByAddress : IsRestricting(own);
    }

    /// <summary>How much of what a host sends or receives its policy must see.</summary>
    public PolicyAttention AttentionTo(MacAddress mac, IpAddress address, PolicyDirection direction) => AttentionOf(Of(mac, address), direction);

    /// <summary>The most that any address of a host may need.</summary>
    public PolicyAttention AttentionTo(MacAddress mac, PolicyDirection direction)
    {
        PolicyId own = _assignment.OfMac(mac);
        return own.IsNone
            ? Foreign.Select(foreign => foreign.Policy).Append(Own).Max(policy => AttentionOf(policy, direction))
            : AttentionOf(own, direction);
    }

    private PolicyAttention AttentionOf(PolicyId id, PolicyDirection direction) => _fabric.FindPolicy(id)?.AttentionTo(direction) ?? PolicyAttention.None;

    private bool IsRestricting(PolicyId id) => _fabric.FindPolicy(id) is { Restricts: true };

    private bool IsShaping(PolicyId id) => _fabric.FindPolicy(id) is { Quality: not null };
}
