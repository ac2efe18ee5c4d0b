using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>Draining in a fabric with two of everything, and what only one node has.</summary>
public sealed class DrainTests
{
    private static readonly string[] s_addresses = ["10.1.0.11", "10.1.0.12", "10.1.0.13", "2001:db8:1::11", "2001:db8:1::12", "2001:db8:1::13"];

    private readonly NodeWorld _world = new("twin.yaml");

    public DrainTests()
    {
        _world.Settle();
    }

    [Theory]
    [InlineData("spine1")]
    [InlineData("spine4")]
    [InlineData("edge1")]
    [InlineData("edge4")]
    public void Nothing_goes_through_a_drained_node_nothing_is_unreachable_on_the_way_and_all_is_as_before_in_the_end(string drained)
    {
        string before = Tables(drained);
        Assert.Contains(s_addresses, address => _world.Nodes.Keys.Any(from => from != drained && Visits(from, address).Contains(drained)));
        Follow(drained, true);
        Assert.Equal(DrainPhase.Drained, _world.Nodes[drained].Switch.Isis.DrainPhase);
        foreach (string from in _world.Nodes.Keys.Where(node => node != drained))
        {
            Assert.All(s_addresses, address => Assert.DoesNotContain(drained, Visits(from, address)));
        }

        Follow(drained, false);
        Assert.Equal(DrainPhase.Serving, _world.Nodes[drained].Switch.Isis.DrainPhase);
        Assert.Equal(before, Tables(drained));
    }

    [Fact]
    public void The_hosts_of_a_drained_leaf_stay_reachable_there_and_nobody_withdraws_them()
    {
        Follow("leaf1", true);
        Assert.EndsWith("leaf1 =", _world.PathFrom("leaf3", "10.1.0.11"));
        Assert.EndsWith("leaf1 =", _world.PathFrom("leaf2", "2001:db8:1::11"));
        Assert.DoesNotContain(_world.Nodes.Values.SelectMany(static node => node.Events), static nodeEvent => nodeEvent.Kind is "adjacency-down" or "host-gone");
    }

    [Fact]
    public void The_subnet_of_a_drained_home_leaf_is_left_to_the_other_one()
    {
        RouteKey subnet = new(VrfId.Default, IpPrefix.Parse("10.1.0.0/24"));
        Assert.Equal(2, Origins("edge1", subnet).Count);
        Follow("leaf1", true);
        Assert.Equal([_world.Nodes["leaf2"].Plan.SystemId], Origins("edge1", subnet));
        Assert.Contains(_world.Nodes["leaf1"].Plan.SystemId, _world.Nodes["edge1"].Switch.Isis.Prefixes().Single(prefix => prefix.Key == subnet).OtherOrigins);
        Follow("leaf1", false);
        Assert.Equal(2, Origins("edge1", subnet).Count);
    }

    [Fact]
    public void A_drained_edge_gives_what_it_hands_to_the_outside_a_worse_metric_and_what_it_brings_in_is_left_to_others()
    {
        RouteKey host = new(VrfId.Default, IpPrefix.Parse("10.1.0.11/32"));
        ForeignRoute outside = new(VrfId.Default, IpPrefix.Parse("0.0.0.0/0"), 0, Present: true);
        foreach (string edge in new[] { "edge1", "edge2" })
        {
            _world.Nodes[edge].Handle(_world.Now, NodeInput.RouteChanged(outside));
        }

        _world.Run(TimeSpan.FromSeconds(1));
        RouteKey anywhere = new(VrfId.Default, outside.Prefix);
        Assert.Equal(2, Origins("leaf1", anywhere).Count);

        // zebra overlooks another priority while the next-hop object is the same.
        HashSet<NextHopGroupId> groups = [GroupOf(host)];
        Follow("edge1", true);
        Assert.True(groups.Add(GroupOf(host)));
        Assert.Equal(RouteMetrics.SameSite + RouteMetrics.Drained, _world.Nodes["edge1"].Switch.Tables.Routes.Rows[host].Metric);
        Assert.Equal(RouteMetrics.SameSite, _world.Nodes["edge2"].Switch.Tables.Routes.Rows[host].Metric);
        Assert.Equal([_world.Nodes["edge2"].Plan.SystemId], Origins("leaf1", anywhere));
        Follow("edge1", false);
        Assert.True(groups.Add(GroupOf(host)));
        Assert.Equal(RouteMetrics.SameSite, _world.Nodes["edge1"].Switch.Tables.Routes.Rows[host].Metric);
        Assert.Equal(2, Origins("leaf1", anywhere).Count);
        Assert.Equal(
            _world.Nodes["edge1"].Switch.Tables.Routes.Rows.Values.Select(row => row.Group).Where(group => group.Value > 0).Distinct().Order(Comparer<NextHopGroupId>.Create((a, b) => a.Value.CompareTo(b.Value))),
            _world.Nodes["edge1"].Switch.Tables.NextHopGroups.Rows.Keys.OrderBy(group => group.Value));
    }

    [Fact]
    public void The_routes_of_a_spine_keep_their_priority_because_nobody_outside_reads_it()
    {
        _world.Nodes["spine1"].Switch.Tables.Routes.TakeChanges([]);
        Follow("spine1", true);
        Assert.Empty(_world.Nodes["spine1"].Switch.Tables.Routes.Changes);
    }

    [Fact]
    public void A_drained_leaf_leaves_the_VRRP_advertisements_to_the_other_and_takes_them_back()
    {
        SegmentId storage = _world.Nodes["leaf1"].Plan.Segments.Single(static segment => segment.Subnet.Name == "storage").Id;
        Assert.Equal(VirtualRouterState.Master, RouterState("leaf1", storage));
        Follow("leaf1", true);
        _world.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(VirtualRouterState.Backup, RouterState("leaf1", storage));
        Assert.Equal(VirtualRouterState.Master, RouterState("leaf2", storage));
        Follow("leaf1", false);
        _world.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(VirtualRouterState.Master, RouterState("leaf1", storage));
        Assert.Equal(VirtualRouterState.Backup, RouterState("leaf2", storage));
    }

    [Fact]
    public void A_drained_node_that_is_restarted_stays_drained_and_one_that_goes_away_is_missed_by_nobody()
    {
        Follow("spine1", true);
        string before = Tables("spine1");
        _world.Nodes["spine1"].Alive = false;
        _world.Run(TimeSpan.FromSeconds(1));
        _world.Restart("spine1");
        _world.Nodes["spine1"].Handle(_world.Now, NodeInput.Drained(true, atOnce: true));
        _world.Run(TimeSpan.FromSeconds(60));
        Assert.Equal(before, Tables("spine1"));

        foreach (string neighbor in new[] { "leaf1", "leaf2", "edge1", "edge2" })
        {
            _world.Cut("spine1", neighbor);
            AssertEverybodyReached("spine1");
        }

        _world.Run(TimeSpan.FromSeconds(5));
        AssertEverybodyReached("spine1");
    }

    private void Follow(string node, bool drained)
    {
        _world.Nodes[node].Handle(_world.Now, NodeInput.Drained(drained, atOnce: false));
        for (int i = 0; i < 3_000 && _world.Nodes[node].Switch.Isis.DrainPhase is DrainPhase.Draining or DrainPhase.Undraining; i++)
        {
            _world.Run(TimeSpan.FromMilliseconds(1));
            if (i % 10 == 0)
            {
                AssertEverybodyReached(null);
            }
        }

        _world.Run(TimeSpan.FromSeconds(1));
    }

    private void AssertEverybodyReached(string? except)
    {
        foreach (string from in _world.Nodes.Keys.Where(node => node != except))
        {
            Assert.All(s_addresses, address => Visits(from, address));
        }
    }

    private HashSet<string> Visits(string from, string address) => FabricWalk.Visits(_world, from, IpAddress.Parse(address));

    private IReadOnlyList<SystemId> Origins(string node, RouteKey key) =>
        _world.Nodes[node].Switch.Isis.Prefixes().Single(prefix => prefix.Key == key).Origins;

    private VirtualRouterState RouterState(string node, SegmentId segment) =>
        _world.Nodes[node].Switch.Gateway.RouterState(segment, AddressFamily.Ipv4);

    /// <summary>Every route of every node but one, with its next hops.</summary>
    private string Tables(string except) => string.Join('\n', _world.Nodes.Values.Where(node => node.Name != except).SelectMany(node =>
        node.Switch.Tables.Routes.Rows.OrderBy(static row => row.Key.Prefix).Select(row =>
            $"{node.Name} {row.Key} {row.Value.Metric} {(node.Switch.Tables.NextHopGroups.TryGet(row.Value.Group, out NextHopGroupRow group) ? string.Join(' ', group.Members) : "-")}")));

    private NextHopGroupId GroupOf(RouteKey route) => _world.Nodes["edge1"].Switch.Tables.Routes.Rows[route].Group;
}
