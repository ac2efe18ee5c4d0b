using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>A segment that this node is the gateway of, with everything that its frames need worked out once.</summary>
internal sealed class GatewaySegment
{
    private readonly List<GatewayAttachment> _hostPorts = [];
    private readonly List<GatewayAttachment> _peerPorts = [];
    private readonly byte _ownPriority;

    public GatewaySegment(SegmentPlan plan, NodePlan node)
    {
        Plan = plan;
        Subnet = plan.Subnet;
        Mac4 = plan.Subnet.GatewayMac4;
        Mac6 = plan.Subnet.GatewayMac6;
        LinkLocal = plan.Subnet.GatewayLinkLocal;
        Prefixes = PrefixesOf(plan.Subnet, node.Fabric);
        if (plan.Subnet.VrrpVersion != 0)
        {
            byte priority = PriorityOf(plan, node);
            Router4 = HasFamily(AddressFamily.Ipv4) ? new VirtualRouter(priority, GatewaySettings.VrrpInterval) : null;
            Router6 = HasFamily(AddressFamily.Ipv6) && plan.Subnet.VrrpVersion == 3 ? new VirtualRouter(priority, GatewaySettings.VrrpInterval) : null;
            Addresses4 = [.. AddressesOf(AddressFamily.Ipv4)];
            Addresses6 = [LinkLocal, .. AddressesOf(AddressFamily.Ipv6).Take(GatewaySettings.MaximumVirtualAddresses - 1)];
            Priority = _ownPriority = priority;
        }
    }

    public SegmentPlan Plan { get; }

    public Subnet Subnet { get; }

    public SegmentId Id => Plan.Id;

    public VrfId Vrf => Plan.Vrf;

    public MacAddress Mac4 { get; }

    public MacAddress Mac6 { get; }

    /// <summary>The gateway's shared link-local address.</summary>
    public IpAddress LinkLocal { get; }

    /// <summary>What router advertisements say; empty without IPv6 gateways.</summary>
    public PrefixInformation[] Prefixes { get; }

    public bool HasIpv6 => Prefixes.Length > 0;

    /// <summary>Ports with hosts.</summary>
    public ReadOnlySpan<GatewayAttachment> HostPorts => CollectionsMarshal.AsSpan(_hostPorts);

    /// <summary>Ports to other switches of the same segment.</summary>
    public ReadOnlySpan<GatewayAttachment> PeerPorts => CollectionsMarshal.AsSpan(_peerPorts);

    /// <summary>The virtual router for IPv4, when the subnet wants advertisements.</summary>
    public VirtualRouter? Router4 { get; }

    /// <summary>The virtual router for IPv6, when the subnet wants advertisements of version 3.</summary>
    public VirtualRouter? Router6 { get; }

    /// <summary>True while another router sends the VRRP advertisements of the segment.</summary>
    public bool HasOtherMaster => Router4?.State == VirtualRouterState.Backup || Router6?.State == VirtualRouterState.Backup;

    /// <summary>The addresses of IPv4 advertisements.</summary>
    public IpAddress[] Addresses4 { get; } = [];

    /// <summary>The addresses of IPv6 advertisements, link-local first (RFC 5798 section 5.2.9).</summary>
    public IpAddress[] Addresses6 { get; } = [];

    /// <summary>This node's VRRP priority.</summary>
    public byte Priority { get; private set; }

    /// <summary>The gateway's addresses of the subnet are defended again from then on.</summary>
    public Instant DefendAfter { get; set; }

    /// <summary>A drained node leaves the advertisements to any other; alone it goes on.</summary>
    public void SetDrained(bool drained)
    {
        if (_ownPriority == 0)
        {
            return;
        }

        Priority = drained ? GatewaySettings.VrrpDrainedPriority : _ownPriority;
        Router4?.SetPriority(Priority);
        Router6?.SetPriority(Priority);
    }

    /// <summary>True for every address that this segment's gateway has, the shared link-local one included.</summary>
    public bool IsGateway(IpAddress address) => Subnet.IsGateway(address) || (HasIpv6 && address == LinkLocal);

    public MacAddress MacFor(AddressFamily family) => family == AddressFamily.Ipv6 ? Mac6 : Mac4;

    public void Add(GatewayAttachment attachment) => (attachment.Port.Plan.FacesHosts ? _hostPorts : _peerPorts).Add(attachment);

    private bool HasFamily(AddressFamily family) => AddressesOf(family).Any();

    private IEnumerable<IpAddress> AddressesOf(AddressFamily family) => Subnet.Gateways
        .Where(gateway => gateway.Address.Family == family)
        .Select(static gateway => gateway.Address)
        .Take(GatewaySettings.MaximumVirtualAddresses);

    /// <summary>The prefixes for router advertisements. Only where the whole subnet is one segment are its addresses on the link; elsewhere hosts
    /// must send to the gateway. SLAAC needs 64-bit prefixes (RFC 4862 section 5.5.3).</summary>
    internal static PrefixInformation[] PrefixesOf(Subnet subnet, Fabric fabric)
    {
        bool isWhole = subnet.Scope == SubnetScope.Bridged && fabric.Sites.Count(subnet.IsAt) <= 1;
        PrefixFlags onLink = isWhole ? PrefixFlags.OnLink : PrefixFlags.None;
        return
        [
            .. subnet.Gateways
                .Where(static gateway => gateway.Address.IsIpv6)
                .Select(static gateway => gateway.Prefix)
                .Distinct()
                .Take(GatewaySettings.MaximumPrefixes)
                .Select(prefix => new PrefixInformation(
                    prefix.Address, prefix.Length, onLink | (prefix.Length == 64 ? PrefixFlags.Autonomous : PrefixFlags.None),
                    GatewaySettings.PrefixValidSeconds, GatewaySettings.PrefixPreferredSeconds)),
        ];
    }

    /// <summary>Leaves of a bridged segment get descending priorities in file order, so that the election needs no tie-break among them. On a
    /// routed segment a leaf is alone.</summary>
    private static byte PriorityOf(SegmentPlan plan, NodePlan node)
    {
        int before = plan.Subnet.Scope == SubnetScope.Routed ? 0 : node.Fabric.Nodes.Count(other =>
            other.Role == NodeRole.Leaf && other.Site == node.Node.Site && other.Index < node.Node.Index);
        return (byte)Math.Max(1, GatewaySettings.VrrpFirstPriority - before);
    }
}
