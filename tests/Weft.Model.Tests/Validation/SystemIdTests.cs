using Weft.Wire;

namespace Weft.Model.Tests;

/// <summary>System ids of the file and those that nodes derive from them (RFC 5311).</summary>
public sealed class SystemIdTests
{
    [Theory]
    [InlineData("0000.0000.0005", "0000.0000.0005", "nodes `leaf1` and `leaf2` have the same system id 0000.0000.0005")]
    [InlineData("0000.0000.0005", "f000.0000.0005", "is kept for the virtual systems of `leaf1`")]
    [InlineData("1921.6800.1001", "0921.6800.1001", "is kept for the virtual systems of `leaf1`")]
    [InlineData("0000.0000.0000", "0000.0000.0005", "means no system")]
    [InlineData("3000.0000.0000", "0000.0000.0005", "has nothing but its highest four bits")]
    public void Nodes_with_ids_that_do_not_keep_them_apart_are_faults(string first, string second, string message)
    {
        Fault fault = Assert.Single(Load(first, second).Faults);
        Assert.Equal(FaultCode.SystemIdTaken, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_that_differ_below_the_highest_four_bits_are_fine() => Assert.Empty(Load("0100.0000.0005", "0000.0000.0005").Faults);

    [Fact]
    public void The_virtual_systems_of_a_node_are_its_own_and_nobody_elses()
    {
        Assert.True(SystemId.TryParse("1921.6800.1001", out SystemId node));
        SystemId[] systems = [.. Enumerable.Range(0, 1 + VirtualSystems.Count).Select(number => VirtualSystems.Of(node, number))];
        Assert.Equal(node, systems[0]);
        Assert.Equal(16, systems.Distinct().Count());
        Assert.Equal("0921.6800.1001", systems[1].ToString());
        Assert.All(systems, (system, index) => Assert.True(VirtualSystems.TryGetNumber(node, system, out int number) && number == index));
        Assert.False(VirtualSystems.TryGetNumber(node, SystemId.FromValue(node.Value + 1), out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => VirtualSystems.Of(node, 16));
    }

    private static FabricLoad Load(string first, string second) => FabricFile.Load(
        $$"""
        fabric: demo
        nodes:
          leaf1: { system-id: {{first}} }
          leaf2: { system-id: {{second}} }
        links: [leaf1 -- leaf2]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
        """);
}
