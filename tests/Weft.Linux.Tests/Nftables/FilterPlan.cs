using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>A leaf with a routed subnet (web, VLAN 10, ports swp1 and swp2, tagged on trk1), a bridged one (lan, VLAN 30, ports swp3 and
/// isw1 towards another switch) and a subnet elsewhere (db) whose hosts may live on swp2.</summary>
internal static class FilterPlan
{
    public static SegmentId Web { get; } = SegmentId.Routed(1, 1);

    public static SegmentId Lan { get; } = SegmentId.Bridged(2, 1);

    public static NodePlan Leaf { get; } = Make();

    /// <summary>The same with guards: strict on swp1 and the trunk, and one that only reports on swp2. swp3 has none, but no BPDUs pass.</summary>
    public static NodePlan Guarded { get; } = Leaf with
    {
        Ports = [.. Leaf.Ports.Select(port => port.Name switch
        {
            "swp1" => port with { Guard = PortGuard.Strict },
            "trk1" => port with { Guard = PortGuard.Strict, ServesDhcp = true },
            "swp2" => port with { Guard = PortGuard.FirstCome, IsMonitored = true },
            "swp3" => port with { Bpdu = PortBpdu.Drop },
            _ => port,
        })],
    };

    public static PortIndex Port(string name) => Leaf.FindPort(name)!.Index;

    private static NodePlan Make()
    {
        Site site = new("dc1", 1);
        Vrf vrf = new("default", VrfId.Default);
        Subnet web = Subnet("web", 1, 10, SubnetScope.Routed, "10.1.0.1", "2001:db8:1::1");
        Subnet lan = Subnet("lan", 2, 30, SubnetScope.Bridged, "10.3.0.1", "2001:db8:3::1");
        Subnet db = Subnet("db", 3, 20, SubnetScope.Routed, "10.2.0.1", "2001:db8:2::1");
        FabricNode node = new()
        {
            Name = "leaf1",
            Index = 1,
            Site = site,
            Role = NodeRole.Leaf,
            SystemId = SystemId.FromValue(1),
            Loopback4 = IpAddress.Parse("10.255.0.1"),
            Loopback6 = IpAddress.Parse("2001:db8:ffff::1"),
            Ports = [],
        };
        Fabric fabric = new()
        {
            Name = "test",
            Sites = [site],
            Vrfs = [vrf],
            Subnets = [web, lan, db],
            Nodes = [node],
            Links = [],
            Hosts = [],
            Outside = [],
            AsNumber = 65000,
        };
        return new NodePlan
        {
            Fabric = fabric,
            Node = node,
            Segments = [Segment(Web, web), Segment(Lan, lan)],
            Ports =
            [
                Plan(0, "swp1", PortKind.Access, new PortSegment(Web, default)),
                Plan(1, "swp2", PortKind.Access, new PortSegment(Web, default)) with { Foreign = [db] },
                Plan(2, "trk1", PortKind.Trunk, new PortSegment(Web, new VlanId(10)), new PortSegment(Lan, new VlanId(30))),
                Plan(3, "swp3", PortKind.Access, new PortSegment(Lan, default)),
                Plan(4, "isw1", PortKind.Interswitch, new PortSegment(Lan, default)),
                Plan(5, "fab1", PortKind.Fabric),
            ],
        };

        Subnet Subnet(string name, int index, int vlan, SubnetScope scope, string gateway4, string gateway6) => new()
        {
            Name = name,
            Index = index,
            Vrf = vrf,
            Vlan = new VlanId(vlan),
            Vrid = (byte)vlan,
            Gateways = [new GatewayAddress(IpAddress.Parse(gateway4), 24), new GatewayAddress(IpAddress.Parse(gateway6), 64)],
            Home = null,
            Backup = [],
            Scope = scope,
        };
    }

    private static SegmentPlan Segment(SegmentId id, Subnet subnet) =>
        new() { Id = id, Subnet = subnet, Interface = $"vlan{subnet.Vlan}", PrefixMetric = 10 };

    private static PortPlan Plan(ushort index, string name, PortKind kind, params PortSegment[] segments) =>
        new() { Index = new PortIndex(index), Name = name, Kind = kind, Segments = [.. segments] };
}
