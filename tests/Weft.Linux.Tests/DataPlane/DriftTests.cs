using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class DriftTests
{
    [Fact]
    public void A_route_that_somebody_deletes_is_put_back_at_once()
    {
        FakeNode node = NodeWithRows();
        node.Outsider.DeleteRoute(node.Route("10.1.0.11/32")!.Value);
        node.DataPlane.HandleEvents(node.Now);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Contains(node.Events.Events, nodeEvent => nodeEvent is DriftRepaired);
    }

    [Fact]
    public void A_route_that_somebody_overwrites_is_put_back_at_once()
    {
        FakeNode node = NodeWithRows();
        node.Outsider.PutRoute(node.Route("10.1.0.11/32")!.Value with { Protocol = 4, InterfaceIndex = 1 });
        node.DataPlane.HandleEvents(node.Now);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    [Fact]
    public void A_group_that_another_daemon_writes_into_is_left_to_it_and_its_routes_move_to_a_new_one()
    {
        FakeNode node = NodeWithRows();
        uint old = node.Route("10.9.0.1/32")!.Value.NextHopId;
        KernelNextHop group = node.Kernel.NextHopRows[old];
        node.Outsider.PutNextHop(group with { Members = [group.Members[0]] });
        node.DataPlane.HandleEvents(node.Now);
        Assert.NotEqual(old, node.Route("10.9.0.1/32")!.Value.NextHopId);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Contains(node.Events.Events, nodeEvent => nodeEvent is DriftRepaired);
        node.Quiesce();
        Assert.DoesNotContain(old, node.Kernel.NextHopRows.Keys);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    [Fact]
    public void A_group_that_another_daemon_writes_as_it_was_stays()
    {
        FakeNode node = NodeWithRows();
        uint old = node.Route("10.9.0.1/32")!.Value.NextHopId;
        node.Outsider.PutNextHop(node.Kernel.NextHopRows[old]);
        node.DataPlane.HandleEvents(node.Now);
        Assert.Equal(old, node.Route("10.9.0.1/32")!.Value.NextHopId);
        Assert.Empty(node.Events.Events);
    }

    [Fact]
    public void What_vanished_silently_is_found_by_the_audit()
    {
        FakeNode node = NodeWithRows();
        node.Kernel.NeighborRows.Clear();
        node.Kernel.ForwardingRows.Clear();
        node.Filters.Rows.Clear();
        node.Outsider.DeleteRoute(node.Route("10.1.0.11/32")!.Value, notify: false);
        node.Kernel.AddressRows.Clear();
        node.DataPlane.Repair(node.Now);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Contains((node.IndexOf("vlan10"), TestFabric.Ip("10.1.0.1")), node.Kernel.AddressRows.Keys);
        Assert.Contains(node.Kernel.ForwardingRows.Values, entry => entry.OnBridge);
    }

    [Fact]
    public void An_audit_of_a_kernel_that_is_right_changes_nothing_and_says_nothing()
    {
        FakeNode node = NodeWithRows();
        node.Quiesce();
        string[] before = KernelPicture.Actual(node);
        node.DataPlane.Repair(node.Now);
        Assert.Equal(before, KernelPicture.Actual(node));
        Assert.Empty(node.Events.Events);
    }

    [Fact]
    public void The_audit_removes_rows_of_ours_that_nobody_wants_and_spares_those_of_others()
    {
        FakeNode node = NodeWithRows();
        KernelRoute stray = new()
        {
            Table = RouteTableId.Main,
            Prefix = IpPrefix.Parse("10.77.0.0/16"),
            Metric = 7,
            Protocol = RouteProtocol.Weft,
            Type = KernelRouteType.Blackhole,
        };
        node.Outsider.PutRoute(stray);
        node.Outsider.PutRoute(stray with { Protocol = 4, Prefix = IpPrefix.Parse("10.78.0.0/16") });
        node.DataPlane.Repair(node.Now);
        Assert.Null(node.Route("10.77.0.0/16"));
        Assert.Contains(node.Kernel.RouteRows.Values, route => route.Prefix == IpPrefix.Parse("10.78.0.0/16"));
    }

    [Fact]
    public void A_port_that_loses_carrier_leaves_its_groups_and_comes_back_to_them()
    {
        FakeNode node = NodeWithRows();
        string port = node.Plan.FabricPorts()[0].Name;
        node.Outsider.SetCarrier(port, false);
        node.DataPlane.HandleEvents(node.Now);
        Assert.False(node.Events.Ports[node.Plan.Port(port)].Up);
        Assert.Single(node.Kernel.NextHopRows[node.Route("10.9.0.1/32")!.Value.NextHopId].Members);

        node.Outsider.SetCarrier(port, true);
        node.DataPlane.HandleEvents(node.Now);
        Assert.True(node.Events.Ports[node.Plan.Port(port)].Up);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    [Fact]
    public void Routes_that_went_with_their_last_next_hop_come_back_with_the_groups_new_members()
    {
        FakeNode node = NodeWithRows();
        node.SetGroup(1, 0);
        node.Apply();
        node.Outsider.SetCarrier(node.Plan.FabricPorts()[0].Name, false);
        Assert.Null(node.Route("10.9.0.1/32"));

        // The node may answer before the notification is read, or after.
        node.SetGroup(1, 1);
        node.Apply();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        node.DataPlane.HandleEvents(node.Now);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    [Fact]
    public void An_interface_that_is_set_down_and_up_gets_its_rows_back()
    {
        FakeNode node = NodeWithRows();
        node.Outsider.SetDown("vlan10");
        Assert.Null(node.Route("10.1.0.11/32"));
        node.DataPlane.HandleEvents(node.Now);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    [Fact]
    public void A_cable_that_is_plugged_in_later_is_set_up_and_its_waiting_rows_are_written()
    {
        FakeNode node = NodeWithRows();
        KernelLink old = node.Kernel.LinkRows[node.IndexOf("swp1")];
        node.Kernel.LinkRows.Remove(old.Index);
        node.Kernel.ForwardingRows.Clear();
        node.Kernel.Notify(sink => sink.LinkChanged(old, removed: true));
        node.DataPlane.HandleEvents(node.Now);
        Assert.False(node.Events.Ports[node.Plan.Port("swp1")].Up);

        int index = node.Outsider.PlugIn("swp1", TestFabric.Mac(0xABC));
        node.DataPlane.HandleEvents(node.Now);
        Assert.NotEqual(0, node.Kernel.LinkRows[index].Master);
        Assert.Equal(TestFabric.Mac(0xABC), node.Events.Ports[node.Plan.Port("swp1")].Mac);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    private static FakeNode NodeWithRows()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.SetHost(10, "2001:db8:1::11", 11, "swp1");
        node.SetGroup(1, 0, 1);
        node.SetRoute("10.9.0.1/32", 1);
        node.SetRoute("2001:db8:9::1/128", 1);
        node.Tables.FabricNeighbors.Set(
            new FabricNeighborKey(node.Plan.FabricPorts()[0].Index, FakeNode.Gateway(0)), new FabricNeighborRow(TestFabric.Mac(99)));
        node.Apply();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        return node;
    }
}
