using Weft.Linux;
using Weft.Model;

namespace Weft.Lab.Tests;

/// <summary>What the project's fabrics ask of a kernel, and what is said where it is not there.</summary>
public sealed class KernelNeedsTests
{
    private static readonly KernelCapabilities s_plain = new(VlanFiltering: false, VlanDevices: false, Vrf: false, NextHopObjects: true);

    [Theory]
    [InlineData("one-rack", "")]
    [InlineData("two-dc", "")]
    [InlineData("three-tier", "connection tracking of bridged packets")]
    [InlineData("campus", "VLAN-aware bridges, VLAN interfaces, VRF devices")]
    public void AFabricNeedsWhatThePlansOfItsNodesUse(string name, string missing) =>
        Assert.Equal(missing, string.Join(", ", KernelNeeds.Missing(KernelNeeds.Of(Load(name)), s_plain)));

    [Fact]
    public void AKernelWithEverythingLacksNothing() =>
        Assert.Empty(KernelNeeds.Missing(KernelCapabilities.Full, KernelCapabilities.Full));

    [Fact]
    public void AKernelWithoutNextHopObjectsCannotRunTheSmallestFabric() =>
        Assert.Equal(["next-hop objects"], KernelNeeds.Missing(KernelNeeds.Of(Load("one-rack")), s_plain with { NextHopObjects = false }));

    [Fact]
    public void AVrfWithoutASegmentOnAnyNodeIsNotAskedFor()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "fabrics", "one-rack.yaml")).Replace("nodes:", "vrfs: [unused]\nnodes:", StringComparison.Ordinal);
        Fabric fabric = FabricFile.Load(text).Fabric!;
        Assert.False(KernelNeeds.Of(fabric).Vrf);
    }

    [Fact]
    public void AVrfNeedsVlanInterfacesWhereNodesAreLinkedAndNotOnASingleNode()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "fabrics", "one-rack.yaml")).Replace("nodes:", "vrfs: [blue]\nnodes:", StringComparison.Ordinal);
        string single = text.Replace("vlan: 10,", "vlan: 10, vrf: blue,", StringComparison.Ordinal);
        Assert.Equal((true, false), (KernelNeeds.Of(FabricFile.Load(single).Fabric!).Vrf, KernelNeeds.Of(FabricFile.Load(single).Fabric!).VlanDevices));
        Fabric linked = FabricFile.Load("fabric: f\nvrfs: [blue]\nnodes: [a, b]\nlinks: [a -- b]\nsubnets:\n  w: { vlan: 10, gateway: 10.1.0.1/24, vrf: blue }\n").Fabric!;
        Assert.Equal((false, true, true), (KernelNeeds.Of(linked).VlanFiltering, KernelNeeds.Of(linked).VlanDevices, KernelNeeds.Of(linked).Vrf));
    }

    private static Fabric Load(string name) => FabricFile.Load(File.ReadAllText(Path.Combine(Repository.Root, "fabrics", $"{name}.yaml"))).Fabric!;
}
