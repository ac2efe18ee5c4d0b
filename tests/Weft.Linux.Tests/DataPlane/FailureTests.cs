using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class FailureTests
{
    [Fact]
    public void A_refused_row_does_not_stop_the_others_and_is_tried_again_with_back_off()
    {
        FakeNode node = new(TestFabric.Leaf1);
        int refusals = 0;
        node.Kernel.Failures.Refuse(change => change.Kind == KernelChangeKind.PutRoute && Is(change, "10.1.0.12"), Errno.Invalid, times: 3);
        node.Kernel.AfterChange = (_, result) => refusals += result.Succeeded ? 0 : 1;
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.SetHost(10, "10.1.0.12", 12, "swp2");
        node.SetHost(20, "10.2.0.13", 13, "swp3");
        node.Apply();
        Assert.NotNull(node.Route("10.1.0.11/32"));
        Assert.NotNull(node.Route("10.2.0.13/32"));
        Assert.Null(node.Route("10.1.0.12/32"));
        Assert.Equal(TimeSpan.FromMilliseconds(100), node.DataPlane.NextDeadline - node.Now);

        node.Quiesce();
        Assert.Equal(3, refusals);
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        RowRefused refused = Assert.Single(node.Events.Events.OfType<RowRefused>());
        Assert.Contains("10.1.0.12", refused.Text, StringComparison.Ordinal);
        Assert.Contains("EINVAL", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Deleting_what_is_already_gone_is_success()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.Apply();
        node.Outsider.DeleteRoute(node.Route("10.1.0.11/32")!.Value, notify: false);
        node.Kernel.NeighborRows.Clear();
        node.RemoveHost(10, "10.1.0.11", 11);
        node.Apply();
        Assert.Empty(KernelPicture.Actual(node));
        Assert.Empty(node.Events.Events);
    }

    [Fact]
    public void A_delete_that_is_refused_is_tried_again()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.Apply();
        node.Kernel.Failures.Refuse(change => change.Kind == KernelChangeKind.DeleteRoute, Errno.Busy, times: 2);
        node.RemoveHost(10, "10.1.0.11", 11);
        node.Apply();
        Assert.NotNull(node.Route("10.1.0.11/32"));
        node.Quiesce();
        Assert.Empty(KernelPicture.Actual(node));
    }

    [Fact]
    public void A_next_hop_id_that_another_daemon_took_is_passed_over()
    {
        FakeNode node = new(TestFabric.Leaf1);
        uint taken = 0x1000_0000;
        node.Kernel.NextHopRows[taken] = new KernelNextHop { Id = taken, Protocol = 11, InterfaceIndex = 1, Gateway = FakeNode.Gateway(0) };
        node.SetGroup(1, 0);
        node.SetRoute("10.9.0.1/32", 1);
        node.Apply();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Equal(11, node.Kernel.NextHopRows[taken].Protocol);
    }

    [Fact]
    public void After_lost_replies_the_kernel_is_read_again_and_put_right()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.SetGroup(1, 0);
        node.SetRoute("10.9.0.1/32", 1);
        node.Kernel.Failures.Refuse(change => change.Kind == KernelChangeKind.PutRoute && Is(change, "10.9.0.1"), Errno.NoMemory);
        node.Kernel.Failures.LoseReplies(6);
        node.Apply();
        node.Quiesce();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Contains(node.Events.Events, nodeEvent => nodeEvent is NotificationsLost);
    }

    [Fact]
    public void After_lost_notifications_everything_is_compared_and_put_right_at_once()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.Apply();
        node.Outsider.DeleteRoute(node.Route("10.1.0.11/32")!.Value);
        node.Kernel.OverrunEvents();
        node.DataPlane.HandleEvents(node.Now);
        Assert.NotNull(node.Route("10.1.0.11/32"));
        Assert.Contains(node.Events.Events, nodeEvent => nodeEvent is NotificationsLost);
    }

    [Fact]
    public void One_refused_filter_element_does_not_keep_the_others_out()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.Filters.Refuses = mac => mac.Key.Mac == TestFabric.Mac(12);
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.SetHost(10, "10.1.0.12", 12, "swp2");
        node.Apply();
        Assert.Equal([TestFabric.Mac(11)], node.Filters.Rows.Keys.Select(key => key.Mac));
        node.Filters.Refuses = _ => false;
        node.Quiesce();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
    }

    private static bool Is(in KernelChange change, string address) => change.Route.Prefix.Address == IpAddress.Parse(address);
}
