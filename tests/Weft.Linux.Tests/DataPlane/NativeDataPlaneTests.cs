using System.Net.Sockets;
using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The data plane on the real kernel: packets, restarts and drift.</summary>
public sealed class NativeDataPlaneTests
{
    [Fact]
    public void Hosts_of_a_split_subnet_reach_each_other_over_ipv6_next_hops_in_both_families()
    {
        using NativePair pair = new();
        pair.LeftHost.Reaches(pair.RightHost, ipv6: true);

        // For IPv4 the kernel itself answers the ARP request for the remote host: the fallback when the daemon is dead.
        pair.LeftHost.Reaches(pair.RightHost, ipv6: false);
        Assert.All(pair.Left.Routes().Where(route => route.InterfaceIndex == 0), route => Assert.NotEqual(0u, route.NextHopId));
    }

    [Fact]
    public void A_restart_under_traffic_loses_no_packet_and_withdraws_no_route()
    {
        using NativePair pair = new();
        pair.LeftHost.Reaches(pair.RightHost, ipv6: false);
        using UdpEcho echo = pair.RightHost.Echo(pair.RightHost.Address4);
        using Socket socket = pair.LeftHost.Connect(pair.LeftHost.Address4, pair.RightHost.Address4);
        using PacketStream stream = new(socket);
        KernelRoute[] before = pair.Left.Routes();
        PortStatus neighbor = pair.Left.Status(pair.Port);

        pair.Left.Start(settled: false);
        Assert.Equal(neighbor, pair.Left.Status(pair.Port));
        Assert.Equal(["10.1.0.11", "2001:db8:1::11"], pair.Left.Adopted.Select(adopted => adopted.Key.Address.ToString()));
        Assert.Equal(pair.Left.Plan.Port("swp1"), pair.Left.Adopted[0].Row.Port);
        Assert.Equal(before, pair.Left.Routes());
        pair.FillLeft();
        pair.Left.Apply();
        pair.Left.Tables.Settled = true;
        pair.Left.Apply();
        pair.Left.Do(() => pair.Left.DataPlane.HandleTimer(Instant.Zero + TimeSpan.FromSeconds(5)));
        Assert.Equal(before.Select(route => route.Prefix), pair.Left.Routes().Select(route => route.Prefix));
        int received = stream.StopAndCountReceived();
        Assert.Equal(stream.Sent, received);
    }

    [Fact]
    public void A_deleted_route_is_back_after_its_notification()
    {
        using NativePair pair = new();
        KernelRoute[] before = pair.Left.Routes();
        pair.Left.Do(() =>
        {
            using RtnetlinkKernel other = new();
            KernelResult[] results = new KernelResult[2];
            other.Submit([KernelChange.Delete(before[0]), KernelChange.Delete(before[^1])], results);
            Assert.All(results, result => Assert.True(result.Succeeded, result.ToString()));
        });
        pair.Left.Until(() => pair.Left.Routes().SequenceEqual(before));
        Assert.Equal(2, pair.Left.Events.Events.OfType<DriftRepaired>().Count());
    }

    [Fact]
    public void A_segment_that_is_set_down_and_a_changed_neighbour_are_put_right()
    {
        using NativePair pair = new();
        KernelRoute[] before = pair.Left.Routes();
        pair.Left.Do(() =>
        {
            using RtnetlinkKernel other = new();
            other.ChangeLink(InterfaceIndex.Of("vlan10"), new KernelLinkChange { Up = false }).ThrowIfFailed("set down");
        });
        pair.Left.Until(() => pair.Left.Routes().SequenceEqual(before));
        pair.LeftHost.Reaches(pair.RightHost, ipv6: true);

        KernelNeighbor host = new(pair.Left.Do(() => InterfaceIndex.Of("vlan10")), pair.LeftHost.Address4, TestFabric.Mac(11), NeighborState.Permanent);
        pair.Left.Do(() =>
        {
            using RtnetlinkKernel other = new();
            KernelResult[] result = new KernelResult[1];
            other.Submit([KernelChange.Put(host with { Mac = TestFabric.Mac(66) })], result);
            pair.Left.DataPlane.Repair(Instant.Zero);
            List<KernelNeighbor> neighbors = [];
            other.ReadNeighbors(neighbors);
            Assert.Contains(host, neighbors);
        });
        pair.RightHost.Reaches(pair.LeftHost, ipv6: false);
    }

    [Fact]
    public void A_fabric_cable_that_flaps_takes_its_routes_along_and_brings_them_back()
    {
        using NativePair pair = new();
        KernelRoute[] before = pair.Left.Routes();
        NamespaceLinks.SetUp(pair.Right.Namespace, pair.Port, false);
        pair.Left.Until(() => !pair.Left.Status(pair.Port).Up);
        Assert.DoesNotContain(pair.Left.Routes(), route => route.NextHopId != 0);
        NamespaceLinks.SetUp(pair.Right.Namespace, pair.Port, true);
        pair.Left.Until(() => pair.Left.Routes().Length == before.Length);
        pair.Right.Until(() => pair.Right.Routes().Length == before.Length);
        pair.LeftHost.Reaches(pair.RightHost, ipv6: true);
    }

    [Fact]
    public void An_audit_of_a_right_kernel_changes_nothing()
    {
        using NativePair pair = new();
        KernelRoute[] before = pair.Left.Routes();
        pair.Left.Events.Events.Clear();
        pair.Left.Do(() => pair.Left.DataPlane.Repair(Instant.Zero));
        Assert.Equal(before, pair.Left.Routes());
        Assert.Empty(pair.Left.Events.Events);
    }

    [Fact]
    public void A_host_that_moves_here_replaces_its_remote_route_in_place()
    {
        using NativePair pair = new();
        KernelEventLog log = new();
        using RtnetlinkKernel watcher = pair.Left.Do(() => new RtnetlinkKernel());
        pair.Left.SetHost(20, "10.1.0.12", TestFabric.Mac(12), "swp3");
        pair.Left.SetHost(20, "2001:db8:1::12", TestFabric.Mac(12), "swp3");
        pair.Left.Apply();
        watcher.ReadEvents(log);
        Assert.Equal(["+route 10.1.0.12/32", "+route 2001:db8:1::12/128"], log.Lines);
        int segment = pair.Left.Do(() => InterfaceIndex.Of("vlan20"));
        Assert.Equal(2, pair.Left.Routes().Count(route => route.InterfaceIndex == segment));
        Assert.Equal(4, pair.Left.Routes().Length);
    }
}
