using Weft.Wire;

namespace Weft.Model.Tests;

/// <summary>How VRFs travel over fabric links, and what must not be in their way.</summary>
public sealed class VrfLinkTests
{
    private const string Text = """
        fabric: vrfs
        vrfs: [red, unused, blue]
        nodes:
          leaf1: {}
          very-long-name-of-a-leaf: {}
          spine1: { role: spine }
        links: ["leaf1, very-long-name-of-a-leaf -- spine1"]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
          lab: { vlan: 20, gateway: 10.1.0.1/24, vrf: red }
          door: { vlan: 30, gateway: 10.1.0.1/24, vrf: blue }
        ports:
          leaf1: { swp1: lab }
        """;

    [Fact]
    public void A_spine_carries_every_vrf_that_a_subnet_is_in_on_every_fabric_port()
    {
        NodePlan spine = NodePlanner.Derive(Load(Text).Fabric!, "spine1");
        Assert.Equal(["red", "blue"], spine.Vrfs.Select(vrf => vrf.Name));
        Assert.Equal(["to-leaf1.1 3841", "to-leaf1.3 3843"], spine.FindPort("to-leaf1")!.Vrfs.Select(vrf => $"{vrf.Interface} {vrf.Tag}"));
    }

    [Fact]
    public void A_port_whose_name_leaves_no_room_is_named_by_its_index()
    {
        NodePlan spine = NodePlanner.Derive(Load(Text).Fabric!, "spine1");
        PortPlan port = spine.Ports.Single(port => port.Name != "to-leaf1");
        Assert.Equal(15, port.Name.Length);
        Assert.Equal([$"p{port.Index}.1", $"p{port.Index}.3"], port.Vrfs.Select(vrf => vrf.Interface));
        Assert.Equal(port.Name, port.InterfaceOf(VrfId.Default));
        Assert.Equal($"p{port.Index}.3", port.InterfaceOf(new VrfId(3)));
    }

    [Fact]
    public void Host_ports_and_fabrics_without_vrfs_carry_none()
    {
        Assert.Empty(NodePlanner.Derive(Load(Text).Fabric!, "leaf1").FindPort("swp1")!.Vrfs);
        NodePlan plain = NodePlanner.Derive(ExampleFabrics.Load("two-dc"), "spine1");
        Assert.Empty(plain.Vrfs);
        Assert.All(plain.Ports, port => Assert.Empty(port.Vrfs));
    }

    [Fact]
    public void Tags_and_vrfs_are_one_to_one_within_the_range()
    {
        for (ushort id = 1; id <= VrfLinks.MaximumVrfs; id++)
        {
            Assert.True(VrfLinks.TryVrf(VrfLinks.TagOf(new VrfId(id)).Value, out VrfId back));
            Assert.Equal(id, back.Value);
        }

        Assert.Equal(VlanId.Maximum, VrfLinks.TagOf(new VrfId(VrfLinks.MaximumVrfs)).Value);
        Assert.False(VrfLinks.TryVrf(3840, out _));
        Assert.False(VrfLinks.TryVrf(4095, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => VrfLinks.TagOf(VrfId.Default));
    }

    [Fact]
    public void More_vrfs_than_there_are_tags_are_too_many()
    {
        string names = string.Join(", ", Enumerable.Range(1, VrfLinks.MaximumVrfs + 1).Select(number => $"v{number}"));
        Fault fault = Assert.Single(Load($"fabric: many\nvrfs: [{names}]\nnodes: [leaf1]\n").Faults);
        Assert.Equal(FaultCode.TooMany, fault.Code);
    }

    [Theory]
    [InlineData("swp1: lab", "to-spine1.3: lab", FaultCode.InterfaceNameTaken)]
    [InlineData("[red, unused, blue]", "[red, unused, to-leaf1.1]", FaultCode.InterfaceNameTaken)]
    [InlineData("[red, unused, blue]", "[red, unused, vlan7]", FaultCode.ReservedInterfaceName)]
    [InlineData("vlan: 30", "vlan: 3843", FaultCode.VlanIsVrfTag)]
    [InlineData("10.1.0.1/24, vrf: blue", "10.255.0.1/16, vrf: blue", FaultCode.LoopbackInSubnet)]
    public void What_is_in_the_way_of_a_vrf_is_a_fault(string old, string changed, FaultCode code)
    {
        string name = changed.Contains("unused, ", StringComparison.Ordinal) ? changed[(changed.LastIndexOf(' ') + 1)..^1] : "blue";
        FabricLoad load = Load(Text.Replace(old, changed, StringComparison.Ordinal).Replace("vrf: blue", $"vrf: {name}", StringComparison.Ordinal));
        Assert.NotEmpty(load.Faults);
        Assert.All(load.Faults, fault => Assert.Equal(code, fault.Code));
        Assert.Null(load.Fabric);
    }

    [Fact]
    public void A_vlan_in_the_range_that_no_vrf_has_is_free() =>
        Assert.Empty(Load(Text.Replace("vlan: 30", "vlan: 3850", StringComparison.Ordinal)).Faults);

    private static FabricLoad Load(string text) => FabricFile.Load(text);
}
