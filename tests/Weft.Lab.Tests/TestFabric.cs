using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab.Tests;

/// <summary>A small fabric built by hand: two leaves, an edge with an outside router and a client, two hosts of one subnet.</summary>
internal static class TestFabric
{
    public static Fabric Create(string prefix)
    {
        Site site = new("dc1", 1);
        Vrf vrf = new("default", VrfId.Default);
        Subnet web = Web(site, vrf);
        FabricPort uplink(string peer, int number) => new() { Name = $"fab{number}", Kind = PortKind.Fabric, Metric = 10, Peer = peer };
        FabricPort access(int number) => new() { Name = $"swp{number}", Kind = PortKind.Access, Subnets = [web] };
        GatewayAddress edge4 = Address("192.0.2.0", 31);
        GatewayAddress isp4 = Address("192.0.2.1", 31);
        GatewayAddress edge6 = Address("2001:db8:f::1", 64);
        GatewayAddress isp6 = Address("2001:db8:f::2", 64);
        FabricPort wan = new() { Name = "wan0", Kind = PortKind.Outside, Addresses = [edge4, edge6], Peer = $"{prefix}isp" };
        FabricNode leaf1 = Node(prefix + "leaf1", 1, site, NodeRole.Leaf, [access(1), access(2), uplink(prefix + "edge1", 1)]);
        FabricNode leaf2 = Node(prefix + "leaf2", 2, site, NodeRole.Leaf, [access(1), access(2), uplink(prefix + "edge1", 1)]);
        FabricNode edge = Node(prefix + "edge1", 3, site, NodeRole.Edge, [uplink(leaf1.Name, 1), uplink(leaf2.Name, 2), wan]);
        return new Fabric
        {
            Name = prefix + "lab",
            Sites = [site],
            Vrfs = [vrf],
            Subnets = [web],
            Nodes = [leaf1, leaf2, edge],
            Links =
            [
                Link(leaf1.Name, "fab1", edge.Name, "fab1"),
                Link(leaf2.Name, "fab1", edge.Name, "fab2"),
            ],
            Hosts =
            [
                Host(prefix + "a", 0x11, web, new LinkEnd(leaf1.Name, "swp1")),
                Host(prefix + "b", 0x12, web, new LinkEnd(leaf1.Name, "swp2")),
            ],
            Outside = [Outside(prefix, [edge4, edge6], [isp4, isp6])],
            AsNumber = 65001,
        };
    }

    private static Subnet Web(Site site, Vrf vrf) => new()
    {
        Name = "web",
        Index = 1,
        Vrf = vrf,
        Vlan = new VlanId(10),
        Vrid = 10,
        Gateways = [Address("10.1.0.1", 24), Address("2001:db8:1::1", 64)],
        Home = site,
        Backup = [],
        Scope = SubnetScope.Routed,
    };

    private static FabricNode Node(string name, int index, Site site, NodeRole role, ImmutableArray<FabricPort> ports) => new()
    {
        Name = name,
        Index = index,
        Site = site,
        Role = role,
        SystemId = SystemId.FromValue((ulong)index),
        Loopback4 = IpAddress.Ipv4(0x0AFF_0000u + (uint)index),
        Loopback6 = IpAddress.Ipv6(new UInt128(0xFD00_0000_0000_0000, (ulong)index)),
        Ports = ports,
    };

    private static FabricLink Link(string a, string portA, string b, string portB) => new()
    {
        A = new LinkEnd(a, portA),
        B = new LinkEnd(b, portB),
        Metric = 10,
        IsInterconnect = false,
    };

    private static FabricHost Host(string name, uint number, Subnet subnet, LinkEnd at) => new()
    {
        Name = name,
        Mac = MacAddress.FromValue(0x0200_5E10_0100UL + number),
        Subnet = subnet,
        Addresses = [Address($"10.1.0.{number}", 24), Address($"2001:db8:1::{number:x}", 64)],
        At = at,
    };

    private static OutsideRouter Outside(string prefix, ImmutableArray<GatewayAddress> edge, ImmutableArray<GatewayAddress> isp) => new()
    {
        Name = prefix + "isp",
        AsNumber = 65100,
        Sessions =
        [
            new OutsideSession
            {
                Edge = new LinkEnd(prefix + "edge1", "wan0"),
                RouterPort = "to-edge1",
                RouterAddresses = isp,
                EdgeAddresses = edge,
            },
        ],
        Clients =
        [
            new OutsideClient(
                prefix + "ext",
                [Address("198.51.100.2", 24), Address("2001:db8:e::2", 64)],
                [Address("198.51.100.1", 24), Address("2001:db8:e::1", 64)]),
        ],
    };

    private static GatewayAddress Address(string text, int length) => new(IpAddress.Parse(text), (byte)length);
}
