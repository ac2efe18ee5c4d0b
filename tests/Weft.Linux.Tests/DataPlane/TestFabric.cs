using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>A small fabric and the plans of its nodes.</summary>
internal static class TestFabric
{
    private const string Text = """
        fabric: test
        nodes:
          leaf1: {}
          leaf2: {}
          spine1: { role: spine }
          spine2: { role: spine }
          edge1: { role: edge }
        links:
          - leaf1, leaf2, edge1 -- spine1
          - leaf1, leaf2, edge1 -- spine2
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
          db: { vlan: 20, gateway: [10.2.0.1/24, 2001:db8:2::1/64] }
        ports:
          leaf1: { swp1: web, swp2: web, swp3: db }
          leaf2: { swp1: web, swp2: { access: db, foreign: [web] } }
        outside:
          core: { as: 65100, edges: [edge1], clients: { ext: {} } }
        """;

    private static readonly Fabric Fabric = Load();

    internal static NodePlan Leaf1 => NodePlanner.Derive(Fabric, "leaf1");

    internal static NodePlan Leaf2 => NodePlanner.Derive(Fabric, "leaf2");

    internal static NodePlan Edge1 => NodePlanner.Derive(Fabric, "edge1");

    internal static PortIndex Port(this NodePlan plan, string name) => plan.FindPort(name)!.Index;

    /// <summary>The fabric ports of a node, in order.</summary>
    internal static PortPlan[] FabricPorts(this NodePlan plan) => [.. plan.Ports.Where(port => port.Kind == PortKind.Fabric)];

    internal static SegmentId Segment(this NodePlan plan, int vlan) => plan.Segments.Single(segment => segment.Vlan.Value == vlan).Id;

    internal static IpAddress Ip(string text) => IpAddress.Parse(text);

    internal static MacAddress Mac(int number) => MacAddress.FromValue(0x0200_0000_0000UL + (uint)number);

    private static Fabric Load()
    {
        FabricLoad load = FabricFile.Load(Text);
        return load.Fabric ?? throw new InvalidOperationException(string.Join("; ", load.Faults));
    }
}
