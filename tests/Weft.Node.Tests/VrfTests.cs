using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>One adjacency and one shortest-path tree for all VRFs; addresses, routes and groups of each for itself.</summary>
public sealed class VrfTests
{
    private const string Text = """
        fabric: vrfs
        vrfs: [red, blue]
        nodes:
          leaf1: {}
          leaf2: {}
          leaf3: {}
          spine1: { role: spine }
          spine2: { role: spine }
        links: ["leaf1, leaf2, leaf3 -- spine1, spine2"]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
          lab: { vlan: 20, gateway: 10.1.0.1/24, vrf: red }
          door: { vlan: 30, gateway: 10.1.0.1/24, vrf: blue }
        ports:
          leaf1: { swp1: web, swp2: lab, swp3: door }
          leaf2: { swp1: web, swp2: lab, swp3: door }
          leaf3: { swp1: web, swp2: lab, swp3: door }
        hosts:
          web-1: { at: leaf1:swp1, subnet: web, address: 10.1.0.11 }
          lab-1: { at: leaf2:swp2, subnet: lab, address: 10.1.0.11 }
          door-1: { at: leaf3:swp3, subnet: door, address: 10.1.0.11 }
          lab-2: { at: leaf3:swp2, subnet: lab, address: 10.1.0.12 }
        """;

    private const string Address = "10.1.0.11";
    private static readonly VrfId Red = new(1);
    private static readonly VrfId Blue = new(2);

    private readonly NodeWorld _world = new(FabricFile.Load(Text));

    public VrfTests()
    {
        _world.Settle();
    }

    [Fact]
    public void One_address_in_three_vrfs_leads_to_three_leaves()
    {
        Assert.EndsWith("leaf1 =", _world.PathFrom("spine1", Address), StringComparison.Ordinal);
        Assert.EndsWith("leaf2 =", _world.PathFrom("spine1", Address, Red), StringComparison.Ordinal);
        Assert.EndsWith("leaf3 =", _world.PathFrom("spine1", Address, Blue), StringComparison.Ordinal);
        Assert.Equal("leaf3 spine1 leaf2 =", _world.PathFrom("leaf3", Address, Red));
        Assert.Equal("leaf1 spine1 leaf3 =", _world.PathFrom("leaf1", Address, Blue));
    }

    [Fact]
    public void An_address_of_another_vrf_alone_is_not_there()
    {
        Assert.Equal("leaf1 spine1 leaf3 =", _world.PathFrom("leaf1", "10.1.0.12", Red));
        Assert.DoesNotContain(
            _world.Nodes.Values.SelectMany(node => node.Switch.Tables.Routes.Rows.Keys),
            key => key.Vrf != Red && key.Prefix == IpPrefix.Parse("10.1.0.12/32"));
    }

    [Fact]
    public void A_move_in_one_vrf_changes_no_route_of_another()
    {
        NodeTables spine = _world.Nodes["spine1"].Switch.Tables;
        spine.Routes.TakeChanges([]);
        WorldHost host = _world.Hosts["lab-1"];
        (host.Node, host.Port) = ("leaf1", "swp2");
        _world.Announce(host);
        _world.Run(TimeSpan.FromMilliseconds(2));
        Assert.Equal("leaf3 spine1 leaf1 =", _world.PathFrom("leaf3", Address, Red));
        Assert.Equal([new RouteKey(Red, IpPrefix.Parse("10.1.0.11/32"))], spine.Routes.Changes);
        Assert.EndsWith("leaf1 =", _world.PathFrom("spine1", Address), StringComparison.Ordinal);
        Assert.EndsWith("leaf3 =", _world.PathFrom("spine1", Address, Blue), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_link_changes_the_groups_of_all_vrfs_and_no_route()
    {
        NodeTables leaf = _world.Nodes["leaf1"].Switch.Tables;
        leaf.Routes.TakeChanges([]);
        leaf.NextHopGroups.TakeChanges([]);
        _world.Cut("leaf1", "spine1");
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal("leaf1 spine2 leaf2 =", _world.PathFrom("leaf1", Address, Red));
        Assert.Equal("leaf1 spine2 leaf3 =", _world.PathFrom("leaf1", Address, Blue));
        Assert.Equal([0, 1, 2], leaf.NextHopGroups.Changes.Select(group => leaf.NextHopGroups.Rows[group].Vrf.Value).Distinct().Order().Select(vrf => (int)vrf));
        Assert.DoesNotContain(leaf.Routes.Changes, key => key.Vrf != VrfId.Default);
    }

    [Fact]
    public void Every_neighbour_is_one_neighbour_whatever_the_vrfs()
    {
        Assert.Equal(3, _world.Nodes["spine1"].Switch.Tables.FabricNeighbors.Count);
        Assert.Equal(2, _world.Nodes["leaf1"].Switch.Tables.FabricNeighbors.Count);
    }
}
