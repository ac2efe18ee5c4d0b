using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>What the fast path is told of the node's tables.</summary>
public sealed class FastPathRowsTests
{
    private readonly FakeNode _node = new(TestFabric.Leaf1);
    private readonly FakeFastPath _fast = new();

    [Fact]
    public void It_starts_with_all_that_is_there_and_follows()
    {
        _node.SetHost(10, "10.1.0.11", 11, "swp1");
        _node.Apply();
        _node.DataPlane.UseFastPath(_node.Now, _fast);
        Assert.Equal([Source("swp1", 11, "10.1.0.11")], _fast.Sources);
        Assert.Equal([_node.IndexOf("swp1")], _fast.Destinations.Values.Select(item => item.Interface));
        _node.SetHost(20, "2001:db8:2::12", 12, "swp3");
        _node.Apply();
        Assert.Contains(Source("swp3", 12, "2001:db8:2::12"), _fast.Sources);
        _node.RemoveHost(10, "10.1.0.11", 11);
        _node.Apply();
        Assert.Equal([Source("swp3", 12, "2001:db8:2::12")], _fast.Sources);
        Assert.Equal([_node.IndexOf("swp3")], _fast.Destinations.Values.Select(item => item.Interface));
    }

    [Fact]
    public void A_host_whose_policy_counts_packets_takes_the_long_way()
    {
        Follow(PolicyBench.Policy(1, null, null) with { Quality = new PolicyQuality(null, new DataRate(1_000_000), null) });
        Assert.Equal([TestFabric.Mac(12)], _fast.Sources.Select(source => source.Mac));
        Assert.Equal([TestFabric.Mac(12)], _fast.Destinations.Keys.Select(key => key.Mac));
        Assert.Empty(_fast.Exits);
    }

    [Fact]
    public void A_policy_that_tracks_connections_asks_for_the_flows_of_both_directions()
    {
        Follow(PolicyBench.Policy(1, [], null) with { IsStateful = true });
        Assert.Equal([(11, true), (12, false)], _fast.Sources.Select(source => ((int)source.Mac.Value & 0xFF, source.AsksFlows)).Order());
        Assert.Equal([(11, true), (12, false)], _fast.Destinations.Select(pair => ((int)pair.Key.Mac.Value & 0xFF, pair.Value.AsksFlows)).Order());
    }

    [Fact]
    public void A_policy_that_is_open_both_ways_asks_for_nothing()
    {
        Follow(PolicyBench.Policy(1, null, null));
        Assert.Equal([(11, false), (12, false)], _fast.Sources.Select(source => ((int)source.Mac.Value & 0xFF, source.AsksFlows)).Order());
        Assert.Empty(_fast.Exits);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Flows_are_asked_for_where_a_policy_looks_at_each_packet_alone(bool into, bool from)
    {
        FakeNode node = Follow(PolicyBench.Policy(1, into ? [] : null, from ? [] : null));
        Assert.Equal([(11, from), (12, false)], _fast.Sources.Select(source => ((int)source.Mac.Value & 0xFF, source.AsksFlows)).Order());
        Assert.Equal([(11, into), (12, false)], _fast.Destinations.Select(pair => ((int)pair.Key.Mac.Value & 0xFF, pair.Value.AsksFlows)).Order());
        Assert.Equal(node.Plan.Ports.Select(port => node.IndexOf(port.Name)).Where(index => index != 0).Order(), _fast.Exits.Order());
    }

    [Fact]
    public void A_host_that_left_is_gone_even_while_the_kernels_routes_still_wait()
    {
        _node.Tables.Settled = false;
        _node.DataPlane.UseFastPath(_node.Now, _fast);
        _node.SetHost(10, "10.1.0.11", 11, "swp1");
        _node.Apply();
        _node.RemoveHost(10, "10.1.0.11", 11);
        _node.Apply();
        Assert.Empty(_fast.Sources);
        Assert.Empty(_fast.Destinations);
    }

    [Fact]
    public void A_host_that_moves_is_taken_out_before_anything_else_and_put_in_last()
    {
        _node.DataPlane.UseFastPath(_node.Now, _fast);
        _node.SetHost(10, "10.1.0.11", 11, "swp1");
        _node.Apply();
        _fast.Calls.Clear();
        _node.SetHost(10, "10.1.0.11", 11, "swp2");
        _node.Apply();
        Assert.Equal(["-10.1.0.11", $"-{TestFabric.Mac(11)}", $"+{TestFabric.Mac(11)}", "+10.1.0.11"], _fast.Calls);
        Assert.Equal([Source("swp2", 11, "10.1.0.11")], _fast.Sources);
        Assert.Equal([_node.IndexOf("swp2")], _fast.Destinations.Values.Select(item => item.Interface));
    }

    [Fact]
    public void Ports_of_hosts_are_watched_and_no_others()
    {
        _node.DataPlane.UseFastPath(_node.Now, _fast);
        Assert.Equal(
            new[] { "swp1", "swp2", "swp3" }.Select(_node.IndexOf).Order(), _fast.Ports.Select(port => port.Interface).Order());
        SegmentPlan web = _node.Plan.FindSegment(_node.Plan.Segment(10))!;
        FastPathSegment told = _fast.Ports.First(port => port.Interface == _node.IndexOf("swp1")).Segment;
        Assert.Equal((web.Id, _node.IndexOf("vlan10"), web.Subnet.GatewayMac4, web.Subnet.GatewayMac6), (told.Segment, told.Interface, told.GatewayMac4, told.GatewayMac6));
    }

    [Fact]
    public void A_cable_that_is_replaced_takes_its_rows_along()
    {
        _node.DataPlane.UseFastPath(_node.Now, _fast);
        _node.SetHost(10, "10.1.0.11", 11, "swp1");
        _node.Apply();
        int before = _node.IndexOf("swp1");
        KernelLink gone = _node.Kernel.LinkRows[before];
        _node.Kernel.DeleteLink(before);
        _node.Kernel.Notify(sink => sink.LinkChanged(gone, removed: true));
        _node.DataPlane.HandleEvents(_node.Now);
        Assert.Empty(_fast.Sources);
        Assert.Empty(_fast.Destinations);
        Assert.DoesNotContain(_fast.Ports, port => port.Interface == before);
        _node.Outsider.PlugIn("swp1", TestFabric.Mac(0xF077));
        _node.DataPlane.HandleEvents(_node.Now);
        Assert.NotEqual(before, _node.IndexOf("swp1"));
        Assert.Equal([Source("swp1", 11, "10.1.0.11")], _fast.Sources);
        Assert.Contains(_fast.Ports, port => port.Interface == _node.IndexOf("swp1"));
    }

    [Fact]
    public void What_is_refused_is_tried_again_with_the_next_audit()
    {
        _fast.IsFull = true;
        _node.DataPlane.UseFastPath(_node.Now, _fast);
        _node.SetHost(10, "10.1.0.11", 11, "swp1");
        _node.Apply();
        Assert.Empty(_fast.Sources);
        _fast.IsFull = false;
        _node.Quiesce();
        Assert.Single(_fast.Sources);
        Assert.Single(_fast.Destinations);
    }

    [Fact]
    public void Without_it_nothing_is_told_any_more()
    {
        _node.DataPlane.UseFastPath(_node.Now, _fast);
        _node.DataPlane.UseFastPath(_node.Now, null);
        _node.SetHost(10, "10.1.0.11", 11, "swp1");
        _node.Apply();
        Assert.Empty(_fast.Calls);
    }

    [Fact]
    public void Routed_flows_are_doubted_before_and_after_any_change_of_hosts()
    {
        _node.DataPlane.UseFastPath(_node.Now, _fast);
        _node.SetHost(10, "10.1.0.11", 11, "swp1");
        _node.Apply();
        int before = _fast.Doubts;
        _node.Apply();
        Assert.Equal(before, _fast.Doubts);
        _node.RemoveHost(10, "10.1.0.11", 11);
        _node.Apply();
        Assert.Equal(before + 2, _fast.Doubts);
    }

    private FakeNode Follow(HostPolicy policy)
    {
        Fabric fabric = TestFabric.Leaf1.Fabric with
        {
            Policies = [policy],
            PolicyAssignment = new PolicyAssignment(new Dictionary<MacAddress, PolicyId> { [TestFabric.Mac(11)] = new(1) }, new Dictionary<int, PolicyId>()),
        };
        FakeNode node = new(TestFabric.Leaf1 with { Fabric = fabric });
        node.DataPlane.UseFastPath(node.Now, _fast);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.SetHost(10, "10.1.0.12", 12, "swp2");
        node.Apply();
        return node;
    }

    private FastPathSource Source(string port, int mac, string address) =>
        new(_node.IndexOf(port), TestFabric.Mac(mac), TestFabric.Ip(address));
}
