using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Node.Tests;

public sealed class FabricTests
{
    private readonly NodeWorld _world = new("two-dc.yaml");

    public FabricTests()
    {
        _world.Settle();
    }

    [Fact]
    public void Every_node_reaches_every_host_on_a_shortest_path()
    {
        Assert.Equal("leaf1 spine1 leaf2 =", _world.PathFrom("leaf1", "10.1.0.12"));
        Assert.Equal("edge1 spine1 leaf2 =", _world.PathFrom("edge1", "10.1.0.12"));
        Assert.Equal("leaf1 spine1 edge1 edge2 spine2 leaf3 =", _world.PathFrom("leaf1", "10.1.0.13"));
        Assert.Equal("leaf4 spine2 leaf3 =", _world.PathFrom("leaf4", "2001:db8:2::12"));
        Assert.Equal("edge2 spine2 leaf4 =", _world.PathFrom("edge2", "10.1.0.14"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_moved_host_is_reached_in_the_other_site_by_all_within_milliseconds(bool rarp)
    {
        WorldHost vm = _world.Hosts["vm-b"];
        (vm.Node, vm.Port) = ("leaf4", "swp1");
        if (rarp)
        {
            _world.Rarp(vm);
        }
        else
        {
            _world.Announce(vm);
        }

        _world.Run(TimeSpan.FromMilliseconds(2));
        foreach (string address in new[] { "10.1.0.12", "2001:db8:1::12" })
        {
            Assert.Equal("leaf2 spine1 edge1 edge2 spine2 leaf4 =", _world.PathFrom("leaf2", address));
            Assert.Equal("edge2 spine2 leaf4 =", _world.PathFrom("edge2", address));
            Assert.Equal("leaf3 spine2 leaf4 =", _world.PathFrom("leaf3", address));
        }

        Assert.Contains(_world.Nodes["leaf2"].Events, nodeEvent => nodeEvent is HostYielded { To: "leaf4" });
    }

    [Fact]
    public void The_rim_sees_hosts_of_its_own_site_at_a_better_metric()
    {
        RouteKey key = new(VrfId.Default, IpPrefix.Parse("10.1.0.12/32"));
        Assert.Equal(RouteMetrics.SameSite, _world.Nodes["edge1"].Switch.Tables.Routes.Rows[key].Metric);
        Assert.Equal(RouteMetrics.OtherSite, _world.Nodes["edge2"].Switch.Tables.Routes.Rows[key].Metric);
    }

    [Fact]
    public void A_cut_interconnect_takes_remote_hosts_away_and_healing_brings_them_back()
    {
        _world.Cut("edge1", "edge2");
        _world.Run(TimeSpan.FromSeconds(10));
        Assert.EndsWith("!", _world.PathFrom("leaf1", "10.2.0.13"));
        Assert.Equal("leaf1 spine1 leaf2 =", _world.PathFrom("leaf1", "10.1.0.12"));

        _world.Cut("edge1", "edge2", cut: false);
        _world.Run(TimeSpan.FromSeconds(10));
        Assert.Equal("leaf1 spine1 edge1 edge2 spine2 leaf4 =", _world.PathFrom("leaf1", "10.2.0.13"));
    }

    [Fact]
    public void A_restarted_leaf_keeps_its_hosts_and_nobody_withdraws_a_route()
    {
        RouteKey key = new(VrfId.Default, IpPrefix.Parse("10.1.0.12/32"));
        _world.Restart("leaf2");
        for (int i = 0; i < 200; i++)
        {
            _world.Run(TimeSpan.FromMilliseconds(50));
            Assert.True(_world.Nodes["edge1"].Switch.Tables.Routes.Rows.ContainsKey(key), $"route gone after {i * 50} ms");
            Assert.Equal("edge1 spine1 leaf2 =", _world.PathFrom("edge1", "10.1.0.12"));
        }

        Assert.Equal("leaf2 spine1 leaf1 =", _world.PathFrom("leaf2", "10.1.0.11"));
        Assert.Equal(1u, _world.Nodes["edge1"].Switch.Hosts.Snapshot().Single(host => host.Key.Address == IpAddress.Parse("10.1.0.12")).Epoch);
    }

    [Fact]
    public void Case33_an_orderly_stop_of_the_vrrp_master_hands_the_role_over_and_withdraws_nothing()
    {
        SegmentId storage = SegmentId.Bridged(3, 1);
        NodeRunner master = _world.Nodes.Values.Single(node => node.Name is "leaf1" or "leaf2"
            && node.Switch.Gateway.RouterState(storage, AddressFamily.Ipv4) == VirtualRouterState.Master);
        NodeRunner backup = _world.Nodes[master.Name == "leaf1" ? "leaf2" : "leaf1"];
        master.Handle(_world.Now, NodeInput.Stopping());
        master.Alive = false;
        _world.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(VirtualRouterState.Master, backup.Switch.Gateway.RouterState(storage, AddressFamily.Ipv4));
        Assert.EndsWith($"{master.Name} =", _world.PathFrom("edge1", master.Name == "leaf1" ? "10.1.0.11" : "10.1.0.12"));
    }

    [Fact]
    public void The_same_inputs_give_the_same_tables()
    {
        NodeWorld other = new("two-dc.yaml");
        other.Settle();
        foreach (NodeRunner node in _world.Nodes.Values)
        {
            NodeTables expected = node.Switch.Tables;
            NodeTables actual = other.Nodes[node.Name].Switch.Tables;
            Assert.Equal(expected.Routes.Rows.ToDictionary(), actual.Routes.Rows.ToDictionary());
            Assert.Equal(expected.Bindings.Rows.ToDictionary(), actual.Bindings.Rows.ToDictionary());
        }
    }
}
