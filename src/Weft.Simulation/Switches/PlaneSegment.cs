using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A segment as the plane has it: its ports, its gateway's MACs, and its routed interface.</summary>
internal sealed class PlaneSegment
{
    private readonly MacAddress[] _virtuals;
    private readonly MacAddress[] _gatewayMacs;
    private readonly HashSet<MacAddress> _local = [];
    private SegmentMember[] _members = [];

    public PlaneSegment(SegmentPlan plan, NodePlan node, VrfGateways gateways)
    {
        Plan = plan;
        Gateways = gateways;
        Foreign = [.. node.Ports.Where(port => port.Segments.Any(member => member.Segment == plan.Id)).SelectMany(port => port.Foreign)
            .Where(subnet => subnet.Index != plan.Subnet.Index && subnet.Vrf.Id == plan.Vrf).DistinctBy(subnet => subnet.Index).OrderBy(subnet => subnet.Index)];

        // Foreign hosts know their gateway by its own MAC; the filter knows it also where the node has none of its own.
        _virtuals = [.. node.Ports.Where(port => port.FacesHosts && port.Segments.Any(member => member.Segment == plan.Id)).SelectMany(port => port.Foreign)
            .Append(plan.Subnet).SelectMany(MacsOf).Distinct()];
        _gatewayMacs = plan.HasGateway ? [.. Foreign.Append(plan.Subnet).SelectMany(MacsOf).Distinct()] : [];
        Seen4 = new SeenHosts(node.Fabric);
        Seen6 = new SeenHosts(node.Fabric);
        Interface = new RoutedInterface(plan.Vrf, BridgeMac.Of(node.Node), this, LocalAddressesOf(node));
        RefreshLocal();
    }

    public SegmentPlan Plan { get; }

    public SegmentId Id => Plan.Id;

    /// <summary>Subnets whose hosts may live on this segment, of the segment's VRF.</summary>
    public Subnet[] Foreign { get; }

    /// <summary>The gateways of the segment's VRF, whose addresses no host may use.</summary>
    public VrfGateways Gateways { get; }

    /// <summary>The routed interface.</summary>
    public RoutedInterface Interface { get; }

    /// <summary>Hosts whose IPv4 packets have been seen.</summary>
    public SeenHosts Seen4 { get; }

    /// <summary>Hosts whose IPv6 packets have been seen.</summary>
    public SeenHosts Seen6 { get; }

    /// <summary>The policies of its hosts; null where nobody is restricted.</summary>
    public PolicyFilter? Policies { get; set; }

    /// <summary>Their rates and marks; null where there are none.</summary>
    public QualityFilter? Qualities { get; set; }

    public bool HasGateway => Plan.HasGateway;

    public bool IsBridgedFar => Plan.Subnet.Scope == SubnetScope.Bridged;

    /// <summary>Ports in the order of their index.</summary>
    public ReadOnlySpan<SegmentMember> Members => _members;

    /// <summary>True for the MACs of the gateways that hosts of this segment may have.</summary>
    public bool IsVirtual(MacAddress mac) => Contains(_virtuals, mac);

    /// <summary>True for MACs at which frames end at this node.</summary>
    public bool IsLocal(MacAddress mac) => _local.Contains(mac);

    /// <summary>Works out the local MACs anew: every port's own is one.</summary>
    public void RefreshLocal()
    {
        _local.Clear();
        _local.Add(Interface.Mac);
        _local.UnionWith(_gatewayMacs);
        foreach (SegmentMember member in _members)
        {
            _local.Add(member.Port.Status.Mac);
        }
    }

    /// <summary>True for the gateway's own MAC of a family.</summary>
    public bool IsGatewayMac(MacAddress mac, bool ipv6) => mac == (ipv6 ? Plan.Subnet.GatewayMac6 : Plan.Subnet.GatewayMac4);

    public void AddMember(PlanePort port, VlanId tag)
    {
        _members = [.. _members, new SegmentMember(port, tag)];
        RefreshLocal();
    }

    /// <summary>The segment's frames on a port; an untagged default when the port is none of its.</summary>
    public bool TryGetTag(PortIndex port, out SegmentMember member)
    {
        foreach (SegmentMember candidate in _members)
        {
            if (candidate.Port.Index == port)
            {
                member = candidate;
                return true;
            }
        }

        member = default;
        return false;
    }

    private static IEnumerable<MacAddress> MacsOf(Subnet subnet) => [subnet.GatewayMac4, subnet.GatewayMac6];

    private static bool Contains(MacAddress[] macs, MacAddress mac)
    {
        foreach (MacAddress candidate in macs)
        {
            if (candidate == mac)
            {
                return true;
            }
        }

        return false;
    }

    private IpAddress[] LocalAddressesOf(NodePlan node)
    {
        List<IpAddress> addresses = [];
        foreach (Subnet subnet in Plan.HasGateway ? Foreign.Prepend(Plan.Subnet) : [])
        {
            addresses.AddRange(subnet.Gateways.Select(gateway => gateway.Address));
            if (subnet.Gateways.Any(gateway => gateway.Address.IsIpv6))
            {
                addresses.Add(subnet.GatewayLinkLocal);
            }
        }

        addresses.Add(IpAddress.LinkLocalFor(BridgeMac.Of(node.Node)));
        return [.. addresses.Distinct()];
    }
}
