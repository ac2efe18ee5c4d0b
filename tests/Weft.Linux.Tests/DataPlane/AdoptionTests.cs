using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class AdoptionTests
{
    [Fact]
    public void A_restarted_node_finds_its_hosts_and_withdraws_nothing()
    {
        FakeNode before = Running();
        string[] picture = KernelPicture.Actual(before);
        FakeNode after = before.Restart();
        Assert.Equal(
            [
                new AdoptedBinding(
                    new BindingKey(after.Plan.Segment(10), TestFabric.Ip("10.1.0.11")),
                    new BindingRow(TestFabric.Mac(11), after.Plan.Port("swp1"), VrfId.Default)),
                new AdoptedBinding(
                    new BindingKey(after.Plan.Segment(10), TestFabric.Ip("10.1.0.12")),
                    new BindingRow(TestFabric.Mac(12), after.Plan.Port("swp2"), VrfId.Default)),
            ],
            after.Adopted);
        after.Apply();
        after.Quiesce();
        Assert.Equal(picture, KernelPicture.Actual(after));
    }

    [Fact]
    public void Claiming_adopted_rows_rewrites_no_host_and_never_loses_a_route()
    {
        FakeNode after = Running().Restart();
        after.Kernel.AfterChange = (change, _) =>
        {
            Assert.NotNull(after.Route("10.1.0.11/32"));
            Assert.NotNull(after.Route("10.9.0.1/32"));
            Assert.False(change.Kind == KernelChangeKind.PutNeighbor || (change.Kind == KernelChangeKind.PutForwarding && !change.Forwarding.OnBridge));
        };
        FillTables(after);
        after.Apply();
        after.Tables.Settled = true;
        after.Apply();
        after.Quiesce();
        Assert.Equal(KernelPicture.Desired(after), KernelPicture.Actual(after));
        Assert.Equal(3, after.Kernel.NextHopRows.Count);
    }

    [Fact]
    public void A_new_meaning_of_a_group_number_does_not_move_adopted_routes()
    {
        FakeNode after = Running().Restart();
        string[] picture = KernelPicture.Actual(after);
        after.SetGroup(1, 1);
        after.Apply();
        Assert.Equal(picture, KernelPicture.Actual(after));
    }

    [Fact]
    public void What_nobody_claimed_goes_when_the_tables_are_settled()
    {
        FakeNode after = Running().Restart();
        after.SetHost(10, "10.1.0.11", 11, "swp1");
        after.Apply();
        Assert.NotNull(after.Route("10.1.0.12/32"));
        after.Tables.Settled = true;
        after.Apply();
        after.Quiesce();
        Assert.Equal(KernelPicture.Desired(after), KernelPicture.Actual(after));
        Assert.Empty(after.Kernel.NextHopRows);
    }

    [Fact]
    public void A_host_whose_port_is_forgotten_keeps_forwarding_but_is_not_adopted()
    {
        FakeNode before = Running();
        before.Kernel.ForwardingRows.Clear();
        FakeNode after = before.Restart();
        Assert.Empty(after.Adopted);
        Assert.NotNull(after.Route("10.1.0.11/32"));
    }

    [Fact]
    public void A_learned_port_is_good_enough_to_adopt_a_host()
    {
        FakeNode before = Running();
        foreach (((int Bridge, MacAddress Mac, ushort Vlan) key, KernelForwarding entry) in before.Kernel.ForwardingRows.ToArray())
        {
            before.Kernel.ForwardingRows[key] = entry.OnBridge ? entry : entry with { State = NeighborState.Reachable };
        }

        Assert.Equal(2, before.Restart().Adopted.Count);
    }

    [Fact]
    public void Of_two_adopted_routes_to_one_destination_the_better_stays_until_it_is_replaced()
    {
        FakeNode before = new(TestFabric.Edge1);
        before.SetGroup(1, 0);
        before.SetRoute("10.9.0.1/32", 1, metric: 20);
        before.Apply();
        before.Outsider.PutRoute(before.Route("10.9.0.1/32")!.Value with { Metric = 30 });
        FakeNode after = before.Restart(settled: true);
        after.SetGroup(1, 0);
        after.SetRoute("10.9.0.1/32", 1, metric: 30);
        after.Apply();
        after.Quiesce();
        Assert.Equal(KernelPicture.Desired(after), KernelPicture.Actual(after));
    }

    private static FakeNode Running()
    {
        FakeNode node = new(TestFabric.Leaf1);
        FillTables(node);
        node.Apply();
        return node;
    }

    private static void FillTables(FakeNode node)
    {
        node.SetHost(10, "10.1.0.11", 11, "swp1");
        node.SetHost(10, "10.1.0.12", 12, "swp2");
        node.SetGroup(1, 0, 1);
        node.SetRoute("10.9.0.1/32", 1);
    }
}
