using Weft.Model;

namespace Weft.Stories.Tests;

/// <summary>A small fabric: two leaves, an edge with an outside router and a client, two hosts of one subnet.</summary>
internal static class TestFabric
{
    private const string Text = """
        fabric: t
        nodes:
          leaf1: {}
          leaf2: {}
          edge1: { role: edge }
        links:
          - leaf1, leaf2 -- edge1
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        hosts:
          a: { at: leaf1:swp1, subnet: web }
          b: { at: leaf1:swp2, subnet: web }
        ports:
          leaf2: { swp1: web, swp2: web }
        outside:
          isp: { as: 65100, edges: [edge1], clients: { ext: {} } }
        """;

    public static Fabric Create()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.Empty(load.Faults);
        return load.Fabric!;
    }
}
