using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class ReportTests
{
    [Fact]
    public void Every_port_is_reported_with_its_mac_and_carrier()
    {
        FakeNode node = new(TestFabric.Leaf1);
        Assert.Equal(node.Plan.Ports.Length, node.Events.Ports.Count);
        Assert.All(node.Plan.Ports, port => Assert.Equal(
            new PortStatus(true, TestFabric.Mac(0xF000 + port.Index.Value), IpAddress.Ipv6Any, 1500), node.Events.Ports[port.Index]));
    }

    [Fact]
    public void A_link_local_address_is_reported_when_it_is_usable()
    {
        FakeNode node = new(TestFabric.Leaf1);
        PortPlan port = node.Plan.FabricPorts()[0];
        KernelAddress address = new(node.IndexOf(port.Name), TestFabric.Ip("fe80::77"), 64, KernelAddressFlags.Tentative);
        node.Kernel.Notify(sink => sink.AddressChanged(address, removed: false));
        node.DataPlane.HandleEvents(node.Now);
        Assert.True(node.Events.Ports[port.Index].LinkLocal.IsUnspecified);
        node.Kernel.Notify(sink => sink.AddressChanged(address with { Flags = KernelAddressFlags.None }, removed: false));
        node.DataPlane.HandleEvents(node.Now);
        Assert.Equal(TestFabric.Ip("fe80::77"), node.Events.Ports[port.Index].LinkLocal);
        node.Kernel.Notify(sink => sink.AddressChanged(address, removed: true));
        node.DataPlane.HandleEvents(node.Now);
        Assert.True(node.Events.Ports[port.Index].LinkLocal.IsUnspecified);
    }

    [Fact]
    public void A_port_without_an_interface_is_down()
    {
        FakeKernel kernel = new();
        RecordingEvents events = new();
        KernelDataPlane dataPlane = new(TestFabric.Leaf1, kernel, new FakeFilterSets(), events);
        dataPlane.Prepare();
        dataPlane.AdoptState(Instant.Zero);
        dataPlane.ReportState();
        Assert.All(events.Ports.Values, status => Assert.False(status.Up));
        Assert.Equal(TestFabric.Leaf1.Ports.Length, events.Ports.Count);
    }

    [Fact]
    public void Routes_of_other_daemons_are_reported_at_the_rim_with_their_best_metric()
    {
        FakeNode node = new(TestFabric.Edge1);
        KernelRoute bgp = Foreign("192.0.2.0/24", 186, 20);
        node.Outsider.PutRoute(bgp);
        node.Outsider.PutRoute(bgp with { Protocol = 4, Metric = 5 });
        node.Outsider.DeleteRoute(bgp with { Protocol = 4, Metric = 5 });
        node.Outsider.DeleteRoute(bgp);
        node.DataPlane.HandleEvents(node.Now);
        IpPrefix prefix = bgp.Prefix;
        Assert.Equal(
            [
                new ForeignRoute(VrfId.Default, prefix, 20, true),
                new ForeignRoute(VrfId.Default, prefix, 5, true),
                new ForeignRoute(VrfId.Default, prefix, 20, true),
                new ForeignRoute(VrfId.Default, prefix, 20, false),
            ],
            node.Events.Foreign);
    }

    [Fact]
    public void Foreign_routes_that_were_there_before_or_changed_unseen_are_reported_too()
    {
        FakeNode before = new(TestFabric.Edge1);
        before.Outsider.PutRoute(Foreign("192.0.2.0/24", 186, 20));
        FakeNode after = before.Restart();
        Assert.Equal([new ForeignRoute(VrfId.Default, IpPrefix.Parse("192.0.2.0/24"), 20, true)], after.Events.Foreign);
        after.Outsider.DeleteRoute(Foreign("192.0.2.0/24", 186, 20), notify: false);
        after.DataPlane.Repair(after.Now);
        Assert.False(after.Events.Foreign[^1].Present);
    }

    [Fact]
    public void Foreign_routes_that_a_link_took_along_in_silence_are_missed_at_once()
    {
        FakeNode node = new(TestFabric.Edge1);
        node.Outsider.PutRoute(Foreign("192.0.2.0/24", 186, 20));
        node.DataPlane.HandleEvents(node.Now);
        node.Outsider.DeleteRoute(Foreign("192.0.2.0/24", 186, 20), notify: false);
        KernelLink link = node.Kernel.LinkRows[node.IndexOf(node.Plan.Ports[^1].Name)];
        node.Kernel.Notify(sink => sink.LinkChanged(link, removed: false));
        node.DataPlane.HandleEvents(node.Now);
        Assert.False(node.Events.Foreign[^1].Present);
    }

    [Theory]
    [InlineData("192.0.2.0/24", RouteProtocol.Kernel)]
    [InlineData("192.0.2.0/24", RouteProtocol.Weft)]
    [InlineData("192.0.2.0/24", RouteProtocol.RouterAdvertisement)]
    [InlineData("fe80::/64", 186)]
    [InlineData("ff00::/8", 186)]
    public void Own_routes_and_those_of_the_kernel_are_not_foreign(string prefix, byte protocol)
    {
        FakeNode node = new(TestFabric.Edge1);
        node.Outsider.PutRoute(Foreign(prefix, protocol, 20));
        node.DataPlane.HandleEvents(node.Now);
        Assert.Empty(node.Events.Foreign);
    }

    [Fact]
    public void A_leaf_reports_no_foreign_routes()
    {
        FakeNode node = new(TestFabric.Leaf1);
        node.Outsider.PutRoute(Foreign("192.0.2.0/24", 186, 20));
        node.DataPlane.HandleEvents(node.Now);
        Assert.Empty(node.Events.Foreign);
    }

    private static KernelRoute Foreign(string prefix, byte protocol, uint metric) => new()
    {
        Table = RouteTableId.Main,
        Prefix = IpPrefix.Parse(prefix),
        Metric = metric,
        Protocol = protocol,
        Type = KernelRouteType.Unicast,
        InterfaceIndex = 1,
    };
}
