namespace Weft.Model.Tests;

/// <summary>Faults point at the right place, name the wrong value, and do not drag others along.</summary>
public sealed class FaultPlaceTests
{
    private const string ThreeFaults =
        """
        fabric: demo
        sites: [dc1, dc2]
        nodes:
          leaf1: { site: dc1 }
          leaf4: { site: dc3, role: leaf }
        subnets:
          web: { vlan: 5000, gateway: [10.1.0.1/24], home: dc1 }
          db: { vlan: 20, gateway: [10.1.0.1/16], home: dc1 }
        """;

    [Fact]
    public void All_faults_of_a_file_are_found_in_one_run_in_the_order_of_the_file()
    {
        FabricLoad load = FabricFile.Load(ThreeFaults);
        Assert.Equal([FaultCode.UnknownSite, FaultCode.NumberOutOfRange, FaultCode.SubnetsOverlap], load.Faults.Select(fault => fault.Code));
        Assert.Equal(["5:18", "7:16", "8:29"], load.Faults.Select(fault => fault.Span.ToString()));
        Assert.Equal([3, 4, 11], load.Faults.Select(fault => fault.Span.Length));
        Assert.Equal(3, load.ErrorCount);
        Assert.Null(load.Fabric);
    }

    [Fact]
    public void A_fault_names_the_wrong_value_and_its_cure_suggests_the_nearest_name()
    {
        FabricLoad load = FabricFile.Load(ThreeFaults);
        Assert.Equal("node `leaf4` is in site `dc3`, which this fabric does not have", load.Faults[0].Message);
        Assert.Equal("did you mean `dc1`? sites: dc1, dc2", load.Faults[0].Cure);
        Assert.Equal("VLAN 5000 is outside 1-4094", load.Faults[1].Message);
        Assert.Equal("subnets `db` and `web` overlap in VRF `default`: 10.1.0.0/16 holds 10.1.0.0/24", load.Faults[2].Message);
        FaultLabel label = Assert.Single(load.Faults[2].Labels);
        Assert.Equal("7:32", label.Span.ToString());
        Assert.Equal("`web` is here", label.Text);
    }

    [Fact]
    public void A_name_whose_body_is_faulty_is_still_known_to_those_who_refer_to_it()
    {
        FabricLoad load = FabricFile.Load(
            """
            fabric: demo
            nodes:
              leaf1: { role: 7 }
              leaf2: { sight: dc1 }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: x, gateway: y }
            ports:
              leaf1: { swp1: web }
            hosts:
              vm-a: { at: leaf1:swp1, subnet: web }
              vm-b: { at: leaf1:swp2, subnet: web, address: 10.9.9.9 }
            """);
        Assert.Equal([FaultCode.WrongType, FaultCode.UnknownKey, FaultCode.WrongType, FaultCode.BadAddress], load.Faults.Select(fault => fault.Code));
    }

    [Fact]
    public void An_alias_reports_the_place_of_its_use()
    {
        FabricLoad load = FabricFile.Load(
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: &leaf { site: dc1 }
              leaf2: *leaf
              leaf3: &wrong { site: dc9 }
              leaf4: *wrong
            """);
        Assert.Equal(["6:25", "7:10"], load.Faults.Select(fault => fault.Span.ToString()));
    }

    [Fact]
    public void A_bridged_triangle_is_a_loop()
    {
        FabricLoad load = FabricFile.Load(
            """
            fabric: demo
            nodes: [leaf1, leaf2, leaf3]
            links:
              - leaf1:a -- leaf2:a
              - leaf2:b -- leaf3:b
              - { ends: leaf1 -- leaf2, bridge: [storage] }
              - { ends: leaf2 -- leaf3, bridge: [storage] }
              - { ends: leaf3 -- leaf1, bridge: [storage] }
            subnets:
              storage: { vlan: 30, gateway: 10.3.0.1/24, scope: bridged }
            """);
        Fault loop = Assert.Single(load.Faults);
        Assert.Equal(FaultCode.BridgeLoop, loop.Code);
        Assert.Equal(8, loop.Span.Line);
    }

    [Fact]
    public void A_site_that_cannot_be_read_makes_no_fault_of_what_may_be_there()
    {
        FabricLoad load = FabricFile.Load(
            """
            fabric: demo
            sites: [dc1, dc2]
            nodes:
              leaf1: { site: dc1 }
              leaf2: { site: dc2 }
            links: [leaf1 -- leaf2]
            subnets:
              web: { vlan: 10, gateway: 10.1.0.1/24, sites: [dc9] }
              db: { vlan: 20, gateway: 10.2.0.1/24, sites: [dc1, 5] }
            ports:
              leaf2: { swp1: web, swp2: db }
            """);
        Assert.Equal([FaultCode.UnknownSite, FaultCode.WrongType], load.Faults.Select(fault => fault.Code));
    }

    [Fact]
    public void Warnings_leave_the_fabric_usable()
    {
        FabricLoad load = FabricFile.Load("fabric: demo\nnodes: [leaf1, leaf2]\n");
        Assert.Equal(FaultSeverity.Warning, Assert.Single(load.Faults).Severity);
        Assert.NotNull(load.Fabric);
        Assert.Equal(1, load.WarningCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("~")]
    public void An_empty_file_says_so(string text) => Assert.Equal("the file is empty", Assert.Single(FabricFile.Load(text).Faults).Message);

    [Theory]
    [InlineData("leaf1", "laef1", 1)]
    [InlineData("dc1", "dc1", 0)]
    [InlineData("DC1", "dc1", 0)]
    [InlineData("web", "", 3)]
    [InlineData("storage", "strage", 1)]
    [InlineData("abcd", "dcba", 3)]
    public void Edit_distance_counts_swapped_neighbours_once(string left, string right, int distance)
    {
        Assert.Equal(distance, Suggestion.Distance(left, right));
        Assert.Equal(distance, Suggestion.Distance(right, left));
    }
}
