using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class ApplyTests
{
    [Fact]
    public void A_local_host_becomes_a_route_a_neighbour_a_forwarding_entry_and_a_filter_element()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.Apply();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        KernelRoute route = node.Route("10.1.0.11/32")!.Value;
        Assert.Equal(node.IndexOf("vlan10"), route.InterfaceIndex);
        Assert.Equal(200, route.Protocol);
        Assert.Equal(4, KernelPicture.Actual(node).Length);
    }

    [Fact]
    public void A_host_that_arrives_or_leaves_is_one_replaced_route()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetGroup(1, 0, 1);
        node.SetRoute("10.1.0.11/32", 1);
        node.Apply();
        List<KernelChangeKind> routeChanges = [];
        node.Kernel.AfterChange = (change, _) =>
        {
            Assert.NotNull(node.Route("10.1.0.11/32"));
            if (change.Kind is KernelChangeKind.PutRoute or KernelChangeKind.DeleteRoute)
            {
                routeChanges.Add(change.Kind);
            }
        };
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.Apply();
        Assert.Equal(node.IndexOf("vlan10"), node.Route("10.1.0.11/32")!.Value.InterfaceIndex);

        node.RemoveHost(10, "10.1.0.11", 11);
        node.Apply();
        Assert.NotEqual(0u, node.Route("10.1.0.11/32")!.Value.NextHopId);
        Assert.Equal([KernelChangeKind.PutRoute, KernelChangeKind.PutRoute], routeChanges);
    }

    [Fact]
    public void At_the_rim_a_new_metric_is_added_before_the_old_one_is_deleted()
    {
        FakeNode node = new(TestFabric.Edge1);
        node.SetGroup(1, 0);
        node.SetRoute("10.1.0.11/32", 1, metric: 20);
        node.Apply();
        Assert.Equal(20u, node.Route("10.1.0.11/32")!.Value.Metric);
        List<int> present = [];
        node.Kernel.AfterChange = (_, _) => present.Add(node.Kernel.RouteRows.Values.Count(route => route.Prefix == IpPrefix.Parse("10.1.0.11/32")));
        node.SetRoute("10.1.0.11/32", 1, metric: 10);
        node.Apply();
        Assert.Equal([2, 1], present);
        Assert.Equal(10u, node.Route("10.1.0.11/32")!.Value.Metric);
    }

    [Fact]
    public void A_new_metric_that_is_refused_keeps_the_old_route()
    {
        FakeNode node = new(TestFabric.Edge1);
        node.SetGroup(1, 0);
        node.SetRoute("10.1.0.11/32", 1, metric: 20);
        node.Apply();
        node.Kernel.Failures.Refuse(change => change.Kind == KernelChangeKind.PutRoute, Errno.NoMemory);
        node.SetRoute("10.1.0.11/32", 1, metric: 10);
        node.Apply();
        Assert.Equal(20u, node.Route("10.1.0.11/32")!.Value.Metric);
        node.Quiesce();
        Assert.Equal(10u, node.Route("10.1.0.11/32")!.Value.Metric);
    }

    [Fact]
    public void One_change_of_a_group_moves_all_its_routes()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetGroup(1, 0);
        for (int i = 1; i < 100; i++)
        {
            node.SetRoute($"10.9.0.{i}/32", 1);
        }

        node.Apply();
        int before = node.Kernel.Submitted;
        node.SetGroup(1, 0, 1);
        node.Apply();
        Assert.Equal(2, node.Kernel.Submitted - before);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    [Fact]
    public void A_discard_route_is_a_blackhole()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetRoute("10.1.0.11/32", 0);
        node.Apply();
        Assert.Equal(KernelRouteType.Blackhole, node.Route("10.1.0.11/32")!.Value.Type);
    }

    [Fact]
    public void An_address_bound_on_two_segments_has_one_route_and_keeps_it_when_one_binding_goes()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(20, "10.1.0.11", 11, "swp3");
        node.SetHost(10, "10.1.0.11", 12, "swp1");
        node.Apply();
        Assert.Equal(node.IndexOf("vlan10"), node.Route("10.1.0.11/32")!.Value.InterfaceIndex);
        node.RemoveHost(10, "10.1.0.11", 12);
        node.Apply();
        Assert.Equal(node.IndexOf("vlan20"), node.Route("10.1.0.11/32")!.Value.InterfaceIndex);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    [Fact]
    public void A_link_local_address_has_a_neighbour_entry_on_each_segment_and_no_route()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "fe80::11", 11, "swp1");
        node.SetHost(20, "fe80::11", 13, "swp3");
        node.Apply();
        Assert.Null(node.Route("fe80::11/128"));
        Assert.Equal(2, node.Kernel.NeighborRows.Count);
        Assert.Equal(2, node.Restart().Adopted.Count);
        node.RemoveHost(10, "fe80::11", 11);
        node.Apply();
        Assert.Single(node.Kernel.NeighborRows);
    }

    [Fact]
    public void Nothing_is_deleted_before_the_tables_are_settled_except_a_mac_that_left()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.Tables.Settled = false;
        node.SetGroup(1, 0);
        node.SetRoute("10.9.0.1/32", 1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.Apply();
        node.RemoveRoute("10.9.0.1/32");
        node.RemoveHost(10, "10.1.0.11", 11);
        node.Apply();
        Assert.NotNull(node.Route("10.9.0.1/32"));
        Assert.NotNull(node.Route("10.1.0.11/32"));
        Assert.Empty(node.Filters.Rows);
        Assert.DoesNotContain(node.Kernel.ForwardingRows.Values, entry => entry.State == NeighborState.NoArp);

        node.Tables.Settled = true;
        node.Apply();
        node.Quiesce();
        Assert.Empty(KernelPicture.Actual(node));
    }

    [Fact]
    public void A_remote_route_that_is_wanted_again_within_its_delay_is_never_deleted()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetGroup(1, 0);
        node.SetRoute("10.9.0.1/32", 1);
        node.SetRoute("10.9.0.2/32", 1);
        node.Apply();
        List<KernelChange> deletes = [];
        node.Kernel.AfterChange = (change, _) => deletes.AddRange(change.Kind == KernelChangeKind.DeleteRoute ? [change] : []);
        node.RemoveRoute("10.9.0.1/32");
        node.RemoveRoute("10.9.0.2/32");
        node.Apply();
        node.SetRoute("10.9.0.1/32", 1);
        node.Apply();
        Assert.Empty(deletes);
        Assert.NotNull(node.Route("10.9.0.2/32"));

        node.Quiesce();
        Assert.Equal(IpPrefix.Parse("10.9.0.2/32"), Assert.Single(deletes).Route.Prefix);
        Assert.NotNull(node.Route("10.9.0.1/32"));
    }

    [Fact]
    public void A_local_host_that_left_loses_its_route_at_once()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.Apply();
        node.RemoveHost(10, "10.1.0.11", 11);
        node.Apply();
        Assert.Null(node.Route("10.1.0.11/32"));
    }

    [Fact]
    public void Unused_next_hop_objects_are_collected_and_used_ones_are_not()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetGroup(1, 0, 1);
        node.SetGroup(2, 1);
        node.SetRoute("10.9.0.1/32", 1);
        node.Apply();
        node.Tables.NextHopGroups.Remove(new NextHopGroupId(2));
        node.Quiesce();
        node.Apply();
        node.Quiesce();
        Assert.Equal(3, node.Kernel.NextHopRows.Count);
        node.RemoveRoute("10.9.0.1/32");
        node.Tables.NextHopGroups.Remove(new NextHopGroupId(1));
        node.Apply();
        node.Quiesce();
        Assert.Empty(node.Kernel.NextHopRows);
    }

    [Fact]
    public void Applying_without_changes_submits_nothing()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.Apply();
        int before = node.Kernel.Submitted;
        node.Apply();
        Assert.Equal(before, node.Kernel.Submitted);
    }
}
