using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>The real kernel, in namespaces of the test.</summary>
public sealed class NativeKernelTests
{
    [Fact]
    public void Routes_come_back_as_they_were_written()
    {
        using ScratchNamespace scratch = new();
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            int bridge = Bridge(kernel, "vlan10");
            KernelRoute[] routes =
            [
                Route("10.1.0.11/32") with { InterfaceIndex = bridge },
                Route("2001:db8::11/128") with { InterfaceIndex = bridge },
                Route("10.2.0.0/16") with { InterfaceIndex = bridge, Gateway = TestFabric.Ip("fe80::1") },
                Route("10.3.0.0/16") with { Type = KernelRouteType.Blackhole },
                Route("2001:db8:3::/48") with { Type = KernelRouteType.Blackhole },
                Route("10.4.0.0/16") with { InterfaceIndex = bridge, Table = 1001 },
            ];
            Submit(kernel, [.. routes.Select(route => KernelChange.Put(route))]);
            List<KernelRoute> read = [];
            kernel.ReadRoutes(RouteProtocol.Weft, read);
            Assert.Equal(routes.OrderBy(route => route.Prefix), read.OrderBy(route => route.Prefix));

            Submit(kernel, [.. routes.Select(route => KernelChange.Delete(route))]);
            read.Clear();
            kernel.ReadRoutes(RouteProtocol.Weft, read);
            Assert.Empty(read);
        });
    }

    [Fact]
    public void A_group_of_ipv6_neighbours_carries_routes_of_both_families_and_changes_in_place()
    {
        using ScratchNamespace scratch = new();
        NamespaceLinks.CreateVeth(new VethEnd(scratch.Name, "a0"), new VethEnd(scratch.Name, "a1"));
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            int port = Up(kernel, "a0");
            Up(kernel, "a1");
            KernelNextHop first = new() { Id = 101, Protocol = RouteProtocol.Weft, InterfaceIndex = port, Gateway = TestFabric.Ip("fe80::1") };
            KernelNextHop second = first with { Id = 102, Gateway = TestFabric.Ip("fe80::2") };
            KernelNextHop group = new() { Id = 100, Protocol = RouteProtocol.Weft, Members = [101] };
            Submit(kernel, [KernelChange.Create(first), KernelChange.Create(second), KernelChange.Create(group)]);
            KernelRoute[] routes = [Route("10.9.0.1/32") with { NextHopId = 100 }, Route("2001:db8:9::1/128") with { NextHopId = 100 }];
            Submit(kernel, [.. routes.Select(route => KernelChange.Put(route))]);
            KernelNextHop both = group with { Members = [101, 102] };
            Submit(kernel, [KernelChange.Replace(both)]);

            List<KernelNextHop> nextHops = [];
            kernel.ReadNextHops(nextHops);
            Assert.Equal([both, first, second], nextHops.OrderBy(nextHop => nextHop.Id));
            List<KernelRoute> read = [];
            kernel.ReadRoutes(RouteProtocol.Weft, read);
            Assert.Equal(routes, read.OrderBy(route => route.Prefix));
        });
    }

    [Fact]
    public void Refusals_carry_the_kernels_own_words_and_do_not_stop_a_batch()
    {
        using ScratchNamespace scratch = new();
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            int bridge = Bridge(kernel, "vlan10");
            KernelChange[] changes =
            [
                KernelChange.Put(Route("10.1.0.1/32") with { NextHopId = 4711 }),
                KernelChange.Put(Route("10.1.0.2/32") with { InterfaceIndex = bridge }),
                KernelChange.Delete(Route("10.1.0.3/32")),
                KernelChange.Replace(new KernelNextHop { Id = 7, Members = [8] }),
            ];
            KernelResult[] results = new KernelResult[changes.Length];
            kernel.Submit(changes, results);
            Assert.Equal([Errno.Invalid, 0, Errno.NoProcess, Errno.Invalid], results.Select(result => result.Error));
            Assert.Equal("Nexthop id does not exist", results[0].Message);
            Assert.Contains(Errno.Name(results[3].Error), results[3].ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_group_that_is_not_there_is_not_made_by_a_replacement()
    {
        using ScratchNamespace scratch = new();
        NamespaceLinks.CreateVeth(new VethEnd(scratch.Name, "a0"), new VethEnd(scratch.Name, "a1"));
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            int port = Up(kernel, "a0");
            Up(kernel, "a1");
            KernelNextHop single = new() { Id = 8, InterfaceIndex = port, Gateway = TestFabric.Ip("fe80::1") };
            Submit(kernel, [KernelChange.Replace(single)]);
            KernelResult[] result = new KernelResult[1];
            kernel.Submit([KernelChange.Replace(new KernelNextHop { Id = 7, Members = [8] })], result);
            Assert.Equal(Errno.NoEntry, result[0].Error);
            kernel.Submit([KernelChange.Create(single)], result);
            Assert.Equal(Errno.Exists, result[0].Error);
        });
    }

    [Fact]
    public void A_neighbour_is_taken_before_the_interface_has_an_address_of_its_own()
    {
        using ScratchNamespace scratch = new();
        NamespaceLinks.CreateVeth(new VethEnd(scratch.Name, "a0"), new VethEnd(scratch.Name, "a1"));
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            kernel.WriteSetting("net/ipv6/conf/a0/addr_gen_mode", "1").ThrowIfFailed("no link-local address");
            Up(kernel, "a1");
            KernelNextHop single = new() { Id = 8, InterfaceIndex = Up(kernel, "a0"), Gateway = TestFabric.Ip("fe80::1") };
            Submit(kernel, [KernelChange.Create(single), KernelChange.Put(Route("10.9.0.1/32") with { NextHopId = 8 })]);
        });
    }

    [Fact]
    public void Neighbours_and_forwarding_entries_come_back_as_they_were_written()
    {
        using ScratchNamespace scratch = new();
        NamespaceLinks.CreateVeth(new VethEnd(scratch.Name, "a0"), new VethEnd(scratch.Name, "a1"));
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            int bridge = Bridge(kernel, "vlan10");
            int port = Up(kernel, "a0");
            kernel.ChangeLink(port, new KernelLinkChange { Master = bridge }).ThrowIfFailed("attach");
            KernelNeighbor[] neighbors =
            [
                new(bridge, TestFabric.Ip("10.1.0.11"), TestFabric.Mac(11), NeighborState.Permanent),
                new(bridge, TestFabric.Ip("2001:db8::11"), TestFabric.Mac(11), NeighborState.Permanent),
            ];
            KernelForwarding host = new(port, TestFabric.Mac(11), 0, NeighborState.NoArp, OnBridge: false);
            KernelForwarding local = new(bridge, TestFabric.Mac(12), 0, NeighborState.Permanent, OnBridge: true);
            KernelChange[] changes =
                [KernelChange.Put(neighbors[0]), KernelChange.Put(neighbors[1]), KernelChange.Put(host), KernelChange.Put(local)];
            Submit(kernel, changes);
            Submit(kernel, changes);

            List<KernelNeighbor> read = [];
            kernel.ReadNeighbors(read);
            Assert.Equal(neighbors, read.Where(neighbor => neighbor.State == NeighborState.Permanent).OrderBy(neighbor => neighbor.Address));
            List<KernelForwarding> entries = [];
            kernel.ReadForwarding(entries);
            Assert.Contains(host with { Bridge = bridge }, entries);
            Assert.Contains(local with { Bridge = bridge }, entries);

            Submit(kernel, [KernelChange.Delete(host), KernelChange.Delete(local), KernelChange.Delete(neighbors[0])]);
            entries.Clear();
            kernel.ReadForwarding(entries);
            Assert.DoesNotContain(entries, entry => entry.Mac == TestFabric.Mac(11) || entry.Mac == TestFabric.Mac(12));
        });
    }

    [Fact]
    public void Events_of_others_arrive_and_own_changes_do_not()
    {
        using ScratchNamespace scratch = new();
        scratch.Run(() =>
        {
            using RtnetlinkKernel watcher = new();
            using RtnetlinkKernel other = new();
            int bridge = Bridge(watcher, "vlan10");
            KernelEventLog log = new();
            watcher.ReadEvents(log);
            log.Lines.Clear();

            Submit(watcher, [KernelChange.Put(Route("10.1.0.1/32") with { InterfaceIndex = bridge })]);
            Submit(other, [KernelChange.Put(Route("10.1.0.2/32") with { InterfaceIndex = bridge })]);
            Submit(other, [KernelChange.Delete(Route("10.1.0.1/32"))]);
            other.PutAddress(new KernelAddress(bridge, TestFabric.Ip("10.99.0.1"), 24, KernelAddressFlags.None)).ThrowIfFailed("address");
            watcher.ReadEvents(log);
            Assert.Contains("+route 10.1.0.2/32", log.Lines);
            Assert.Contains("-route 10.1.0.1/32", log.Lines);
            Assert.Contains("+address 10.99.0.1", log.Lines);
            Assert.DoesNotContain("+route 10.1.0.1/32", log.Lines);
        });
    }

    [Fact]
    public void Losing_carrier_the_kernel_drops_next_hops_and_their_routes_without_a_notification()
    {
        using ScratchNamespace scratch = new();
        NamespaceLinks.CreateVeth(new VethEnd(scratch.Name, "a0"), new VethEnd(scratch.Name, "a1"));
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            using RtnetlinkKernel other = new();
            int port = Up(kernel, "a0");
            int peer = Up(kernel, "a1");
            KernelNextHop single = new() { Id = 101, Protocol = RouteProtocol.Weft, InterfaceIndex = port, Gateway = TestFabric.Ip("fe80::1") };
            KernelNextHop group = new() { Id = 100, Protocol = RouteProtocol.Weft, Members = [101] };
            Submit(kernel, [KernelChange.Create(single), KernelChange.Create(group), KernelChange.Put(Route("10.9.0.1/32") with { NextHopId = 100 })]);
            KernelEventLog log = new();
            kernel.ReadEvents(log);
            log.Lines.Clear();
            other.ChangeLink(peer, new KernelLinkChange { Up = false }).ThrowIfFailed("set down");
            Eventually.Holds(() => NextHopCount(kernel) == 0);
            kernel.ReadEvents(log);
            Assert.DoesNotContain(log.Lines, line => line.Contains("nexthop", StringComparison.Ordinal) || line.Contains("10.9.0.1", StringComparison.Ordinal));
            List<KernelRoute> routes = [];
            kernel.ReadRoutes(RouteProtocol.Weft, routes);
            Assert.Empty(routes);
        });
    }

    [Fact]
    public void Ten_thousand_routes_go_in_and_come_back_complete()
    {
        using ScratchNamespace scratch = new();
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            int bridge = Bridge(kernel, "vlan10");
            KernelChange[] changes = [.. Enumerable.Range(0, 10_000).Select(number => KernelChange.Put(
                Route($"10.{16 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}/32") with { InterfaceIndex = bridge }))];
            Submit(kernel, changes);
            List<KernelRoute> read = [];
            kernel.ReadRoutes(RouteProtocol.Weft, read);
            Assert.Equal(changes.Select(change => change.Route.Prefix), read.Select(route => route.Prefix).Order());
        });
    }

    [Fact]
    public void The_probe_tells_what_this_kernel_can_do_and_leaves_nothing_behind()
    {
        using ScratchNamespace scratch = new();
        scratch.Run(() =>
        {
            using RtnetlinkKernel kernel = new();
            Assert.True(kernel.Capabilities.NextHopObjects);
            List<KernelLink> links = [];
            kernel.ReadLinks(links);
            Assert.DoesNotContain(links, link => link.Name.StartsWith("probe", StringComparison.Ordinal));
        });
    }

    private static KernelRoute Route(string prefix) => new()
    {
        Table = RouteTableId.Main,
        Prefix = IpPrefix.Parse(prefix),
        Metric = 1024,
        Protocol = RouteProtocol.Weft,
        Type = KernelRouteType.Unicast,
    };

    private static int NextHopCount(RtnetlinkKernel kernel)
    {
        List<KernelNextHop> nextHops = [];
        kernel.ReadNextHops(nextHops);
        return nextHops.Count;
    }

    private static int Bridge(RtnetlinkKernel kernel, string name)
    {
        kernel.CreateLink(new KernelLinkSpec { Name = name, Kind = "bridge" }).ThrowIfFailed("make a bridge");
        return Up(kernel, name);
    }

    private static int Up(RtnetlinkKernel kernel, string name)
    {
        int index = InterfaceIndex.Of(name);
        kernel.ChangeLink(index, new KernelLinkChange { Up = true }).ThrowIfFailed("bring up");
        return index;
    }

    private static void Submit(RtnetlinkKernel kernel, KernelChange[] changes)
    {
        KernelResult[] results = new KernelResult[changes.Length];
        kernel.Submit(changes, results);
        Assert.All(results, result => Assert.True(result.Succeeded, result.ToString()));
    }
}
