using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The small fabric that is explored: leaves with one routed subnet, and numbers for all that can be named in it.</summary>
internal sealed class ExploredFabric
{
    /// <summary>The port that hosts use on every leaf.</summary>
    public const int HostPort = 0;

    /// <summary>A second port of the first leaf for hosts; the attacker's port of the last leaf.</summary>
    public const int OtherPort = 1;

    /// <summary>Ports of every leaf.</summary>
    public const int Ports = 2;

    /// <summary>The MAC that only the attacker has.</summary>
    public const int AttackerMac = 2;

    /// <summary>MACs of hosts and of the attacker.</summary>
    public const int Macs = 3;

    private readonly ImmutableArray<NodePlan> _plans;

    public ExploredFabric(ExplorationBounds bounds)
    {
        Bounds = bounds;
        Fabric fabric = Make(bounds);
        _plans = [.. fabric.Nodes.Select(node => Plan(fabric, node))];
    }

    public ExplorationBounds Bounds { get; }

    public int Leaves => Bounds.Leaves;

    public int Addresses => Bounds.Addresses;

    /// <summary>The leaf that the attacker is at.</summary>
    public int AttackedLeaf => Bounds.Leaves - 1;

    public NodePlan PlanOf(int leaf) => _plans[leaf];

    public SystemId SystemIdOf(int leaf) => _plans[leaf].SystemId;

    public SegmentId SegmentOf(int leaf) => _plans[leaf].Segments[0].Id;

    public int LeafOf(SystemId systemId) => (int)systemId.Value - 1;

    public static IpAddress Address(int address) => IpAddress.Ipv4(0x0A01_000B + (uint)address);

    public static int NumberOf(IpAddress address) => (int)((uint)address.Bits - 0x0A01_000B);

    public static MacAddress Mac(int mac) => MacAddress.FromValue(0x0200_0000_000A + (ulong)mac);

    public static int NumberOf(MacAddress mac) => (int)(mac.Value - 0x0200_0000_000A);

    /// <summary>The MAC of the host that has an address.</summary>
    public int MacOf(int address) => Bounds.TwoAddresses ? 0 : address;

    /// <summary>The host that has an address.</summary>
    public int HostOf(int address) => Bounds.TwoAddresses ? 0 : address;

    private static Fabric Make(ExplorationBounds bounds)
    {
        Site site = new("dc1", 1);
        Vrf vrf = new("default", VrfId.Default);
        Subnet web = new()
        {
            Name = "web",
            Index = 1,
            Vrf = vrf,
            Vlan = new VlanId(10),
            Vrid = 10,
            Gateways = [new GatewayAddress(IpAddress.Parse("10.1.0.1"), 24)],
            Home = site,
            Backup = [],
            Scope = SubnetScope.Routed,
        };
        return new Fabric
        {
            Name = "explored",
            Sites = [site],
            Vrfs = [vrf],
            Subnets = [web],
            Nodes = [.. Enumerable.Range(1, bounds.Leaves).Select(index => MakeNode(bounds, site, web, index))],
            Links = [],
            Hosts = [],
            Outside = [],
            AsNumber = 65000,
            Timers = new FabricTimers(),
            Limits = new FabricLimits(),
        };
    }

    private static FabricNode MakeNode(ExplorationBounds bounds, Site site, Subnet web, int index) => new()
    {
        Name = $"leaf{index}",
        Index = index,
        Site = site,
        Role = NodeRole.Leaf,
        SystemId = SystemId.FromValue((ulong)index),
        Loopback4 = IpAddress.Ipv4(0x0AFF_0000 + (uint)index),
        Loopback6 = IpAddress.Parse($"2001:db8:ff::{index}"),
        Ports = [.. Enumerable.Range(0, Ports).Select(port => new FabricPort
        {
            Name = $"swp{port + 1}",
            Kind = PortKind.Access,
            Subnets = [web],
            Foreign = [],
            Moves = port == OtherPort && index == bounds.Leaves ? bounds.AttackerPort : bounds.HostPorts,
        })],
    };

    private static NodePlan Plan(Fabric fabric, FabricNode node)
    {
        Subnet web = fabric.Subnets[0];
        SegmentId segment = SegmentId.Routed(web.Index, node.Index);
        return new NodePlan
        {
            Fabric = fabric,
            Node = node,
            Ports = [.. node.Ports.Select((port, index) => new PortPlan
            {
                Index = new PortIndex((ushort)index),
                Name = port.Name,
                Kind = port.Kind,
                Segments = [new PortSegment(segment, VlanId.Untagged)],
                Foreign = port.Foreign,
                Moves = port.Moves,
            })],
            Segments = [new SegmentPlan { Id = segment, Subnet = web, Interface = "vlan10", PrefixMetric = 10 }],
        };
    }
}
