using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>A fabric of N leaves with one routed subnet 10.1.0.0/24, 2001:db8:1::/64 and four access ports each.</summary>
internal static class TestFabric
{
    public const int PortsPerLeaf = 4;

    public static Fabric Make(int leaves, MoveTrust moves = MoveTrust.Trusted, FabricTimers? timers = null, FabricLimits? limits = null, MoveTrust? secondPort = null)
    {
        Site site = new("dc1", 1);
        Subnet web = MakeSubnet("web", 1, 10, "10.1.0.1", "2001:db8:1::1", site);
        Subnet db = MakeSubnet("db", 2, 20, "10.2.0.1", "2001:db8:2::1", site);
        ImmutableArray<FabricNode> nodes = Enumerable.Range(1, leaves).Select(index => new FabricNode
        {
            Name = $"leaf{index}",
            Index = index,
            Site = site,
            Role = NodeRole.Leaf,
            SystemId = SystemId.FromValue((ulong)index),
            Loopback4 = IpAddress.Ipv4(0x0AFF_0000 + (uint)index),
            Loopback6 = IpAddress.Parse($"2001:db8:ff::{index}"),
            Ports = Enumerable.Range(0, PortsPerLeaf).Select(port => new FabricPort
            {
                Name = $"swp{port}",
                Kind = PortKind.Access,
                Subnets = [web],
                Foreign = port == 3 ? [db] : [],
                Moves = port == 1 ? secondPort ?? moves : moves,
            }).ToImmutableArray(),
        }).ToImmutableArray();
        return new Fabric
        {
            Name = "test",
            Sites = [site],
            Vrfs = [new Vrf("default", VrfId.Default)],
            Subnets = [web, db],
            Nodes = nodes,
            Links = [],
            Hosts = [],
            Outside = [],
            AsNumber = 65000,
            Timers = timers ?? new FabricTimers(),
            Limits = limits ?? new FabricLimits(),
        };
    }

    public static NodePlan Plan(Fabric fabric, int leaf)
    {
        FabricNode node = fabric.Nodes[leaf - 1];
        Subnet web = fabric.Subnets[0];
        SegmentId segment = SegmentId.Routed(web.Index, node.Index);
        return new NodePlan
        {
            Fabric = fabric,
            Node = node,
            Ports = node.Ports.Select((port, index) => new PortPlan
            {
                Index = new PortIndex((ushort)index),
                Name = port.Name,
                Kind = port.Kind,
                Segments = [new PortSegment(segment, VlanId.Untagged)],
                Foreign = port.Foreign,
                Moves = port.Moves,
            }).ToImmutableArray(),
            Segments = [new SegmentPlan { Id = segment, Subnet = web, Interface = "vlan10", PrefixMetric = 10 }],
        };
    }

    private static Subnet MakeSubnet(string name, int index, int vlan, string gateway4, string gateway6, Site home) => new()
    {
        Name = name,
        Index = index,
        Vrf = new Vrf("default", VrfId.Default),
        Vlan = new VlanId(vlan),
        Vrid = (byte)vlan,
        Gateways = [new GatewayAddress(IpAddress.Parse(gateway4), 24), new GatewayAddress(IpAddress.Parse(gateway6), 64)],
        Home = home,
        Backup = [],
        Scope = SubnetScope.Routed,
    };
}
