using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>The audit that comes by itself and reads routes piece by piece.</summary>
public sealed class AuditTests
{
    // More than two pieces.
    private const int Routes = 1300;

    [Fact]
    public void Routes_that_vanished_or_changed_silently_are_put_right()
    {
        FakeNode node = NodeWithRoutes();
        KernelRoute changed = node.Route(Prefix(700))!.Value;
        node.Outsider.DeleteRoute(node.Route(Prefix(3))!.Value, notify: false);
        node.Outsider.DeleteRoute(node.Route(Prefix(1200))!.Value, notify: false);
        node.Kernel.RouteRows[(changed.Table, changed.Prefix, changed.Metric)] = changed with { NextHopId = 0, Type = KernelRouteType.Blackhole };
        node.Quiesce();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Equal("3 rows", Assert.Single(node.Events.Events.OfType<DriftRepaired>()).Row);
    }

    [Fact]
    public void Routes_that_are_right_are_not_written()
    {
        FakeNode node = NodeWithRoutes();
        List<KernelChange> written = [];
        node.Kernel.AfterChange = (change, _) =>
            written.AddRange(change.Kind is KernelChangeKind.PutRoute or KernelChangeKind.DeleteRoute ? [change] : []);
        node.Quiesce();
        Assert.Empty(written);
        Assert.Empty(node.Events.Events);
    }

    [Fact]
    public void Routes_of_ours_that_nobody_wants_are_removed_also_beside_one_that_is_wanted()
    {
        FakeNode node = NodeWithRoutes();
        KernelRoute wanted = node.Route(Prefix(5))!.Value;
        KernelRoute second = wanted with { Metric = wanted.Metric + 1 };
        KernelRoute stray = wanted with { Prefix = IpPrefix.Parse("10.77.0.0/16") };
        node.Kernel.RouteRows[(second.Table, second.Prefix, second.Metric)] = second;
        node.Kernel.RouteRows[(stray.Table, stray.Prefix, stray.Metric)] = stray;
        node.Quiesce();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Equal(wanted, node.Route(Prefix(5)));
    }

    [Fact]
    public void What_the_node_itself_changes_between_two_pieces_is_no_drift()
    {
        FakeNode node = NodeWithRoutes();
        node.SetGroup(2, 1);
        node.Apply();
        Instant now = node.DataPlane.NextDeadline;
        for (int piece = 0; piece < 5; piece++)
        {
            node.DataPlane.HandleTimer(now);
            node.SetRoute(Prefix(piece), 2);
            node.SetRoute(Prefix(Routes - 1 - piece), 2);
            node.SetRoute(Prefix(Routes + piece), 1);
            node.RemoveRoute(Prefix(100 + piece));
            node.RemoveRoute(Prefix(1100 + piece));
            node.DataPlane.Apply(now, node.Tables);
            now += TimeSpan.FromSeconds(1);
        }

        node.Quiesce();
        Assert.Equal(KernelPicture.Desired(node), KernelPicture.Actual(node));
        Assert.Empty(node.Events.Events);
    }

    private static FakeNode NodeWithRoutes()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.SetGroup(1, 0, 1);
        for (int i = 0; i < Routes; i++)
        {
            node.SetRoute(Prefix(i), 1);
        }

        node.Apply();
        return node;
    }

    private static string Prefix(int number) => $"10.9.{number / 200}.{(number % 200) + 1}/32";
}
